/* SPDX-License-Identifier: MIT */
#include "lib/model/tally.h"

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

void
tally_init(struct tally *tally, const struct people *people, const struct units *units)
{
    enum { SPARE_BLOCKS = 32768 /* of 128 bytes */ };

    *tally = (struct tally){ .people = people, .units = units, .spare_most = SPARE_BLOCKS };
}

static void
forget_classes(struct bucket *bucket)
{
    for (size_t i = 0; i < bucket->class_count; i++)
        people_set_clear(&bucket->classes[i].people);
    bucket->class_count = 0;
    bucket->some_homeless = false;
    if (bucket->class_slot_count)
        memset(bucket->class_slots, 0, bucket->class_slot_count * sizeof *bucket->class_slots);
}

static void
free_blocks(struct arrival_block *block)
{
    while (block) {
        struct arrival_block *before = block->before;
        free(block);
        block = before;
    }
}

static void
bucket_free(struct bucket *bucket)
{
    forget_classes(bucket);
    free(bucket->sessions);
    free(bucket->classes);
    free(bucket->class_slots);
    free(bucket->headcounted);
    free_blocks(bucket->arrivals);
    free(bucket->newcomers);
    free(bucket);
}

void
tally_keep_nothing(struct tally *tally)
{
    if (tally->keeper.drop)
        tally->keeper.drop(tally->keeper.ctx);
    tally->keeper = (struct tally_keeper){ 0 };
}

void
tally_keep(struct tally *tally, const struct tally_keeper *keeper)
{
    tally_keep_nothing(tally);
    tally->keeper = *keeper;
}

static void
touch(const struct tally *tally, const struct session *session)
{
    if (tally->keeper.touch)
        tally->keeper.touch(tally->keeper.ctx, session);
}

void
tally_free(struct tally *tally)
{
    tally_keep_nothing(tally);
    for (size_t i = 0; i < tally->all.count; i++)
        bucket_free(tally->all.buckets[i]);
    free(tally->all.buckets);
    free(tally->dirty.buckets);
    for (int kind = 0; kind < OWNER_KINDS; kind++) {
        for (size_t i = 0; i < tally->owner_count[kind]; i++)
            free(tally->owners[kind][i].buckets);
        free(tally->owners[kind]);
    }
    codebook_free(&tally->keys);
    codebook_free(&tally->masks);
    free_blocks(tally->spare);
    *tally = (struct tally){ 0 };
}

void
bucket_list_add(struct bucket_list *list, struct bucket *bucket)
{
    list->buckets = mem_grow(list->buckets, list->count, &list->capacity, sizeof *list->buckets);
    list->buckets[list->count++] = bucket;
}

struct bucket_list
tally_owner(const struct tally *tally, enum owner_kind kind, uint32_t owner)
{
    return owner < tally->owner_count[kind] ? tally->owners[kind][owner] : (struct bucket_list){ 0 };
}

static struct bucket_list *
owner_list(struct tally *tally, uint32_t kind, uint32_t owner)
{
    if (owner >= tally->owner_count[kind]) {
        size_t wanted = (size_t)owner + 64;
        tally->owners[kind] = mem_resize(tally->owners[kind], wanted * sizeof **tally->owners);
        memset(tally->owners[kind] + tally->owner_count[kind], 0,
               (wanted - tally->owner_count[kind]) * sizeof **tally->owners);
        tally->owner_count[kind] = wanted;
    }
    return &tally->owners[kind][owner];
}

static void
make_dirty(struct tally *tally, struct bucket *bucket)
{
    if (bucket->dirty)
        return;
    bucket->dirty = true;
    bucket_list_add(&tally->dirty, bucket);
}

static struct bucket *
bucket_of(struct tally *tally, const struct bucket_key *key, const struct rule_mask *mask)
{
    uint32_t number = codebook_add(&tally->keys, (struct str){ (const char *)key, sizeof *key });
    struct bucket *bucket;

    if (number < tally->all.count)
        return tally->all.buckets[number];
    bucket = mem_new(sizeof *bucket);
    bucket->key = *key;
    bucket->mask = *mask;
    bucket->in_month = day_month_index(key->first) == day_month_index(key->last);
    bucket_list_add(&tally->all, bucket);
    bucket_list_add(owner_list(tally, key->kind, key->owner), bucket);
    return bucket;
}

