/* SPDX-License-Identifier: MIT */
#include "lib/model/facts_change.h"

#include "lib/model/facts.h"
#include "lib/model/facts_records.h"
#include "lib/model/facts_sessions.h"
#include "lib/model/record_fields.h"

static void
change_population(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    if (joins)
        populations_state(&facts->populations, event, seq, &facts->units);
    else
        populations_withdraw(&facts->populations, event, seq, &facts->units);
    facts_mark_always(facts, OWNER_HOST, units_number(&facts->units, event->as.population_put.unit));
}

static void
change_target(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    const struct target_put *put = &event->as.target_put;

    if (joins)
        targets_state(&facts->targets, event, seq, &facts->units);
    else
        targets_withdraw(&facts->targets, event, seq, &facts->units);
    facts_mark_below(facts, put->unit.ptr ? units_number(&facts->units, put->unit) : CODE_NONE);
}

/* The team's rows, and its count in every unit that some statement gives it: another one may hold now. */
static void
mark_team(struct facts *facts, const struct event *event)
{
    uint32_t number = teams_number(&facts->teams, event->as.team_put.team);
    const struct team *team = &facts->teams.teams[number];

    facts_mark_always(facts, OWNER_TEAM, number);
    facts_mark_always(facts, OWNER_HOST, units_number(&facts->units, event->as.team_put.unit));
    for (size_t i = 0; i < team->count; i++)
        facts_mark_always(facts, OWNER_HOST, team->statements[i].unit);
}

static void
change_team(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    if (joins)
        teams_state(&facts->teams, event, seq, &facts->units);
    else
        teams_withdraw(&facts->teams, event, seq);
    facts->something_changed = true;
    facts->something_left |= !joins;
    mark_team(facts, event);
}

static void
change_member(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    if (joins)
        teams_change_member(&facts->teams, event, seq);
    else
        teams_withdraw_member(&facts->teams, event, seq);
    facts_mark_always(facts, OWNER_TEAM, teams_number(&facts->teams, event->as.team_change.team));
}

static void
change_item(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    if (joins)
        plans_state(&facts->plans, event, seq, &facts->units, &facts->teams);
    else
        plans_withdraw(&facts->plans, event, seq);
    facts->something_changed = true;
    facts->something_left |= !joins;
    facts_mark_item(facts, &event->as.plan_put);
}

