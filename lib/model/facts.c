/* SPDX-License-Identifier: MIT */
#include "lib/model/facts.h"

#include "lib/base/mem.h"

#include <stdlib.h>

bool
facts_init(struct facts *facts, struct log_order log, struct err *err)
{
    *facts = (struct facts){ .log = log, .all_dirty = true };
    if (!units_init(&facts->units, &facts->log, err))
        return false;
    people_init(&facts->people, &facts->log);
    teams_init(&facts->teams, &facts->log);
    facts->teams.people = &facts->people;
    plans_init(&facts->plans, &facts->log);
    populations_init(&facts->populations, &facts->log);
    records_init(&facts->records, &facts->log);
    targets_init(&facts->targets, &facts->log);
    tally_init(&facts->tally, &facts->people, &facts->units);
    return true;
}

void
facts_free(struct facts *facts)
{
    if (!facts->log.identity_cmp)
        return; /* never initialised */
    tally_free(&facts->tally);
    people_marks_free(&facts->people_marks);
    last_seen_free(&facts->last_seen);
    for (size_t i = 0; i < facts->session_count; i++)
        session_free(facts->sessions[i]);
    free(facts->sessions);
    units_free(&facts->units);
    people_free(&facts->people);
    teams_free(&facts->teams);
    plans_free(&facts->plans);
    populations_free(&facts->populations);
    targets_free(&facts->targets);
    categories_free(&facts->categories);
    records_free(&facts->records);
    volunteer_registers_free(&facts->volunteers);
    codebook_free(&facts->activities);
    codebook_free(&facts->sources);
    codebook_free(&facts->texts);
    arena_free(&facts->lists);
    free(facts->unsettled);
    free(facts->asking_sessions);
    free(facts->asking_items);
    free(facts->marks);
    free(facts->changed_sessions);
    *facts = (struct facts){ 0 };
}

static bool
is_last(const struct facts *facts, struct str activity)
{
    return facts->last && str_eq(codebook_name(&facts->activities, facts->last->number), activity);
}

static struct session *
session_by_hash(struct facts *facts, uint64_t hash, struct str activity)
{
    uint32_t number = codebook_add_hashed(&facts->activities, hash, activity);

    while (facts->session_count < facts->activities.count) {
        facts->sessions =
            mem_grow(facts->sessions, facts->session_count, &facts->session_capacity, sizeof *facts->sessions);
        facts->sessions[facts->session_count] = session_new((uint32_t)facts->session_count);
        facts->session_count++;
    }
    return facts->last = facts->sessions[number];
}

static const struct session *
find_by_hash(const struct facts *facts, uint64_t hash, struct str activity)
{
    uint32_t number = codebook_find_hashed(&facts->activities, hash, activity);

    return number < facts->session_count ? facts->sessions[number] : NULL;
}

struct session *
facts_session(struct facts *facts, struct str activity)
{
    return is_last(facts, activity) ? facts->last : session_by_hash(facts, codebook_hash(activity), activity);
}

struct session *
facts_session_of(struct facts *facts, const struct event *event)
{
    struct str activity = event_activity(event);

    if (event->session)
        return facts->last = facts->sessions[event->session - 1];
    return is_last(facts, activity) ? facts->last : session_by_hash(facts, event_activity_hash(event), activity);
}

const struct session *
facts_find_session_of(const struct facts *facts, const struct event *event)
{
    struct str activity = event_activity(event);

    if (event->session)
        return facts->sessions[event->session - 1];
    return is_last(facts, activity) ? facts->last : find_by_hash(facts, event_activity_hash(event), activity);
}

/* Of the loose ones, which are looked through, the beginning: behind it the processor sees where that goes. */
static void
expect_entries(const struct session *session)
{
    enum { OF_A_LINE = 5, LOOSE = 4 * OF_A_LINE };

    for (uint32_t i = 0; i < session->loose_count && i < LOOSE; i += OF_A_LINE)
        mem_expect(&session->loose[i]);
    mem_expect(&session->loose[session->loose_count]);
    if (session->packed)
        entry_pack_expect(session->packed);
}

/* A session is some lines of memory: what an attendance touches stands in the first two. */
static void
expect_session(const struct session *session, unsigned stage)
{
    if (stage == 2) {
        mem_expect_all(session, 2 * MEM_LINE);
    } else if (stage == 3) {
        expect_entries(session);
        mem_expect(session->buckets);
    } else {
        for (uint32_t i = 0; i < session->bucket_count; i++)
            mem_expect(session->buckets[i]);
    }
}

const unsigned char expect_ahead[EXPECT_STAGES] = { 24, 18, 12, 7, 3 };

