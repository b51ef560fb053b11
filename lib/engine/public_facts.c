/* SPDX-License-Identifier: MIT */
#include "lib/engine/public_facts.h"

#include "lib/base/mem.h"
#include "lib/model/emission.h"
#include "lib/model/record_fields.h"
#include "lib/model/unit_tree.h"
#include "lib/store/figures.h"

#include <stdlib.h>

static bool
put_units(struct figures *figures, const struct facts *facts, struct err *err)
{
    const struct units *units = &facts->units;
    size_t last = (units->epoch_count - 1) * units->tree_count, n = 0;
    struct figure_unit *rows = mem_array(units->tree_count + 1, sizeof *rows);
    bool fine;

    for (size_t i = 0; i < units->tree_count; i++)
        n += units->units[i].known;
    for (size_t i = 0; i < n; i++) {
        uint32_t number = units->by_enter[last + i];
        uint32_t parent = unit_parent(units, number, (uint32_t)units->epoch_count - 1);
        const struct unit *unit = &units->units[number];
        rows[i] = (struct figure_unit){
            .code = codebook_name(&units->codes, number),
            .name = unit->name,
            .name_en = unit->name_en,
            .level = unit_level_names[unit->level],
            .parent = parent == CODE_NONE ? (struct str){ 0 } : codebook_name(&units->codes, parent),
        };
    }
    fine = figures_put_units(figures, rows, n, err);
    free(rows);
    return fine;
}

/* What is to be hidden where it is small. */
static struct str
what_counts(const struct indicator *indicator)
{
    const struct measure *measure = &indicator->numerator;

    switch (measure->kind) {
    case MEASURE_NONE:
    case MEASURE_COUNT:
    case MEASURE_POPULATION:
    case MEASURE_MEMBERS:
    case MEASURE_PERIODS:
    case MEASURE_PLAN:
    case MEASURE_CONSTANT:
    case MEASURE_GAP:
    case MEASURE_COMPLETION:
    case MEASURE_SERVICE:
    case MEASURE_REPORTED:
    case MEASURE_TIMELY:
    case MEASURE_FIGURE: /* see figure_of */
    case MEASURE_FEEDBACK: /* answers, of which nobody knows whose they are */
        return (struct str){ 0 };
    case MEASURE_VOLUNTEERS:
        return STR("volunteers");
    case MEASURE_ATTENDANCES:
        return measure->named ? STR("records") : STR("attendances");
    default: /* whatever else there may be: its rows say whether they are about people */
        return measure->list_of == LIST_EACH ? STR("each") : STR("people");
    }
}

/* figure.h: with a whole that is no integer the numbers of a row are all multiplied. */
static int64_t
multiple_of(const struct measure *whole)
{
    if (whole->kind == MEASURE_POPULATION && whole->mode == MODE_AVERAGE)
        return 0;
    return whole->kind == MEASURE_CONSTANT ? whole->constant.den : 1;
}

/* How many volunteers there are is for hiding, too, where it is what something else is divided by; members tell how large a team is. */
static int64_t
whole_of(const struct indicator *indicator)
{
    if (indicator->denominator.kind == MEASURE_MEMBERS)
        return -1;
    if (indicator->denominator.kind != MEASURE_VOLUNTEERS)
        return 0;
    return indicator->numerator.kind == MEASURE_SERVICE && indicator->numerator.hours ? 60 : 1;
}

/* The plain number of attendances. */
static bool
counts_everybody_who_came(const struct indicator *indicator)
{
    const struct measure *measure = &indicator->numerator;

    return measure->kind == MEASURE_ATTENDANCES && !measure->named && measure->rule == RULE_NONE &&
           indicator->denominator.kind == MEASURE_NONE && (indicator->by & BY_UNIT);
}

/* How many events there are, less the sessions, would tell few attendances. */
static struct str
attendances_of(const struct ruleset *ruleset)
{
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        if (counts_everybody_who_came(&ruleset->indicators[i]))
            return ruleset->indicators[i].name;
    return (struct str){ 0 };
}

