/* SPDX-License-Identifier: MIT */
#include "lib/engine/retractions.h"

#include "lib/base/buf.h"
#include "lib/base/codebook.h"
#include "lib/base/mem.h"

#include <stdlib.h>

struct retraction {
    uint64_t seq;
    uint32_t rev;
};

struct target {
    struct retraction *retractions;
    size_t count, capacity;
};

struct retraction_book {
    struct codebook identities; /* source, a zero byte, id */
    struct target *targets;
    size_t count, capacity;
};

struct retraction_book *
retraction_book_new(void)
{
    return mem_new(sizeof(struct retraction_book));
}

void
retraction_book_free(struct retraction_book *book)
{
    if (!book)
        return;
    for (size_t i = 0; i < book->count; i++)
        free(book->targets[i].retractions);
    free(book->targets);
    codebook_free(&book->identities);
    free(book);
}

/* Neither source nor id holds a control character, so a zero byte keeps them apart. */
static struct buf
identity_key(struct str source, struct str id)
{
    struct buf key = { 0 };

    buf_put_str(&key, source);
    buf_put_byte(&key, 0);
    buf_put_str(&key, id);
    return key;
}

void
retraction_add(struct retraction_book *book, struct str source, struct str id, uint32_t rev, uint64_t seq)
{
    struct buf key = identity_key(source, id);
    uint32_t number = codebook_add(&book->identities, buf_str(&key));
    struct target *target;

    buf_free(&key);
    if (number == book->count) {
        book->targets = mem_grow(book->targets, book->count, &book->capacity, sizeof *book->targets);
        book->targets[book->count++] = (struct target){ 0 };
    }
    target = &book->targets[number];
    target->retractions = mem_grow(target->retractions, target->count, &target->capacity, sizeof *target->retractions);
    target->retractions[target->count++] = (struct retraction){ seq, rev };
}

static struct target *
find_target(const struct retraction_book *book, struct str source, struct str id)
{
    struct buf key;
    uint32_t number;

    if (book->count == 0)
        return NULL; /* the usual case costs nothing */
    key = identity_key(source, id);
    number = codebook_find(&book->identities, buf_str(&key));
    buf_free(&key);
    return number == CODE_NONE ? NULL : &book->targets[number];
}

void
retraction_remove(struct retraction_book *book, struct str source, struct str id, uint64_t seq)
{
    struct target *target = find_target(book, source, id);

    for (size_t i = 0; target && i < target->count; i++) {
        if (target->retractions[i].seq != seq)
            continue;
        target->retractions[i] = target->retractions[--target->count];
        return;
    }
}

uint32_t
retraction_rev(const struct retraction_book *book, struct str source, struct str id)
{
    const struct target *target = find_target(book, source, id);
    uint32_t greatest = 0;

    for (size_t i = 0; target && i < target->count; i++)
        if (target->retractions[i].rev > greatest)
            greatest = target->retractions[i].rev;
    return greatest;
}
