/* SPDX-License-Identifier: MIT */
#include "lib/model/facts_settle.h"

#include "lib/model/bucket_shelf.h"
#include "lib/model/facts.h"
#include "lib/model/facts_records.h"
#include "lib/model/facts_sessions.h"
#include "lib/model/record_verdicts.h"
#include "lib/model/unit_tree.h"

static void
unsettle_sessions(struct facts *facts, bool all)
{
    for (size_t i = 0; i < facts->session_count; i++)
        if (all || facts->sessions[i]->waiting)
            facts_unsettle(facts, facts->sessions[i]);
}

static struct plan_view
view_of(const struct facts *facts, const struct plan_item *item)
{
    const struct plan_statement *current = item->current;
    const struct unit *unit;

    if (!current)
        return (struct plan_view){ 0 };
    unit = &facts->units.units[current->unit];
    return (struct plan_view){
        .seq = current->base.seq,
        .first = when_first_day(&current->put.window, unit->zone),
        .last = when_last_day(&current->put.window, unit->zone),
        .level = unit->level,
    };
}

/* An item that came, went or changed: its rows, and an answer that was about something else. */
static void
item_changed(struct facts *facts, uint32_t number)
{
    struct plan_item *item = &facts->plans.items[number];

    facts_mark_item_number(facts, number);
    item->version++;
    item->has_verdict = !facts->items_need_verdicts;
    item->mask = (struct rule_mask){ { 0 } };
    if (item->current && !item->has_verdict)
        facts_ask_item(facts, number);
}

/* What became known, and what is not known any more. */
struct comings {
    bool appeared, vanished;
};

static void
note_coming(struct facts *facts, struct comings *comings, bool was_known, bool is_known)
{
    comings->appeared |= is_known && !was_known;
    comings->vanished |= was_known && !is_known;
    facts->vanished += was_known && !is_known;
}

static void
settle_teams(struct facts *facts, struct comings *comings)
{
    for (uint32_t i = 0; i < facts->teams.count; i++) {
        struct team *team = &facts->teams.teams[i];
        bool is_known = team_current(&facts->teams, i, &facts->units) != NULL;
        note_coming(facts, comings, team->was_known, is_known);
        team->was_known = is_known;
    }
}

/* Which statement of each item holds, and whether a rule has to look at it again. */
static void
settle_items(struct facts *facts, struct comings *comings)
{
    facts->items_waiting = 0;
    for (uint32_t i = 0; i < facts->plans.count; i++) {
        struct plan_item *item = &facts->plans.items[i];
        struct plan_view view;
        plans_resolve_item(&facts->plans, i, &facts->units, &facts->teams);
        view = view_of(facts, item);
        if (view.seq != item->settled.seq || view.first != item->settled.first || view.level != item->settled.level)
            item_changed(facts, i);
        note_coming(facts, comings, item->settled.seq != 0, view.seq != 0);
        item->settled = view;
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
    struct comings comings;
    bool moved, sessions_may_change;

    units_resolve(units);
    facts_settle_merges(facts);
    comings.appeared = units->appeared != facts->units_appeared;
    comings.vanished = units->vanished != facts->units_vanished;
    facts->vanished += units->vanished - facts->units_vanished;
    moved = facts->tree_moved = units->version != facts->units_version;
    if (moved || facts->something_changed) {
        settle_teams(facts, &comings);
        settle_items(facts, &comings);
    }
    if (moved || comings.appeared || comings.vanished)
        unsettle_sessions(facts, moved || comings.vanished);
    sessions_may_change = facts->unsettled_count > 0;
    for (size_t i = 0; i < facts->unsettled_count; i++) {
        struct session *session = facts->sessions[facts->unsettled[i]];
        session->unsettled = false;
        facts_choose_session(facts, session);
    }
    facts->unsettled_count = 0;
    records_settle(facts, moved || comings.appeared || comings.vanished || facts->something_changed ||
                              (sessions_may_change && facts->records.naming_sessions > 0));
    settle_people(facts, moved);
    facts->something_changed = facts->something_left = false;
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
        facts_ask_item(facts, i);
    }
}

void
facts_new_rules(struct facts *facts, bool for_sessions, bool for_items)
{
    struct tally_keeper keeper;

    facts_settle(facts);
    tally_keep_nothing(&facts->tally);
    keeper = bucket_shelf_fill(&facts->tally);
    facts->sessions_need_verdicts = for_sessions;
    facts->items_need_verdicts = for_items;
    for (size_t i = 0; i < facts->session_count; i++) {
        struct session *session = facts->sessions[i];
        facts_leave(facts, session);
        session->version++;
        session->has_verdict = !for_sessions;
        session->mask = (struct rule_mask){ { 0 } };
        if (session->state == SESSION_ACTIVE && session->has_verdict)
            facts_enter(facts, session);
    }
    for (size_t i = 0; i < facts->plans.count; i++) {
        facts->plans.items[i].version++;
        facts->plans.items[i].has_verdict = !for_items;
        facts->plans.items[i].mask = (struct rule_mask){ { 0 } };
    }
    tally_keep(&facts->tally, &keeper);
    records_new_rules(facts);
    facts->all_dirty = true;
    ask_everyone(facts);
}

void
facts_ask_again(struct facts *facts)
{
    ask_everyone(facts);
    records_ask_again(facts);
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
    facts_enter(facts, session);
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
    facts_mark_item(facts, &item->current->put);
    return true;
}

bool
facts_verdict(struct facts *facts, const struct verdict *verdict)
{
    if (verdict->kind == SUBJECT_RECORD)
        return record_verdict(facts, verdict);
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
    struct plan_view view = view_of(facts, item);

    *subject = (struct rule_subject){
        .kind = SUBJECT_PLAN_ITEM,
        .number = number,
        .version = item->version,
        .plan = &item->current->put,
        .date = view.first,
        .precision = item->current->put.window.precision,
        .level = view.level,
    };
}