static struct bucket_key
key_of(struct tally *tally, const struct session *session)
{
    struct bucket_key key = {
        .category = session->chosen->category,
        .mask = codebook_add(&tally->masks, (struct str){ (const char *)&session->mask, sizeof session->mask }),
        .epoch = unit_epoch(tally->units, session->lookup),
        .first = session->first,
        .last = session->last,
    };
    int month = day_month_index(session->first);

    if (month == day_month_index(session->last)) {
        key.first = month_first(month);
        key.last = month_first(month + 1) - 1;
    }
    return key;
}

static void
enter_one(struct tally *tally, struct session *session, struct bucket_key key, enum owner_kind kind, uint32_t owner)
{
    struct bucket *bucket;

    key.kind = kind;
    key.owner = owner;
    bucket = bucket_of(tally, &key, &session->mask);
    bucket->sessions =
        mem_grow(bucket->sessions, bucket->session_count, &bucket->session_capacity, sizeof *bucket->sessions);
    bucket->sessions[bucket->session_count++] = session;
    bucket->totals_stale = true;
    bucket->people_stale |= session->entry_count > 0;
    bucket->reshaped = true;
    make_dirty(tally, bucket);
    session->buckets[session->bucket_count++] = bucket;
}

void
tally_enter(struct tally *tally, struct session *session)
{
    const struct activity_statement *chosen = session->chosen;
    struct bucket_key key = key_of(tally, session);

    session->buckets = mem_array(1 + chosen->put->cohosts.count + chosen->put->teams.count, sizeof *session->buckets);
    enter_one(tally, session, key, OWNER_HOST, chosen->unit);
    for (size_t i = 0; i < chosen->put->cohosts.count; i++)
        enter_one(tally, session, key, OWNER_COHOST, chosen->cohosts[i]);
    for (size_t i = 0; i < chosen->put->teams.count; i++)
        enter_one(tally, session, key, OWNER_TEAM, chosen->teams[i]);
}

static void
leave_one(struct tally *tally, struct bucket *bucket, const struct session *session)
{
    for (size_t i = 0; i < bucket->session_count; i++) {
        if (bucket->sessions[i] != session)
            continue;
        bucket->sessions[i] = bucket->sessions[--bucket->session_count];
        break;
    }
    bucket->totals_stale = true;
    bucket->people_stale |= session->entry_count > 0;
    bucket->reshaped = true;
    make_dirty(tally, bucket);
}

void
tally_leave(struct tally *tally, struct session *session)
{
    touch(tally, session);
    for (uint32_t i = 0; i < session->bucket_count; i++)
        leave_one(tally, session->buckets[i], session);
    free(session->buckets);
    session->buckets = NULL;
    session->bucket_count = 0;
}

enum { CLASSES_SCANNED = 8 /* so few are looked through without a table */ };

static uint64_t
class_hash(struct standing standing, uint8_t status, uint8_t role)
{
    return hash_mix((uint64_t)standing.home << 32 | standing.group_set, (uint64_t)status << 8 | role);
}

static bool
class_is(const struct people_class *class, struct standing standing, uint8_t status, uint8_t role)
{
    return class->home == standing.home && class->group_set == standing.group_set && class->status == status &&
           class->role == role;
}

static void
grow_class_slots(struct bucket *bucket)
{
    uint32_t count = bucket->class_slot_count ? bucket->class_slot_count * 2 : 2 * CLASSES_SCANNED;

    free(bucket->class_slots);
    bucket->class_slots = mem_array(count, sizeof *bucket->class_slots);
    bucket->class_slot_count = count;
    for (size_t i = 0; i < bucket->class_count; i++) {
        const struct people_class *class = &bucket->classes[i];
        size_t at = class_hash((struct standing){ class->home, class->group_set }, class->status, class->role);
        for (at &= count - 1; bucket->class_slots[at]; at = (at + 1) & (count - 1))
            ;
        bucket->class_slots[at] = (uint32_t)i + 1;
    }
}

/* The place of the class in the table, or the free one where it belongs. */
static size_t
class_slot(struct bucket *bucket, struct standing standing, uint8_t status, uint8_t role)
{
    size_t at = class_hash(standing, status, role) & (bucket->class_slot_count - 1);

    while (bucket->class_slots[at] &&
           !class_is(&bucket->classes[bucket->class_slots[at] - 1], standing, status, role))
        at = (at + 1) & (bucket->class_slot_count - 1);
    return at;
}