/* Where that is hidden, what is made of it is. */
static struct str
figure_of(const struct ruleset *ruleset, const struct measure *measure)
{
    if (measure->kind == MEASURE_TIMELY && str_eq(measure->dataset, STR("activity")))
        return attendances_of(ruleset);
    return measure->kind == MEASURE_FIGURE ? ruleset->indicators[measure->figure].name : (struct str){ 0 };
}

static bool
put_indicators(struct figures *figures, const struct ruleset *ruleset, struct err *err)
{
    struct figure_indicator *rows = mem_array(ruleset->indicator_count + 1, sizeof *rows);
    bool fine;

    for (size_t i = 0; i < ruleset->indicator_count; i++) {
        const struct indicator *indicator = &ruleset->indicators[i];
        rows[i] = (struct figure_indicator){
            .name = indicator->name,
            .title_zh = indicator->title_zh,
            .title_en = indicator->title_en,
            .plugin = ruleset->plugins[indicator->plugin].name,
            .decimals = indicator->decimals,
            .factor = indicator->factor,
            .counts = what_counts(indicator),
            .multiple = multiple_of(&indicator->denominator),
            .whole = whole_of(indicator),
            .numerator_of = figure_of(ruleset, &indicator->numerator),
            .denominator_of = figure_of(ruleset, &indicator->denominator),
            .improves = indicator->improves,
        };
    }
    fine = figures_put_indicators(figures, rows, ruleset->indicator_count, err);
    free(rows);
    return fine;
}

static bool
put_codes(struct figures *figures, struct facts *facts, struct err *err)
{
    size_t room = facts->teams.count + facts->categories.count + facts->people.groups.count, n = 0;
    struct figure_code *rows = mem_array(room + 1, sizeof *rows);
    bool fine;

    for (uint32_t i = 0; i < facts->teams.count; i++) {
        const struct team_statement *team = team_current(&facts->teams, i, &facts->units);
        if (team)
            rows[n++] = (struct figure_code){ STR("team"), codebook_name(&facts->teams.codes, i), team->name };
    }
    for (uint32_t i = 0; i < facts->categories.count; i++)
        rows[n++] = (struct figure_code){ STR("category"), codebook_name(&facts->categories.codes, i), { 0 } };
    for (uint32_t i = 0; i < facts->people.groups.count; i++)
        rows[n++] = (struct figure_code){ STR("group"), codebook_name(&facts->people.groups, i), { 0 } };
    fine = figures_put_codes(figures, rows, n, err);
    free(rows);
    return fine;
}

bool
public_names(struct figures *figures, struct facts *facts, const struct ruleset *ruleset, struct err *err)
{
    return put_units(figures, facts, err) && put_indicators(figures, ruleset, err) && put_codes(figures, facts, err);
}

static const char *
session_state_text(const struct session *session)
{
    switch (session->state) {
    case SESSION_ACTIVE:
        return "applied";
    case SESSION_INACTIVE:
        return "inactive";
    case SESSION_UNKNOWN:
        break;
    }
    return "pending";
}

bool
public_sessions(struct figures *figures, struct facts *facts, struct err *err)
{
    for (size_t i = 0; i < facts->changed_session_count; i++) {
        const struct session *session = facts->sessions[facts->changed_sessions[i]];
        struct figure_session row = {
            .activity = codebook_name(&facts->activities, session->number),
            .state = str_of(session_state_text(session)),
        };
        char day[16];
        if (session->chosen) {
            day_format(session->first, day);
            row.unit = codebook_name(&facts->units.codes, session->chosen->unit);
            row.local_date = str_of(day);
            row.precision = str_of(precision_name(session->precision));
        }
        if (!figures_put_session(figures, &row, err))
            return false;
    }
    return true;
}

/* Superseded and retracted are the event's own; pending and inactive may be its session's. */
static const char *
state_of(const struct facts *facts, const struct event_note *note)
{
    const struct session *session = note->session == CODE_NONE ? NULL : facts->sessions[note->session];

    if (note->standing != STANDING_LIVE)
        return note->standing == STANDING_SUPERSEDED ? "superseded" : "retracted";
    if (note->pending)
        return "pending";
    if (session && session->state == SESSION_INACTIVE && note->type != EVENT_ACTIVITY_CANCELLED &&
        note->type != EVENT_ACTIVITY_VOID)
        return "inactive";
    return "applied";
}

