/* SPDX-License-Identifier: MIT */
#include "lib/model/facts_sessions.h"

#include "lib/base/mem.h"
#include "lib/model/facts.h"

#include <stdlib.h>

static struct str
keep(struct facts *facts, struct str text)
{
    if (!text.ptr)
        return text;
    return codebook_name(&facts->texts, codebook_add(&facts->texts, text));
}

static struct str_list
keep_list(struct facts *facts, const struct str_list *list)
{
    struct str_list kept = { arena_array(&facts->lists, list->count, sizeof *kept.items), list->count };

    for (size_t i = 0; i < list->count; i++)
        kept.items[i] = keep(facts, list->items[i]);
    return kept;
}

static struct activity_put *
keep_put(struct facts *facts, const struct activity_put *put)
{
    struct activity_put *kept = mem_copy(put, sizeof *put);
    struct str *texts[] = { &kept->activity, &kept->unit,   &kept->category, &kept->title, &kept->item,
                            &kept->place,    &kept->festival, &kept->series, &kept->lead };
    struct str_list *lists[] = { &kept->cohosts, &kept->teams, &kept->secondaries, &kept->partners, &kept->tags };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = keep(facts, *texts[i]);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        *lists[i] = keep_list(facts, lists[i]);
    return kept;
}

static uint32_t *
numbers_of_units(struct facts *facts, const struct str_list *codes)
{
    uint32_t *numbers = arena_array(&facts->lists, codes->count, sizeof *numbers);

    for (size_t i = 0; i < codes->count; i++)
        numbers[i] = units_number(&facts->units, codes->items[i]);
    return numbers;
}

static uint32_t *
numbers_of_teams(struct facts *facts, const struct str_list *codes)
{
    uint32_t *numbers = arena_array(&facts->lists, codes->count, sizeof *numbers);

    for (size_t i = 0; i < codes->count; i++)
        numbers[i] = teams_number(&facts->teams, codes->items[i]);
    return numbers;
}

void
facts_state_activity(struct facts *facts, const struct event *event, uint64_t seq, bool dead)
{
    const struct activity_put *put = &event->as.activity_put;
    struct session *session = facts_session(facts, put->activity);
    struct activity_statement *statement = mem_new(sizeof *statement);

    *statement = (struct activity_statement){
        .base = { seq, event->at, event->rev },
        .cancelled = event->type == EVENT_ACTIVITY_CANCELLED,
        .dead = dead,
        .put = keep_put(facts, put),
        .date = *event_date(event),
        .unit = units_number(&facts->units, put->unit),
        .item = put->item.ptr ? plans_number(&facts->plans, put->item) : CODE_NONE,
        .category = categories_number(&facts->categories, put->category),
        .cohosts = numbers_of_units(facts, &put->cohosts),
        .teams = numbers_of_teams(facts, &put->teams),
    };
    session->statements = mem_grow(session->statements, session->statement_count, &session->statement_capacity,
                                   sizeof *session->statements);
    session->statements[session->statement_count++] = statement;
    session_hear(session, seq);
    facts_unsettle(facts, session);
}

static void
note_change(struct facts *facts, const struct session *session)
{
    facts->changed_sessions = mem_grow(facts->changed_sessions, facts->changed_session_count,
                                       &facts->changed_session_capacity, sizeof *facts->changed_sessions);
    facts->changed_sessions[facts->changed_session_count++] = session->number;
}

/* No longer held, for now: the next settling chooses again. */
static void
let_go(struct facts *facts, struct session *session)
{
    note_change(facts, session);
    facts_leave(facts, session);
    if (session->state == SESSION_ACTIVE && facts->sessions_need_verdicts && !session->has_verdict)
        facts->sessions_waiting--;
    session->state = SESSION_UNKNOWN;
    session->chosen = NULL;
    session->version++;
    session->has_verdict = false;
}

void
facts_withdraw_activity(struct facts *facts, const struct event *event, uint64_t seq)
{
    struct session *session = facts_session(facts, event->as.activity_put.activity);

    facts->something_left = true;
    for (uint32_t i = 0; i < session->statement_count; i++) {
        struct activity_statement *statement = session->statements[i];
        if (statement->base.seq != seq)
            continue;
        if (session->chosen == statement)
            let_go(facts, session);
        session->statements[i] = session->statements[--session->statement_count];
        activity_statement_free(statement);
        break;
    }
    facts_unsettle(facts, session);
}

void
facts_state_void(struct facts *facts, const struct event *event, uint64_t seq)
{
    struct session *session = facts_session(facts, event->as.activity_void.activity);

    session->voids =
        mem_grow(session->voids, session->void_count, &session->void_capacity, sizeof *session->voids);
    session->voids[session->void_count++] = (struct void_statement){ seq, event->rev };
    facts_unsettle(facts, session);
}