static struct people_class *
find_class(struct bucket *bucket, struct standing standing, uint8_t status, uint8_t role)
{
    size_t at;

    if (bucket->class_count > CLASSES_SCANNED) {
        at = class_slot(bucket, standing, status, role);
        return bucket->class_slots[at] ? &bucket->classes[bucket->class_slots[at] - 1] : NULL;
    }
    for (size_t i = 0; i < bucket->class_count; i++)
        if (class_is(&bucket->classes[i], standing, status, role))
            return &bucket->classes[i];
    return NULL;
}

/* An eighth more: there are many buckets, and what each has room for in vain adds up. */
static void
make_class_room(struct bucket *bucket)
{
    if (bucket->class_count < bucket->class_capacity)
        return;
    bucket->class_capacity = bucket->class_count + bucket->class_count / 8 + 2;
    bucket->classes = mem_resize(bucket->classes, bucket->class_capacity * sizeof *bucket->classes);
}

static struct people_class *
class_of(struct bucket *bucket, struct standing standing, uint8_t status, uint8_t role)
{
    struct people_class *class = find_class(bucket, standing, status, role);

    if (class)
        return class;
    make_class_room(bucket);
    bucket->classes[bucket->class_count++] =
        (struct people_class){ .home = standing.home, .group_set = standing.group_set, .status = status, .role = role };
    bucket->some_homeless |= standing.home == CODE_NONE;
    if (bucket->class_count * 2 > bucket->class_slot_count)
        grow_class_slots(bucket);
    else
        bucket->class_slots[class_slot(bucket, standing, status, role)] = (uint32_t)bucket->class_count;
    return &bucket->classes[bucket->class_count - 1];
}

/* The class that the person came to; NULL when they were in it before. */
static const struct people_class *
add_person(const struct tally *tally, struct bucket *bucket, const struct arrival *arrival)
{
    struct standing standing = people_standing(tally->people, arrival->person, arrival->lookup, tally->units);
    struct people_class *class = class_of(bucket, standing, arrival->status, arrival->role);

    return people_set_add(&class->people, arrival->person) ? class : NULL;
}

/* There is room for them. */
static void
add_newcomer(const struct tally *tally, struct bucket *bucket, const struct arrival *arrival)
{
    const struct people_class *class = add_person(tally, bucket, arrival);

    if (class)
        bucket->newcomers[bucket->newcomer_count++] =
            (struct newcomer){ arrival->person, class->home, class->group_set, class->status, class->role };
}

/* For so many more: mostly once between two publications. */
static void
make_newcomer_room(struct bucket *bucket, size_t count)
{
    size_t wanted = bucket->newcomer_count + count, more = bucket->newcomer_capacity + bucket->newcomer_capacity / 2;

    if (wanted <= bucket->newcomer_capacity)
        return;
    bucket->newcomer_capacity = wanted > more ? wanted : more;
    bucket->newcomers = mem_resize(bucket->newcomers, bucket->newcomer_capacity * sizeof *bucket->newcomers);
}

enum {
    ARRIVALS_MAX = 114 * ARRIVAL_BLOCK, /* then they are counted though nobody reads: memory stays bounded */
    PEOPLE_AHEAD = 8,                   /* whose statements are fetched while others are counted */
};

static struct arrival_block *
take_block(struct tally *tally)
{
    struct arrival_block *block = tally->spare;

    if (!block)
        return mem_resize(NULL, sizeof *block);
    tally->spare = block->before;
    tally->spare_count--;
    return block;
}

static void
spare_block(struct tally *tally, struct arrival_block *block)
{
    if (tally->spare_count >= tally->spare_most) {
        free(block);
        return;
    }
    block->before = tally->spare;
    tally->spare = block;
    tally->spare_count++;
}

/* Gives their blocks back; how many they were. */
static size_t
take_arrivals(struct tally *tally, struct bucket *bucket, struct arrival arrivals[ARRIVALS_MAX])
{
    size_t count = 0, of_block = (bucket->arrival_count - 1) % ARRIVAL_BLOCK + 1; /* the newest one's */

    for (struct arrival_block *block = bucket->arrivals, *before; block; block = before, of_block = ARRIVAL_BLOCK) {
        memcpy(arrivals + count, block->arrivals, of_block * sizeof *arrivals);
        count += of_block;
        before = block->before;
        spare_block(tally, block);
    }
    bucket->arrivals = NULL;
    bucket->arrival_count = 0;
    return count;
}

