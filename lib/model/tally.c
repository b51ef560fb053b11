/* SPDX-License-Identifier: MIT */
#include "lib/model/tally.h"

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

void
tally_init(struct tally *tally, const struct people *people, const struct units *units)
{
    *tally = (struct tally){ .people = people, .units = units, .blocks.most = ARRIVAL_BLOCKS_KEPT };
}

static void
bucket_free(struct tally *tally, struct bucket *bucket)
{
    people_classes_free(&bucket->classes);
    arrivals_forget(&bucket->arrivals, &tally->blocks);
    free(bucket->sessions);
    free(bucket->headcounted);
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
        bucket_free(tally, tally->all.buckets[i]);
    free(tally->all.buckets);
    free(tally->dirty.buckets);
    for (int kind = 0; kind < OWNER_KINDS; kind++) {
        for (size_t i = 0; i < tally->owner_count[kind]; i++)
            free(tally->owners[kind][i].buckets);
        free(tally->owners[kind]);
    }
    codebook_free(&tally->keys);
    codebook_free(&tally->masks);
    arrival_blocks_free(&tally->blocks);
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
    bucket->classes.native_home = key->kind == OWNER_TEAM ? CODE_NONE : key->owner;
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

/* Where the person belongs. */
static struct class_key
class_of(const struct tally *tally, const struct arrival *arrival)
{
    return (struct class_key){ people_standing(tally->people, arrival->person, arrival->lookup, tally->units), arrival->status,
                               arrival->role };
}

static void
add_person(struct bucket *bucket, uint32_t person, const struct class_key *key)
{
    people_set_add(&people_classes_of(&bucket->classes, key)->people, person);
}

/* There is room for them, should they be new. */
static void
add_newcomer(struct bucket *bucket, uint32_t person, const struct class_key *key)
{
    struct people_class *class = people_classes_of(&bucket->classes, key);

    if (people_set_add(&class->people, person))
        bucket->newcomers[bucket->newcomer_count++] =
            (struct newcomer){ person, key->standing.home, key->standing.group_set, key->status, key->role };
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

enum { PEOPLE_AHEAD = 8 /* whose statements are fetched while others are counted */ };

/* What the next people need is fetched while others are looked at: first their statements, then, step by step, their classes. */
static void
find_classes(const struct tally *tally, const struct bucket *bucket, const struct arrival *arrivals, size_t count, struct class_key *keys)
{
    for (size_t i = 0; i < count; i++) {
        if (i + 2 * PEOPLE_AHEAD < count)
            people_expect(tally->people, arrivals[i + 2 * PEOPLE_AHEAD].person);
        if (i + PEOPLE_AHEAD < count)
            people_expect_statements(tally->people, arrivals[i + PEOPLE_AHEAD].person);
        keys[i] = class_of(tally, &arrivals[i]);
        people_classes_expect(&bucket->classes, &keys[i], 0);
    }
    for (unsigned stage = 1; stage < CLASS_EXPECT_STAGES; stage++)
        for (size_t i = 0; i < count; i++)
            people_classes_expect(&bucket->classes, &keys[i], stage);
}

static void
count_arrivals(struct tally *tally, struct bucket *bucket)
{
    struct arrival arrivals[ARRIVALS_MAX];
    struct class_key keys[ARRIVALS_MAX];
    size_t count;

    if (bucket->arrivals.count == 0)
        return;
    count = arrivals_take(&bucket->arrivals, &tally->blocks, arrivals);
    make_newcomer_room(bucket, count);
    find_classes(tally, bucket, arrivals, count, keys);
    for (size_t i = 0; i < count; i++)
        add_newcomer(bucket, arrivals[i].person, &keys[i]);
}

void
bucket_forget_arrivals(struct tally *tally, struct bucket *bucket)
{
    arrivals_forget(&bucket->arrivals, &tally->blocks);
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
    if (!arrivals_add(&bucket->arrivals, &tally->blocks, arrival))
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
    for (uint32_t i = 0; i < bucket->classes.count; i++)
        if (people_set_meets(&bucket->classes.classes[i].people, changed))
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
            struct class_key key = class_of(tally, &arrival);
            add_person(bucket, arrival.person, &key);
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
    people_classes_clear(&bucket->classes);
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

/* Those who wait in a block, so many: what is known of them is fetched. */
static void
expect_people(const struct tally *tally, const struct arrival_block *block, size_t count, bool statements)
{
    for (size_t i = 0; block && i < count; i++)
        (statements ? people_expect_statements : people_expect)(tally->people, block->arrivals[i].person);
}

/* How many buckets before its turn each stage is called for one; what a stage fetches leads the next one on. */
static const unsigned char settle_ahead[] = { 12, 9, 6, 4, 3, 2 };

static void
expect_bucket(const struct tally *tally, const struct bucket *bucket, unsigned stage)
{
    const struct arrival_block *newest = stage > 0 && !bucket->people_stale ? bucket->arrivals.newest : NULL;

    if (stage == 0)
        mem_expect_all(bucket, offsetof(struct bucket, pool));
    else if (!newest)
        return;
    else if (stage == 1)
        mem_expect_all(newest, sizeof *newest);
    else if (stage == 2 && newest->before)
        mem_expect_all(newest->before, sizeof *newest);
    if (stage == 2 || stage == 4)
        expect_people(tally, newest, arrivals_in_newest(&bucket->arrivals), stage == 4);
    else if (stage > 2)
        expect_people(tally, newest->before, ARRIVAL_BLOCK, stage == 5);
}

size_t
tally_settle(struct tally *tally, size_t from, size_t most)
{
    const size_t left = tally->dirty.count - from, end = left < most ? tally->dirty.count : from + most;

    for (size_t i = from; i < end; i++) {
        for (unsigned stage = 0; stage < sizeof settle_ahead; stage++)
            if (i + settle_ahead[stage] < tally->dirty.count)
                expect_bucket(tally, tally->dirty.buckets[i + settle_ahead[stage]], stage);
        bucket_settle(tally, tally->dirty.buckets[i]);
    }
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
    people_classes_trim(&bucket->classes);
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