void
facts_withdraw_void(struct facts *facts, const struct event *event, uint64_t seq)
{
    struct session *session = facts_session(facts, event->as.activity_void.activity);

    for (uint32_t i = 0; i < session->void_count; i++) {
        if (session->voids[i].seq != seq)
            continue;
        session->voids[i] = session->voids[--session->void_count];
        break;
    }
    facts_unsettle(facts, session);
}

static void
headcounts_changed(struct facts *facts, struct session *session)
{
    session_choose_headcount(session, &facts->log, facts->units.default_zone);
    tally_events_changed(&facts->tally, session);
}

void
facts_state_headcount(struct facts *facts, const struct event *event, uint64_t seq)
{
    const struct headcount *put = &event->as.headcount;
    struct session *session = facts_session(facts, put->activity);
    struct headcount_group *groups = arena_array(&facts->lists, put->group_count, sizeof *groups);

    for (size_t i = 0; i < put->group_count; i++)
        groups[i] = (struct headcount_group){ codebook_add(&facts->people.groups, put->by_group[i].group),
                                              put->by_group[i].count };
    session->headcounts = mem_grow(session->headcounts, session->headcount_count, &session->headcount_capacity,
                                   sizeof *session->headcounts);
    session->headcounts[session->headcount_count++] = (struct headcount_statement){
        .base = { seq, event->at, event->rev },
        .source = codebook_add(&facts->sources, event->source),
        .total = put->total,
        .residents = put->residents,
        .has_residents = put->has_residents,
        .includes_named = put->includes_named,
        .estimated = put->method == HEADCOUNT_ESTIMATED,
        .groups = groups,
        .group_count = put->group_count,
    };
    session_hear(session, seq);
    headcounts_changed(facts, session);
}

void
facts_withdraw_headcount(struct facts *facts, const struct event *event, uint64_t seq)
{
    struct session *session = facts_session(facts, event->as.headcount.activity);

    for (uint32_t i = 0; i < session->headcount_count; i++) {
        if (session->headcounts[i].base.seq != seq)
            continue;
        session->headcounts[i] = session->headcounts[--session->headcount_count];
        break;
    }
    headcounts_changed(facts, session);
}

/* Of somebody who is one with others: the greatest statement about any of them counts. */
static bool
attend_as_class(struct facts *facts, struct session *session, const struct event *event, uint32_t i, uint64_t seq, bool joins)
{
    const struct person_class *of = merges_class(&facts->people.merges, event->persons[i]);

    if (!of)
        return false;
    if (joins)
        session_note_attendance(session, event->persons[i], seq, i == 0, &event->as.attendance);
    else
        session_forget_attendance(session, event->persons[i], seq);
    session_choose_among(session, of->persons, of->count, &facts->log, facts->units.default_zone);
    tally_session_changed(&facts->tally, session);
    return true;
}

void
facts_state_attendance(struct facts *facts, const struct event *event, uint64_t seq)
{
    struct session *session = facts_session_of(facts, event);

    for (uint32_t i = 0; i < event->person_count; i++) {
        struct attendance_change change;
        if (attend_as_class(facts, session, event, i, seq, true))
            continue;
        change = session_attend(session, event->persons[i], seq, i == 0, &event->as.attendance, &facts->log,
                                facts->units.default_zone);
        tally_attend(&facts->tally, session, &change);
    }
    session->attendance_events++;
    if (session_hear(session, seq))
        tally_events_changed(&facts->tally, session);
    else
        tally_event(&facts->tally, session);
}

void
facts_withdraw_attendance(struct facts *facts, const struct event *event, uint64_t seq)
{
    struct session *session = facts_session_of(facts, event);

    for (uint32_t i = 0; i < event->person_count; i++) {
        struct attendance_change change;
        if (attend_as_class(facts, session, event, i, seq, false))
            continue;
        change = session_unattend(session, event->persons[i], seq, &facts->log, facts->units.default_zone);
        tally_attend(&facts->tally, session, &change);
    }
    session->attendance_events--;
    tally_events_changed(&facts->tally, session);
}

static bool
names_touched(const struct session *session, const uint8_t *touched, size_t count)
{
    const struct attendance_entry *entry;
    struct entry_walk walk;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk)))
        if (entry->person < count && touched[entry->person])
            return true;
    return false;
}

/* Of everybody whose class may be another one: who of them counts is chosen again. */
static void
choose_touched(struct facts *facts, struct session *session, const uint8_t *touched, size_t count)
{
    if (!names_touched(session, touched, count))
        return;
    session_wake(session);
    for (uint32_t i = 0; i < session->loose_count; i++) {
        uint32_t person = session->loose[i].person;
        const struct person_class *of;
        if (person >= count || !touched[person])
            continue;
        of = merges_class(&facts->people.merges, person);
        session_choose_among(session, of ? of->persons : &person, of ? of->count : 1, &facts->log,
                             facts->units.default_zone);
    }
    tally_session_changed(&facts->tally, session);
}

