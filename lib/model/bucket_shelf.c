/* SPDX-License-Identifier: MIT */
#include "lib/model/bucket_shelf.h"

#include "lib/base/hash.h"
#include "lib/base/mem.h"

#include <stdlib.h>
#include <string.h>

struct bucket_shelf {
    struct codebook keys;    /* hashes of whose sessions they were */
    struct people_classes *entries; /* by number of the key; empty after they were taken */
    size_t count, capacity;
    uint8_t *touched;        /* by number of the session */
    size_t touched_count;
};

static int
by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* Whose sessions, and which; what rules say of them is left out. */
static struct hash128
key_of(const struct bucket *bucket)
{
    size_t head = 5, count = bucket->session_count;
    uint32_t *parts = mem_array(head + count, sizeof *parts);
    struct hash128 key;

    parts[0] = bucket->key.kind;
    parts[1] = bucket->key.owner;
    parts[2] = bucket->key.epoch;
    parts[3] = (uint32_t)bucket->key.first;
    parts[4] = (uint32_t)bucket->key.last;
    for (size_t i = 0; i < count; i++)
        parts[head + i] = bucket->sessions[i]->number;
    qsort(parts + head, count, sizeof *parts, by_number);
    key = hash128(parts, (head + count) * sizeof *parts);
    free(parts);
    return key;
}

static void
put_aside(struct bucket_shelf *shelf, struct bucket *bucket)
{
    struct hash128 key = key_of(bucket);
    uint32_t number = codebook_add(&shelf->keys, (struct str){ (const char *)&key, sizeof key });

    if (number < shelf->count)
        return; /* two buckets of the same sessions: there are none */
    shelf->entries = mem_grow(shelf->entries, shelf->count, &shelf->capacity, sizeof *shelf->entries);
    shelf->entries[shelf->count++] = people_classes_take(&bucket->classes);
    bucket->newcomer_count = 0; /* and there are no arrivals: it is settled */
    bucket->people_stale = true;
}

static void
drop(void *ctx)
{
    struct bucket_shelf *shelf = ctx;

    for (size_t i = 0; i < shelf->count; i++)
        people_classes_free(&shelf->entries[i]);
    free(shelf->entries);
    free(shelf->touched);
    codebook_free(&shelf->keys);
    free(shelf);
}

static void
touch(void *ctx, const struct session *session)
{
    struct bucket_shelf *shelf = ctx;
    size_t wanted = (size_t)session->number + 1024;

    if (session->number >= shelf->touched_count) {
        shelf->touched = mem_resize(shelf->touched, wanted);
        memset(shelf->touched + shelf->touched_count, 0, wanted - shelf->touched_count);
        shelf->touched_count = wanted;
    }
    shelf->touched[session->number] = 1;
}

static void
touch_people(void *ctx, const struct people_set *people)
{
    struct bucket_shelf *shelf = ctx;

    for (size_t i = 0; i < shelf->count; i++) {
        struct people_classes *entry = &shelf->entries[i];
        bool meets = false;
        for (size_t k = 0; !meets && k < entry->count; k++)
            meets = people_set_meets(&entry->classes[k].people, people);
        if (meets)
            people_classes_free(entry);
    }
}

static bool
is_untouched(const struct bucket_shelf *shelf, const struct bucket *bucket)
{
    for (size_t i = 0; i < bucket->session_count; i++) {
        uint32_t number = bucket->sessions[i]->number;
        if (number < shelf->touched_count && shelf->touched[number])
            return false;
    }
    return true;
}

static bool
take(void *ctx, struct bucket *bucket)
{
    struct bucket_shelf *shelf = ctx;
    struct hash128 key = key_of(bucket);
    uint32_t number = codebook_find(&shelf->keys, (struct str){ (const char *)&key, sizeof key });
    struct people_classes *entry = number < shelf->count ? &shelf->entries[number] : NULL;

    if (!entry || !entry->classes || !is_untouched(shelf, bucket))
        return false;
    people_classes_free(&bucket->classes);
    bucket->classes = people_classes_take(entry);
    return true;
}

struct tally_keeper
bucket_shelf_fill(struct tally *tally)
{
    struct bucket_shelf *shelf = mem_new(sizeof *shelf);

    for (size_t i = 0; i < tally->all.count; i++) {
        struct bucket *bucket = tally->all.buckets[i];
        if (bucket->session_count == 0 || bucket->people_stale)
            continue;
        bucket_settle(tally, bucket);
        put_aside(shelf, bucket);
    }
    return (struct tally_keeper){ take, touch, touch_people, drop, shelf };
}