/* What names an activity happens on its date, at its unit: the view asks the session. */
static bool
is_of_session(enum event_type type)
{
    return type == EVENT_ATTENDANCE || type == EVENT_HEADCOUNT || type == EVENT_ACTIVITY_VOID;
}

/* Worth what its session is worth, and no more than that: the view asks the session for all of it. */
static bool
is_told_by_session(const struct event_note *note)
{
    if (note->standing != STANDING_LIVE)
        return false;
    if (note->type == EVENT_ATTENDANCE)
        return true;
    return event_type_is_record(note->type) && note->session != CODE_NONE && !note->pending;
}

static bool
put_note(struct figures *figures, const struct facts *facts, const struct event_note *note, struct err *err)
{
    struct figure_event row = { .seq = note->seq, .state = str_of(state_of(facts, note)) };
    const struct zone *zone = note->unit == CODE_NONE ? NULL : facts->units.units[note->unit].zone;
    char day[16];

    if (is_told_by_session(note))
        row.state = (struct str){ 0 };
    if (is_of_session(note->type) || !row.state.ptr)
        return figures_put_event(figures, &row, err);
    day_format(when_first_day(&note->date, zone ? zone : units_root_zone(&facts->units)), day);
    row.unit = note->unit == CODE_NONE ? (struct str){ 0 } : codebook_name(&facts->units.codes, note->unit);
    row.local_date = str_of(day);
    row.precision = str_of(precision_name(when_is_dated(&note->date) ? WHEN_DAY : note->date.precision));
    return figures_put_event(figures, &row, err);
}

/* The position of the i-th event whose worth hangs on the session: its statements, headcounts, voids; 0: no more. */
static uint64_t
session_event(const struct session *session, uint32_t i, bool *dead)
{
    *dead = i < session->statement_count && session->statements[i]->dead;
    if (i < session->statement_count)
        return session->statements[i]->base.seq;
    i -= session->statement_count;
    if (i < session->headcount_count)
        return session->headcounts[i].base.seq;
    i -= session->headcount_count;
    return i < session->void_count ? session->voids[i].seq : 0;
}

static bool
put_session_events(struct figures *figures, struct facts *facts, struct ledger *ledger, const struct session *session,
                   struct err *err)
{
    struct arena arena = { 0 };
    bool fine = true, dead;
    uint64_t seq, previous;

    for (uint32_t i = 0; fine && (seq = session_event(session, i, &dead)) != 0; i++) {
        size_t before = ledger->note_count;
        struct event event;
        if (emitted_is(seq))
            continue; /* is in no log */
        fine = ledger_fetch(ledger, seq, &arena, &event, &previous, err);
        if (!fine)
            break;
        ledger_note(ledger, &event, seq, dead ? STANDING_RETRACTED : STANDING_LIVE);
        fine = put_note(figures, facts, &ledger->notes[before], err);
        ledger->note_count = before;
        arena_reset(&arena);
    }
    arena_free(&arena);
    return fine;
}

/* Notes first: they say what was so when they were made, the sessions what is so now. */
bool
public_events(struct figures *figures, struct facts *facts, struct ledger *ledger, struct err *err)
{
    for (size_t i = 0; i < ledger->note_count; i++)
        if (!put_note(figures, facts, &ledger->notes[i], err))
            return false;
    for (size_t i = 0; i < facts->changed_session_count; i++) {
        struct session *session = facts->sessions[facts->changed_sessions[i]];
        bool only_held = session->statement_count == 1 && session->headcount_count + session->void_count == 0;
        if (only_held && session->state == SESSION_ACTIVE && !session->told)
            continue; /* a new one: its note says all */
        session->told = session->state != SESSION_ACTIVE;
        if (!put_session_events(figures, facts, ledger, session, err))
            return false;
    }
    return true;
}
