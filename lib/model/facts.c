/* SPDX-License-Identifier: MIT */
#include "lib/model/facts.h"

#include "lib/base/mem.h"
#include "lib/model/facts_sessions.h"
#include "lib/model/people_set.h"

#include <stdlib.h>

bool
facts_init(struct facts *facts, struct log_order log, struct err *err)
{
    *facts = (struct facts){ .log = log, .all_dirty = true };
    if (!units_init(&facts->units, &facts->log, err))
        return false;
    people_init(&facts->people, &facts->log);
    teams_init(&facts->teams, &facts->log);
    plans_init(&facts->plans, &facts->log);
    populations_init(&facts->populations, &facts->log);
    tally_init(&facts->tally, &facts->people, &facts->units);
    return true;
}

void
facts_free(struct facts *facts)
{
    if (!facts->log.identity_cmp)
        return; /* never initialised */
    tally_free(&facts->tally);
    for (size_t i = 0; i < facts->session_count; i++)
        session_free(facts->sessions[i]);
    free(facts->sessions);
    units_free(&facts->units);
    people_free(&facts->people);
    teams_free(&facts->teams);
    plans_free(&facts->plans);
    populations_free(&facts->populations);
    categories_free(&facts->categories);
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

struct session *
facts_session(struct facts *facts, struct str activity)
{
    uint32_t number = codebook_add(&facts->activities, activity);

    while (facts->session_count < facts->activities.count) {
        facts->sessions =
            mem_grow(facts->sessions, facts->session_count, &facts->session_capacity, sizeof *facts->sessions);
        facts->sessions[facts->session_count] = session_new((uint32_t)facts->session_count);
        facts->session_count++;
    }
    return facts->sessions[number];
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

void
facts_mark(struct facts *facts, struct dirty_mark mark)
{
    facts->marks = mem_grow(facts->marks, facts->mark_count, &facts->mark_capacity, sizeof *facts->marks);
    facts->marks[facts->mark_count++] = mark;
}

static void
mark_always(struct facts *facts, enum owner_kind kind, uint32_t owner)
{
    facts_mark(facts, (struct dirty_mark){ kind, owner, DAY_MIN, DAY_MAX });
}

static void
mark_item(struct facts *facts, const struct event *event)
{
    uint32_t unit = units_number(&facts->units, event->as.plan_put.unit);

    mark_always(facts, OWNER_HOST, unit);
    if (event->as.plan_put.team.ptr)
        mark_always(facts, OWNER_TEAM, teams_number(&facts->teams, event->as.plan_put.team));
}

static void
change_population(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    if (joins)
        populations_state(&facts->populations, event, seq, &facts->units);
    else
        populations_withdraw(&facts->populations, event, seq, &facts->units);
    mark_always(facts, OWNER_HOST, units_number(&facts->units, event->as.population_put.unit));
}

static void
change_team(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    if (joins)
        teams_state(&facts->teams, event, seq, &facts->units);
    else
        teams_withdraw(&facts->teams, event, seq);
    facts->something_appeared |= joins;
    facts->something_vanished |= !joins;
    mark_always(facts, OWNER_TEAM, teams_number(&facts->teams, event->as.team_put.team));
    mark_always(facts, OWNER_HOST, units_number(&facts->units, event->as.team_put.unit));
}

static void
change_member(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    if (joins)
        teams_change_member(&facts->teams, event, seq);
    else
        teams_withdraw_member(&facts->teams, event, seq);
    mark_always(facts, OWNER_TEAM, teams_number(&facts->teams, event->as.team_change.team));
}

static void
ask_item(struct facts *facts, uint32_t item)
{
    facts->asking_items = mem_grow(facts->asking_items, facts->asking_item_count, &facts->asking_item_capacity,
                                   sizeof *facts->asking_items);
    facts->asking_items[facts->asking_item_count++] = item;
}

static void
change_item(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    if (joins)
        plans_state(&facts->plans, event, seq, &facts->units, &facts->teams);
    else
        plans_withdraw(&facts->plans, event, seq);
    facts->something_appeared |= joins;
    facts->something_vanished |= !joins;
    mark_item(facts, event);
}

static void
change_unit(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    if (joins)
        units_state(&facts->units, event, seq);
    else
        units_withdraw(&facts->units, event, seq);
    facts->all_dirty = true;
}

/* Group rows exist where people of the group live: a group that comes to a home or leaves it changes which rows there are. */
static void
change_person(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    uint32_t version = facts->people.pairs_version;

    if (joins)
        people_state(&facts->people, event, seq, &facts->units);
    else
        people_withdraw(&facts->people, event, seq);
    facts->all_dirty |= version != facts->people.pairs_version;
}

void
facts_state(struct facts *facts, const struct event *event, uint64_t seq, bool dead)
{
    if (dead && event->type != EVENT_ACTIVITY_HELD && event->type != EVENT_ACTIVITY_CANCELLED)
        return;
    switch (event->type) {
    case EVENT_UNIT_PUT:
        change_unit(facts, event, seq, true);
        return;
    case EVENT_POPULATION_PUT:
        change_population(facts, event, seq, true);
        return;
    case EVENT_PERSON_PUT:
        change_person(facts, event, seq, true);
        return;
    case EVENT_TEAM_PUT:
        change_team(facts, event, seq, true);
        return;
    case EVENT_TEAM_JOIN:
    case EVENT_TEAM_LEAVE:
        change_member(facts, event, seq, true);
        return;
    case EVENT_PLAN_PUT:
        change_item(facts, event, seq, true);
        return;
    case EVENT_ACTIVITY_HELD:
    case EVENT_ACTIVITY_CANCELLED:
        facts_state_activity(facts, event, seq, dead);
        return;
    case EVENT_ACTIVITY_VOID:
        facts_state_void(facts, event, seq);
        return;
    case EVENT_ATTENDANCE:
        facts_state_attendance(facts, event, seq);
        return;
    case EVENT_HEADCOUNT:
        facts_state_headcount(facts, event, seq);
        return;
    case EVENT_RETRACT: /* decided by identity, in lib/engine */
    case EVENT_TYPES:
        return;
    }
}

void
facts_withdraw(struct facts *facts, const struct event *event, uint64_t seq)
{
    switch (event->type) {
    case EVENT_UNIT_PUT:
        change_unit(facts, event, seq, false);
        return;
    case EVENT_POPULATION_PUT:
        change_population(facts, event, seq, false);
        return;
    case EVENT_PERSON_PUT:
        change_person(facts, event, seq, false);
        return;
    case EVENT_TEAM_PUT:
        change_team(facts, event, seq, false);
        return;
    case EVENT_TEAM_JOIN:
    case EVENT_TEAM_LEAVE:
        change_member(facts, event, seq, false);
        return;
    case EVENT_PLAN_PUT:
        change_item(facts, event, seq, false);
        return;
    case EVENT_ACTIVITY_HELD:
    case EVENT_ACTIVITY_CANCELLED:
        facts_withdraw_activity(facts, event, seq);
        return;
    case EVENT_ACTIVITY_VOID:
        facts_withdraw_void(facts, event, seq);
        return;
    case EVENT_ATTENDANCE:
        facts_withdraw_attendance(facts, event, seq);
        return;
    case EVENT_HEADCOUNT:
        facts_withdraw_headcount(facts, event, seq);
        return;
    case EVENT_RETRACT:
    case EVENT_TYPES:
        return;
    }
}

static bool
knows_unit(struct facts *facts, struct str code)
{
    return !code.ptr || unit_known(&facts->units, codebook_find(&facts->units.codes, code));
}

static bool
knows_team(struct facts *facts, struct str code)
{
    return !code.ptr ||
           team_current(&facts->teams, codebook_find(&facts->teams.codes, code), &facts->units) != NULL;
}

static bool
knows_item(struct facts *facts, struct str code)
{
    uint32_t number = code.ptr ? codebook_find(&facts->plans.codes, code) : CODE_NONE;

    if (number == CODE_NONE)
        return !code.ptr;
    plans_resolve_item(&facts->plans, number, &facts->units, &facts->teams);
    return facts->plans.items[number].current != NULL;
}

static bool
knows_all(struct facts *facts, const struct activity_put *put)
{
    bool known = knows_unit(facts, put->unit) && knows_item(facts, put->item);

    for (size_t i = 0; known && i < put->cohosts.count; i++)
        known = knows_unit(facts, put->cohosts.items[i]);
    for (size_t i = 0; known && i < put->teams.count; i++)
        known = knows_team(facts, put->teams.items[i]);
    return known;
}

bool
facts_is_pending(struct facts *facts, const struct event *event)
{
    switch (event->type) {
    case EVENT_UNIT_PUT:
        return !knows_unit(facts, event->as.unit_put.parent) || !knows_unit(facts, event->as.unit_put.guide);
    case EVENT_POPULATION_PUT:
        return !knows_unit(facts, event->as.population_put.unit);
    case EVENT_PERSON_PUT:
        return !knows_unit(facts, event->as.person_put.home);
    case EVENT_TEAM_PUT:
        return !knows_unit(facts, event->as.team_put.unit);
    case EVENT_TEAM_JOIN:
    case EVENT_TEAM_LEAVE:
        return !knows_team(facts, event->as.team_change.team);
    case EVENT_PLAN_PUT:
        return !knows_unit(facts, event->as.plan_put.unit) || !knows_team(facts, event->as.plan_put.team);
    case EVENT_ACTIVITY_HELD:
    case EVENT_ACTIVITY_CANCELLED:
        return !knows_all(facts, &event->as.activity_put);
    case EVENT_ACTIVITY_VOID:
    case EVENT_ATTENDANCE:
    case EVENT_HEADCOUNT:
        return !facts_activity_is_known(facts, event_activity(event));
    case EVENT_RETRACT:
    case EVENT_TYPES:
        return false;
    }
    return false;
}

static void
unsettle_sessions(struct facts *facts, bool all)
{
    for (size_t i = 0; i < facts->session_count; i++)
        if (all || facts->sessions[i]->waiting)
            facts_unsettle(facts, facts->sessions[i]);
}

/* Which statement of each item holds, and whether a rule has to look at it again. */
static void
settle_items(struct facts *facts)
{
    facts->items_waiting = 0;
    for (uint32_t i = 0; i < facts->plans.count; i++) {
        struct plan_item *item = &facts->plans.items[i];
        uint64_t seq;
        plans_resolve_item(&facts->plans, i, &facts->units, &facts->teams);
        seq = item->current ? item->current->base.seq : 0;
        if (seq != item->settled_seq) {
            item->settled_seq = seq;
            item->version++;
            item->has_verdict = !facts->items_need_verdicts;
            item->mask = (struct rule_mask){ { 0 } };
            if (item->current && !item->has_verdict)
                ask_item(facts, i);
        }
        facts->items_waiting += item->current && !item->has_verdict;
    }
}

/* Homes that were unknown units are homes now, or the other way round. */
static void
settle_people(struct facts *facts, bool units_changed)
{
    if (units_changed)
        tally_recount(&facts->tally);
    else
        tally_people_changed(&facts->tally, facts->people.changed);
    people_settled(&facts->people);
}

void
facts_settle(struct facts *facts)
{
    struct units *units = &facts->units;
    bool units_came = false, moved;

    units_resolve(units);
    units_came = units->appeared != facts->units_appeared || units->vanished != facts->units_vanished;
    facts->something_appeared |= units->appeared != facts->units_appeared;
    facts->something_vanished |= units->vanished != facts->units_vanished;
    moved = units->version != facts->units_version;
    if (facts->something_appeared || facts->something_vanished)
        settle_items(facts);
    if (moved || facts->something_appeared || facts->something_vanished)
        unsettle_sessions(facts, moved || facts->something_vanished);
    for (size_t i = 0; i < facts->unsettled_count; i++) {
        struct session *session = facts->sessions[facts->unsettled[i]];
        session->unsettled = false;
        facts_choose_session(facts, session);
    }
    facts->unsettled_count = 0;
    settle_people(facts, units_came || moved);
    facts->something_appeared = facts->something_vanished = false;
    facts->units_appeared = units->appeared;
    facts->units_vanished = units->vanished;
    facts->units_version = units->version;
}

static void
ask_everyone(struct facts *facts)
{
    facts->asking_session_count = facts->asking_item_count = 0;
    facts->sessions_waiting = facts->items_waiting = 0;
    for (uint32_t i = 0; i < facts->session_count; i++)
        if (facts->sessions[i]->state == SESSION_ACTIVE && !facts->sessions[i]->has_verdict)
            facts_ask_session(facts, facts->sessions[i]);
    for (uint32_t i = 0; i < facts->plans.count; i++) {
        if (!facts->plans.items[i].current || facts->plans.items[i].has_verdict)
            continue;
        facts->items_waiting++;
        ask_item(facts, i);
    }
}

void
facts_new_rules(struct facts *facts, bool for_sessions, bool for_items)
{
    facts_settle(facts);
    facts->sessions_need_verdicts = for_sessions;
    facts->items_need_verdicts = for_items;
    for (size_t i = 0; i < facts->session_count; i++) {
        struct session *session = facts->sessions[i];
        tally_leave(&facts->tally, session);
        session->version++;
        session->has_verdict = !for_sessions;
        session->mask = (struct rule_mask){ { 0 } };
        if (session->state == SESSION_ACTIVE && session->has_verdict)
            tally_enter(&facts->tally, session);
    }
    for (size_t i = 0; i < facts->plans.count; i++) {
        facts->plans.items[i].version++;
        facts->plans.items[i].has_verdict = !for_items;
        facts->plans.items[i].mask = (struct rule_mask){ { 0 } };
    }
    facts->all_dirty = true;
    ask_everyone(facts);
}

void
facts_ask_again(struct facts *facts)
{
    ask_everyone(facts);
}

static bool
session_verdict(struct facts *facts, const struct verdict *verdict)
{
    struct session *session = verdict->number < facts->session_count ? facts->sessions[verdict->number] : NULL;

    if (!session || session->version != verdict->version || session->has_verdict ||
        session->state != SESSION_ACTIVE)
        return false;
    session->has_verdict = true;
    session->mask = verdict->mask;
    facts->sessions_waiting--;
    tally_enter(&facts->tally, session);
    return true;
}

static bool
item_verdict(struct facts *facts, const struct verdict *verdict)
{
    struct plan_item *item = verdict->number < facts->plans.count ? &facts->plans.items[verdict->number] : NULL;

    if (!item || item->version != verdict->version || item->has_verdict || !item->current)
        return false;
    item->has_verdict = true;
    item->mask = verdict->mask;
    facts->items_waiting--;
    mark_always(facts, OWNER_HOST, item->current->unit);
    if (item->current->team != CODE_NONE)
        mark_always(facts, OWNER_TEAM, item->current->team);
    return true;
}

bool
facts_verdict(struct facts *facts, const struct verdict *verdict)
{
    return verdict->kind == SUBJECT_SESSION ? session_verdict(facts, verdict) : item_verdict(facts, verdict);
}

void
facts_session_subject(const struct facts *facts, uint32_t number, struct rule_subject *subject)
{
    const struct session *session = facts->sessions[number];

    *subject = (struct rule_subject){
        .kind = SUBJECT_SESSION,
        .number = number,
        .version = session->version,
        .activity = session->chosen->put,
        .date = session->first,
        .precision = session->precision,
        .level = session->level,
    };
}

void
facts_item_subject(const struct facts *facts, uint32_t number, struct rule_subject *subject)
{
    const struct plan_item *item = &facts->plans.items[number];
    const struct unit *unit = &facts->units.units[item->current->unit];
    const struct zone *zone = unit->zone ? unit->zone : facts->units.default_zone;

    *subject = (struct rule_subject){
        .kind = SUBJECT_PLAN_ITEM,
        .number = number,
        .version = item->version,
        .plan = &item->current->put,
        .date = when_first_day(&item->current->put.window, zone),
        .precision = item->current->put.window.precision,
        .level = unit->level,
    };
}

void
facts_published(struct facts *facts)
{
    facts->all_dirty = false;
    facts->mark_count = 0;
    facts->changed_session_count = 0;
    tally_settled(&facts->tally);
}