void
facts_settle_merges(struct facts *facts)
{
    uint8_t *touched;
    size_t count;

    if (!facts->people.merges.changed)
        return;
    merges_settle(&facts->people.merges, &touched, &count);
    for (size_t i = 0; i < facts->session_count; i++)
        choose_touched(facts, facts->sessions[i], touched, count);
    teams_merged(&facts->teams);
    volunteer_registers_merged(&facts->volunteers);
    facts->all_dirty = true;
    free(touched);
}

static bool
names_unknown(struct facts *facts, const struct activity_statement *statement)
{
    if (!unit_known(&facts->units, statement->unit))
        return true;
    for (size_t i = 0; i < statement->put->cohosts.count; i++)
        if (!unit_known(&facts->units, statement->cohosts[i]))
            return true;
    for (size_t i = 0; i < statement->put->teams.count; i++)
        if (!team_current(&facts->teams, statement->teams[i], &facts->units))
            return true;
    if (statement->item == CODE_NONE)
        return false;
    plans_resolve_item(&facts->plans, statement->item, &facts->units, &facts->teams);
    return !facts->plans.items[statement->item].current;
}

bool
facts_session_is_known(struct facts *facts, const struct session *session)
{
    if (session && session->chosen && !session->unsettled && facts_are_settled(facts))
        return true;
    for (uint32_t i = 0; session && i < session->statement_count; i++)
        if (session->statements[i]->dead || !names_unknown(facts, session->statements[i]))
            return true;
    return false;
}

bool
facts_session_is_decided(const struct facts *facts, const struct session *session)
{
    return !session || (session->chosen && !session->unsettled && facts_are_settled(facts)) || session->statement_count == 0;
}

struct choice {
    const struct activity_statement *best; /* the greatest live one that names only known things */
    bool some_dead, some_pending;
    uint32_t held; /* live statements that it was */
};

static struct choice
choose(struct facts *facts, const struct session *session)
{
    struct choice choice = { 0 };

    for (uint32_t i = 0; i < session->statement_count; i++) {
        struct activity_statement *statement = session->statements[i];
        statement->waits = !statement->dead && names_unknown(facts, statement);
        choice.held += !statement->dead && !statement->waits && !statement->cancelled;
        if (statement->dead)
            choice.some_dead = true;
        else if (statement->waits)
            choice.some_pending = true;
        else if (!choice.best || statement_cmp_rev(&statement->base, &choice.best->base, &facts->log) > 0)
            choice.best = statement;
    }
    return choice;
}

static bool
is_silenced(const struct session *session, const struct activity_statement *statement)
{
    for (uint32_t i = 0; i < session->void_count; i++)
        if (session->voids[i].rev >= statement->base.rev)
            return true;
    return false;
}

static enum session_state
state_of(const struct session *session, const struct choice *choice)
{
    if (!choice->best)
        return choice->some_dead ? SESSION_INACTIVE : SESSION_UNKNOWN;
    return choice->best->cancelled || is_silenced(session, choice->best) ? SESSION_INACTIVE : SESSION_ACTIVE;
}

/* When and under what level: what a rule sees besides the posted fields. */
static void
date_session(struct facts *facts, struct session *session)
{
    const struct unit *host = &facts->units.units[session->chosen->unit];
    const struct when *date = &session->chosen->date;

    session->first = when_first_day(date, host->zone);
    session->last = when_last_day(date, host->zone);
    session->precision = when_is_dated(date) ? WHEN_DAY : date->precision;
    session->lookup = session->last;
    session->level = host->level;
}

static bool
same_view(const struct session *a, const struct session *b)
{
    return a->chosen == b->chosen && a->first == b->first && a->last == b->last && a->precision == b->precision &&
           a->level == b->level;
}

static void
needs_verdict(struct facts *facts, struct session *session)
{
    session->version++;
    session->has_verdict = !facts->sessions_need_verdicts;
    session->mask = (struct rule_mask){ { 0 } };
    if (!session->has_verdict)
        facts_ask_session(facts, session);
}

void
facts_choose_session(struct facts *facts, struct session *session)
{
    struct session before = *session;
    struct choice choice = choose(facts, session);

    session->waiting = choice.some_pending;
    session->state = state_of(session, &choice);
    session->chosen = choice.best;
    session->held_events = choice.held;
    if (choice.held != before.held_events)
        tally_events_changed(&facts->tally, session);
    if (session->chosen)
        date_session(facts, session);
    if (session->state == before.state && same_view(session, &before)) {
        if (session->state != SESSION_ACTIVE || !session->has_verdict || !facts->tree_moved)
            return;
        facts_leave(facts, session);
        facts_enter(facts, session);
        return;
    }
    note_change(facts, session);
    facts_leave(facts, session);
    if (before.state == SESSION_ACTIVE && facts->sessions_need_verdicts && !before.has_verdict)
        facts->sessions_waiting--;
    if (!same_view(session, &before))
        session->has_verdict = false; /* also of a silenced one: it may come back */
    if (session->state != SESSION_ACTIVE)
        return;
    if (!session->has_verdict)
        needs_verdict(facts, session);
    if (session->has_verdict)
        facts_enter(facts, session);
}