static void
count_arrivals(struct tally *tally, struct bucket *bucket)
{
    struct arrival arrivals[ARRIVALS_MAX];
    size_t count;

    if (bucket->arrival_count == 0)
        return;
    count = take_arrivals(tally, bucket, arrivals);
    make_newcomer_room(bucket, count);
    for (size_t i = 0; i < count; i++) {
        if (i + 2 * PEOPLE_AHEAD < count)
            people_expect(tally->people, arrivals[i + 2 * PEOPLE_AHEAD].person);
        if (i + PEOPLE_AHEAD < count)
            people_expect_statements(tally->people, arrivals[i + PEOPLE_AHEAD].person);
        add_newcomer(tally, bucket, &arrivals[i]);
    }
}

void
bucket_forget_arrivals(struct tally *tally, struct bucket *bucket)
{
    for (struct arrival_block *block = bucket->arrivals, *before; block; block = before) {
        before = block->before;
        spare_block(tally, block);
    }
    bucket->arrivals = NULL;
    bucket->arrival_count = 0;
    bucket->newcomer_count = 0;
}

static struct arrival
arrival_of(const struct tally *tally, const struct session *session, const struct attendance_entry *entry)
{
    return (struct arrival){ people_canonical(tally->people, entry->person), entry->status, entry->role, session->lookup };
}

static void
add_arrival(struct tally *tally, struct bucket *bucket, struct arrival arrival)
{
    size_t place = bucket->arrival_count % ARRIVAL_BLOCK;

    if (place == 0) {
        struct arrival_block *block = take_block(tally);
        block->before = bucket->arrivals;
        bucket->arrivals = block;
    }
    bucket->arrivals->arrivals[place] = arrival;
    if (++bucket->arrival_count == ARRIVALS_MAX)
        count_arrivals(tally, bucket);
}

static bool
entries_alike(const struct attendance_entry *a, const struct attendance_entry *b)
{
    return a->status == b->status && a->role == b->role;
}

void
tally_attend(struct tally *tally, struct session *session, const struct attendance_change *change)
{
    /* minutes alone change no class, but figures that ask for minutes read the entries */
    bool moved = change->was && !(change->is && entries_alike(&change->before, &change->after));

    touch(tally, session);
    for (uint32_t i = 0; i < session->bucket_count; i++) {
        struct bucket *bucket = session->buckets[i];
        make_dirty(tally, bucket);
        bucket->people_stale |= moved || tally->units->tree_dirty || tally->units->known_dirty;
        if (change->was || session->headcount_count > 0)
            bucket->totals_stale = true;
        else if (!bucket->totals_stale && entry_counts(&change->after))
            bucket->attendances++;
        if (!bucket->people_stale && !change->was)
            add_arrival(tally, bucket, arrival_of(tally, session, &change->after));
    }
}

void
tally_session_changed(struct tally *tally, struct session *session)
{
    touch(tally, session);
    for (uint32_t i = 0; i < session->bucket_count; i++) {
        session->buckets[i]->people_stale = session->buckets[i]->totals_stale = true;
        make_dirty(tally, session->buckets[i]);
    }
}

void
tally_event(struct tally *tally, struct session *session)
{
    for (uint32_t i = 0; i < session->bucket_count; i++) {
        struct bucket *bucket = session->buckets[i];
        make_dirty(tally, bucket);
        bucket->events += !bucket->totals_stale;
        bucket->timely_known = false;
    }
}

void
tally_events_changed(struct tally *tally, struct session *session)
{
    for (uint32_t i = 0; i < session->bucket_count; i++) {
        session->buckets[i]->totals_stale = true;
        make_dirty(tally, session->buckets[i]);
    }
}

static bool
mentions(const struct bucket *bucket, const struct people_set *changed)
{
    for (size_t i = 0; i < bucket->class_count; i++)
        if (people_set_meets(&bucket->classes[i].people, changed))
            return true;
    return false;
}

void
tally_people_changed(struct tally *tally, const struct people_set *changed)
{
    if (people_set_count(changed) == 0)
        return;
    if (tally->keeper.touch_people)
        tally->keeper.touch_people(tally->keeper.ctx, changed);
    for (size_t i = 0; i < tally->all.count; i++) {
        struct bucket *bucket = tally->all.buckets[i];
        if (bucket->people_stale)
            continue;
        count_arrivals(tally, bucket);
        if (!mentions(bucket, changed))
            continue;
        bucket->people_stale = true;
        make_dirty(tally, bucket);
    }
}