void
facts_expect(const struct facts *facts, uint64_t activity_hash, unsigned stage)
{
    if (stage == 0) {
        codebook_expect(&facts->activities, activity_hash);
        return;
    }
    if (stage == 1)
        codebook_expect_name(&facts->activities, activity_hash);
    else if (stage == 2)
        codebook_expect_text(&facts->activities, activity_hash);
    facts_expect_session(facts, facts_guess_session(facts, activity_hash), stage);
}

uint32_t
facts_guess_session(const struct facts *facts, uint64_t activity_hash)
{
    const uint32_t number = codebook_guess(&facts->activities, activity_hash);

    return number < facts->session_count ? number + 1 : 0;
}

void
facts_expect_session(const struct facts *facts, uint32_t session, unsigned stage)
{
    if (session == 0 || stage == 0)
        return;
    if (stage == 1)
        mem_expect(&facts->sessions[session - 1]);
    else
        expect_session(facts->sessions[session - 1], stage);
}

void
facts_expect_person(const struct facts *facts, uint32_t session, uint32_t person)
{
    const struct entry_pack *packed = session ? facts->sessions[session - 1]->packed : NULL;

    if (packed)
        entry_pack_expect_person(packed, person);
}

void
facts_unsettle(struct facts *facts, struct session *session)
{
    if (session->unsettled)
        return;
    session->unsettled = true;
    facts->unsettled =
        mem_grow(facts->unsettled, facts->unsettled_count, &facts->unsettled_capacity, sizeof *facts->unsettled);
    facts->unsettled[facts->unsettled_count++] = session->number;
}

static void
mark(struct facts *facts, struct dirty_mark made)
{
    facts->marks = mem_grow(facts->marks, facts->mark_count, &facts->mark_capacity, sizeof *facts->marks);
    facts->marks[facts->mark_count++] = made;
}

void
facts_mark_always(struct facts *facts, enum owner_kind kind, uint32_t owner)
{
    mark(facts, (struct dirty_mark){ kind, owner, DAY_MIN, DAY_MAX, false });
}

void
facts_mark_days(struct facts *facts, enum owner_kind kind, uint32_t owner, day_t first, day_t last)
{
    mark(facts, (struct dirty_mark){ kind, owner, first, last, false });
}

void
facts_mark_from(struct facts *facts, enum owner_kind kind, uint32_t owner, day_t first)
{
    mark(facts, (struct dirty_mark){ kind, owner, first, DAY_MAX, false });
}

/* Where its window ends it is due; every period that contains all of it contains that day. A window is never an instant, so no zone is asked. */
void
facts_mark_item(struct facts *facts, const struct plan_put *put)
{
    day_t last = when_last_day(&put->window, NULL);

    facts_mark_days(facts, OWNER_HOST, units_number(&facts->units, put->unit), last, last);
    if (put->team.ptr)
        facts_mark_days(facts, OWNER_TEAM, teams_number(&facts->teams, put->team), last, last);
}

void
facts_mark_item_number(struct facts *facts, uint32_t number)
{
    const struct plan_item *item = &facts->plans.items[number];

    for (size_t i = 0; i < item->count; i++)
        facts_mark_item(facts, &item->statements[i].put);
}

void
facts_enter(struct facts *facts, struct session *session)
{
    uint32_t item = session->chosen->item;

    tally_enter(&facts->tally, session);
    if (item == CODE_NONE || session->linked)
        return;
    plans_link(&facts->plans, item, session);
    session->linked = item + 1;
    facts_mark_item_number(facts, item);
}

void
facts_leave(struct facts *facts, struct session *session)
{
    tally_leave(&facts->tally, session);
    if (!session->linked)
        return;
    plans_unlink(&facts->plans, session->linked - 1, session);
    facts_mark_item_number(facts, session->linked - 1);
    session->linked = 0;
}

/* Targets come many at once, often for the same units. */
void
facts_mark_below(struct facts *facts, uint32_t unit)
{
    const struct dirty_mark *last = facts->mark_count > 0 ? &facts->marks[facts->mark_count - 1] : NULL;

    if (last && last->below && last->owner == unit)
        return;
    mark(facts, (struct dirty_mark){ OWNER_HOST, unit, DAY_MIN, DAY_MAX, true });
}

void
facts_ask_item(struct facts *facts, uint32_t item)
{
    facts->asking_items = mem_grow(facts->asking_items, facts->asking_item_count, &facts->asking_item_capacity,
                                   sizeof *facts->asking_items);
    facts->asking_items[facts->asking_item_count++] = item;
}

void
facts_ask_session(struct facts *facts, struct session *session)
{
    facts->sessions_waiting++;
    facts->asking_sessions = mem_grow(facts->asking_sessions, facts->asking_session_count,
                                      &facts->asking_session_capacity, sizeof *facts->asking_sessions);
    facts->asking_sessions[facts->asking_session_count++] = session->number;
}

void
facts_published(struct facts *facts)
{
    facts->all_dirty = false;
    facts->mark_count = 0;
    facts->changed_session_count = 0;
    tally_settled(&facts->tally);
}