static void
change_unit(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    if (joins)
        units_state(&facts->units, event, seq);
    else
        units_withdraw(&facts->units, event, seq);
    facts->something_left |= !joins;
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

/* Whom it makes one is found when everything is settled. */
static void
change_merge(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    if (joins)
        merges_state(&facts->people.merges, seq, event->persons[0], event->persons[1]);
    else
        merges_withdraw(&facts->people.merges, seq);
    facts->all_dirty = true;
}

static void
change_void(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    (joins ? facts_state_void : facts_withdraw_void)(facts, event, seq);
}

static void
change_attendance(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    (joins ? facts_state_attendance : facts_withdraw_attendance)(facts, event, seq);
}

static void
change_headcount(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    (joins ? facts_state_headcount : facts_withdraw_headcount)(facts, event, seq);
}

static void
change_record(struct facts *facts, const struct event *event, uint64_t seq, bool joins)
{
    (joins ? records_state : records_withdraw)(facts, event, seq);
    facts->closing_version += event->type == EVENT_PERIOD_CLOSE || event->type == EVENT_PERIOD_REOPEN;
}

/* NULL: records (record_fields.h), activities, which remember being dead, and retractions, which lib/engine decides by identity. */
typedef void (*change_fn)(struct facts *facts, const struct event *event, uint64_t seq, bool joins);
static const change_fn changes[EVENT_TYPES] = {
    [EVENT_UNIT_PUT] = change_unit,          [EVENT_POPULATION_PUT] = change_population,
    [EVENT_PERSON_PUT] = change_person,      [EVENT_TEAM_PUT] = change_team,
    [EVENT_TEAM_JOIN] = change_member,       [EVENT_TEAM_LEAVE] = change_member,
    [EVENT_PLAN_PUT] = change_item,          [EVENT_ACTIVITY_VOID] = change_void,
    [EVENT_PERSON_MERGE] = change_merge,     [EVENT_ATTENDANCE] = change_attendance,
    [EVENT_HEADCOUNT] = change_headcount,
    [EVENT_TARGET_PUT] = change_target,
};

static change_fn
change_of(enum event_type type)
{
    return event_type_is_record(type) ? change_record : changes[type];
}

static bool
is_activity(const struct event *event)
{
    return event->type == EVENT_ACTIVITY_HELD || event->type == EVENT_ACTIVITY_CANCELLED;
}

void
facts_state(struct facts *facts, const struct event *event, uint64_t seq, bool dead)
{
    if (is_activity(event))
        facts_state_activity(facts, event, seq, dead);
    else if (!dead && change_of(event->type))
        change_of(event->type)(facts, event, seq, true);
}

void
facts_withdraw(struct facts *facts, const struct event *event, uint64_t seq)
{
    if (is_activity(event))
        facts_withdraw_activity(facts, event, seq);
    else if (change_of(event->type))
        change_of(event->type)(facts, event, seq, false);
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

static bool
knows_venue(struct facts *facts, struct str code)
{
    const struct record *record;

    return records_know_venue(facts, code, &record);
}

static bool
knows_activity(struct facts *facts, const struct event *event)
{
    return !event_activity(event).ptr || facts_session_is_known(facts, facts_find_session_of(facts, event));
}

static bool
names_unknown(struct facts *facts, const struct event *event)
{
    const struct foreign_event *foreign = &event->as.foreign;

    return !knows_unit(facts, foreign->unit) || !knows_team(facts, foreign->team) || !knows_item(facts, foreign->item) ||
           (foreign->venue.ptr && !knows_venue(facts, foreign->venue)) || !knows_activity(facts, event);
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
        return !knows_activity(facts, event);
    case EVENT_TARGET_PUT:
        return !knows_unit(facts, event->as.target_put.unit);
    case EVENT_VENUE_PUT:
        return !knows_unit(facts, event->as.venue_put.unit);
    case EVENT_PLAN_DROP:
        return !knows_item(facts, event->as.plan_drop.item);
    case EVENT_REACH_DECLARED:
        return !knows_unit(facts, event->as.reach_declared.unit);
    case EVENT_VOLUNTEER_JOIN:
    case EVENT_VOLUNTEER_LEAVE:
        return !knows_unit(facts, event->as.volunteer_change.unit);
    case EVENT_VOLUNTEER_COUNT:
        return !knows_unit(facts, event->as.volunteer_count.unit);
    case EVENT_VOLUNTEER_HOURS:
        return !knows_unit(facts, event->as.volunteer_hours.unit) || !knows_activity(facts, event);
    case EVENT_FEEDBACK_RESPONSE:
    case EVENT_FEEDBACK_SUMMARY:
        return !knows_unit(facts, event->as.feedback.unit) || !knows_activity(facts, event);
    case EVENT_PUBLICITY_PUT:
        return !knows_unit(facts, event->as.publicity_put.unit);
    case EVENT_AWARD_PUT:
        return !knows_unit(facts, event->as.award_put.unit) || !knows_team(facts, event->as.award_put.team);
    case EVENT_EVIDENCE_PUT:
    case EVENT_PARTNER_PUT:
    case EVENT_TALENT_PUT:
        return !knows_unit(facts, event->as.note_put.unit);
    case EVENT_DECLARED_PUT:
        return !knows_unit(facts, event->as.declared_put.unit);
    case EVENT_REPORT_DONE:
        return !knows_unit(facts, event->as.report_done.unit);
    case EVENT_INCIDENT_PUT:
        return !knows_unit(facts, event->as.incident_put.unit);
    case EVENT_PERIOD_CLOSE:
    case EVENT_PERIOD_REOPEN:
        return !knows_unit(facts, event->as.period_change.unit);
    case EVENT_VENUE_OPEN:
    case EVENT_VENUE_CLOSED:
        return !knows_venue(facts, event->as.venue_hours.venue);
    case EVENT_FOREIGN:
        return names_unknown(facts, event);
    case EVENT_PERSON_MERGE:
    case EVENT_PERSON_FORGET:
    case EVENT_RETRACT:
    case EVENT_TYPES:
        return false;
    }
    return false;
}