void
tally_recount(struct tally *tally)
{
    tally_keep_nothing(tally);
    for (size_t i = 0; i < tally->all.count; i++) {
        tally->all.buckets[i]->people_stale = tally->all.buckets[i]->reshaped = true;
        make_dirty(tally, tally->all.buckets[i]);
    }
}

static void
count_piece(const struct tally *tally, struct bucket *bucket, const struct session *session, const struct attendance_entry *entries,
            uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i + 2 * PEOPLE_AHEAD < count)
            people_expect(tally->people, entries[i + 2 * PEOPLE_AHEAD].person);
        if (i + PEOPLE_AHEAD < count)
            people_expect_statements(tally->people, entries[i + PEOPLE_AHEAD].person);
        if (entries[i].holds) {
            struct arrival arrival = arrival_of(tally, session, &entries[i]);
            add_person(tally, bucket, &arrival);
        }
    }
}

static void
count_session(const struct tally *tally, struct bucket *bucket, const struct session *session)
{
    struct entry_walk walk;

    session_walk(&walk, session);
    while (entry_walk_more(&walk))
        count_piece(tally, bucket, session, walk.entries, walk.count);
}

static void
count_entries(struct tally *tally, struct bucket *bucket)
{
    forget_classes(bucket);
    for (size_t i = 0; i < bucket->session_count; i++)
        count_session(tally, bucket, bucket->sessions[i]);
}

static void
count_people(struct tally *tally, struct bucket *bucket)
{
    if (!tally->keeper.take || !tally->keeper.take(tally->keeper.ctx, bucket))
        count_entries(tally, bucket);
    bucket->people_stale = false;
    bucket->recounted = true;
    bucket_forget_arrivals(tally, bucket);
}

static void
count_totals(struct bucket *bucket)
{
    bucket->attendances = 0;
    bucket->undated = 0;
    bucket->headcounted_count = 0;
    bucket->events = 0;
    bucket->first_event = UINT64_MAX;
    bucket->timely_known = false;
    for (size_t i = 0; i < bucket->session_count; i++) {
        struct session *session = bucket->sessions[i];
        bucket->attendances += session_attendances(session);
        bucket->undated += session->precision != WHEN_DAY;
        bucket->events += session_events(session);
        if (session->first_event < bucket->first_event)
            bucket->first_event = session->first_event;
        if (!session->headcount)
            continue;
        bucket->headcounted = mem_grow(bucket->headcounted, bucket->headcounted_count, &bucket->headcounted_capacity,
                                       sizeof *bucket->headcounted);
        bucket->headcounted[bucket->headcounted_count++] = session;
    }
    bucket->totals_stale = false;
}

void
bucket_settle(struct tally *tally, struct bucket *bucket)
{
    if (bucket->people_stale)
        count_people(tally, bucket);
    else
        count_arrivals(tally, bucket);
    if (bucket->totals_stale)
        count_totals(bucket);
}

size_t
tally_settle(struct tally *tally, size_t from, size_t most)
{
    size_t left = tally->dirty.count - from, end = left < most ? tally->dirty.count : from + most;

    for (size_t i = from; i < end; i++)
        bucket_settle(tally, tally->dirty.buckets[i]);
    return end;
}

/*
 * What is not used any more until people come again.  There are many buckets and
 * few that change at once, so room that each keeps for the next time would be most of the memory.
 */
static void
give_back(struct bucket *bucket)
{
    free(bucket->newcomers);
    bucket->newcomers = NULL;
    bucket->newcomer_count = bucket->newcomer_capacity = 0;
    if (bucket->class_capacity - bucket->class_count > bucket->class_count / 8 + 2) {
        bucket->classes = mem_resize(bucket->classes, bucket->class_count * sizeof *bucket->classes);
        bucket->class_capacity = bucket->class_count;
    }
}

void
tally_settled(struct tally *tally)
{
    tally_keep_nothing(tally);
    for (size_t i = 0; i < tally->dirty.count; i++) {
        struct bucket *bucket = tally->dirty.buckets[i];
        bucket->dirty = bucket->reshaped = bucket->recounted = false;
        give_back(bucket);
    }
    tally->dirty.count = 0;
}
