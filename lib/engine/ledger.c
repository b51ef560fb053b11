/* SPDX-License-Identifier: MIT */
#include "lib/engine/ledger.h"

#include "lib/base/mem.h"
#include "lib/engine/emitted.h"
#include "lib/engine/retractions.h"
#include "lib/model/facts_change.h"
#include "lib/model/record_fields.h"
#include "lib/model/unit_tree.h"
#include "lib/store/event_log.h"
#include "lib/wire/line.h"

#include <stdio.h>
#include <stdlib.h>

/* The position of an event that is not in the log: ledger->candidate. */
#define CANDIDATE UINT64_MAX

void
ledger_init(struct ledger *ledger, struct event_log *log, struct line_reader *reader, struct facts *facts)
{
    *ledger = (struct ledger){ .log = log, .reader = reader, .facts = facts, .retractions = retraction_book_new() };
}

void
ledger_free(struct ledger *ledger)
{
    retraction_book_free(ledger->retractions);
    free(ledger->notes);
    free(ledger->pending);
    free(ledger->forget);
    row_list_free(&ledger->rows);
    *ledger = (struct ledger){ 0 };
}

static bool
fetch_emitted(const struct ledger *ledger, uint64_t seq, struct event *event, uint64_t *previous, struct err *err)
{
    const struct event *found = ledger->emitted ? emitted_find(ledger->emitted, seq) : NULL;

    if (!found)
        return err_set(err, ERR_INTERNAL, "nothing was emitted at position %llu", (unsigned long long)seq);
    *event = *found;
    *previous = 0;
    return true;
}

bool
ledger_fetch(struct ledger *ledger, uint64_t seq, struct arena *arena, struct event *event, uint64_t *previous,
             struct err *err)
{
    struct log_row row;

    if (emitted_is(seq))
        return fetch_emitted(ledger, seq, event, previous, err);
    if (!event_log_fetch(ledger->log, seq, arena, &row, err))
        return false;
    *event = row.event;
    *previous = row.previous;
    return line_read_stored(ledger->reader, arena, event, err) ||
           err_wrap(err, "log position %llu", (unsigned long long)seq);
}

/* The current row of an identity: the greatest rev on the way back from `last`, rows after `limit` left out. */
struct current_row {
    uint64_t seq; /* 0: none */
    uint32_t rev;
    enum event_type type;
};

static bool
find_current(struct ledger *ledger, uint64_t last, uint64_t limit, struct current_row *current, struct err *err)
{
    struct arena arena = { 0 };
    bool fine = true;

    *current = (struct current_row){ 0 };
    while (last != 0 && fine) {
        struct log_row row;
        fine = event_log_fetch(ledger->log, last, &arena, &row, err);
        if (!fine)
            break;
        if (last <= limit && (current->seq == 0 || row.event.rev > current->rev))
            *current = (struct current_row){ last, row.event.rev, row.event.type };
        last = row.previous;
        arena_reset(&arena);
    }
    arena_free(&arena);
    return fine;
}

struct hash128
ledger_content(struct hash128 posted, const uint32_t *persons, size_t count)
{
    if (count > 0)
        posted.low = hash_mix(posted.low, hash64(persons, count * sizeof *persons));
    return posted;
}

/* Who was forgotten has another number when posted again: then the rest has to be the same. */
static bool
says_the_same(const struct ledger *ledger, const struct event *row, const struct event *event, struct hash128 posted)
{
    if (hash128_eq(row->content, event->content))
        return true;
    if (row->person_count == 0 || row->person_count != event->person_count)
        return false;
    for (uint32_t i = 0; i < row->person_count; i++)
        if (!event_log_may_be(ledger->log, row->persons[i], event->persons[i]))
            return false;
    return hash128_eq(row->content, ledger_content(posted, row->persons, row->person_count));
}

bool
ledger_look_up(struct ledger *ledger, const struct event *event, struct hash128 posted, struct identity_past *past,
               struct err *err)
{
    struct arena arena = { 0 };
    uint64_t at;
    bool fine;

    *past = (struct identity_past){ 0 };
    if (!event_log_find(ledger->log, event->source, event->id, &past->last, err))
        return false;
    fine = true;
    for (at = past->last; at != 0 && fine;) {
        struct log_row row;
        fine = event_log_fetch(ledger->log, at, &arena, &row, err);
        if (!fine)
            break;
        if (row.event.rev > past->greatest)
            past->greatest = row.event.rev;
        if (row.event.rev == event->rev) {
            past->same_rev = true;
            past->same_content = says_the_same(ledger, &row.event, event, posted);
        }
        at = row.previous;
        arena_reset(&arena);
    }
    arena_free(&arena);
    return fine;
}

static uint32_t
record_unit_of(struct facts *facts, const struct event *event)
{
    const struct record_field *field = record_field_find(event->type, STR("unit"));
    struct str unit = { 0 };

    if (field)
        unit = *(const struct str *)record_field_value(&event->as, field);
    else if (event->type == EVENT_TARGET_PUT)
        unit = event->as.target_put.unit;
    return unit.ptr ? units_number(&facts->units, unit) : CODE_NONE;
}

/* The unit that the event itself names; CODE_NONE: none. */
static uint32_t
unit_of(struct facts *facts, const struct event *event)
{
    switch (event->type) {
    case EVENT_UNIT_PUT:
        return units_number(&facts->units, event->as.unit_put.unit);
    case EVENT_POPULATION_PUT:
        return units_number(&facts->units, event->as.population_put.unit);
    case EVENT_PERSON_PUT:
        return event->as.person_put.home.ptr ? units_number(&facts->units, event->as.person_put.home) : CODE_NONE;
    case EVENT_TEAM_PUT:
        return units_number(&facts->units, event->as.team_put.unit);
    case EVENT_PLAN_PUT:
        return units_number(&facts->units, event->as.plan_put.unit);
    case EVENT_ACTIVITY_HELD:
    case EVENT_ACTIVITY_CANCELLED:
        return units_number(&facts->units, event->as.activity_put.unit);
    default:
        return record_unit_of(facts, event);
    }
}

static void
or_abort(bool fine, const struct err *err)
{
    if (fine)
        return;
    fprintf(stderr, "turnout: the event log cannot be read: %s\n", err->text);
    abort();
}

static bool
identity_of(struct ledger *ledger, uint64_t seq, struct arena *arena, struct str *source, struct str *id,
            struct err *err)
{
    struct event event;
    uint64_t previous;
    uint32_t rev;

    if (emitted_is(seq)) {
        if (!fetch_emitted(ledger, seq, &event, &previous, err))
            return false;
        *source = event.source;
        *id = event.id;
        return true;
    }
    if (seq != CANDIDATE && ledger->identities)
        return ledger->identities->get(ledger->identities->ctx, seq, arena, source, id, err);
    if (seq != CANDIDATE)
        return event_log_identity(ledger->log, seq, arena, source, id, &rev, err);
    *source = ledger->candidate->source;
    *id = ledger->candidate->id;
    return true;
}

/* Does it wait for something that is not there: what it names, or what it takes back? */
static bool
waits(struct ledger *ledger, const struct event *event)
{
    bool known;
    struct err err;

    if (event->type != EVENT_RETRACT)
        return event->type != EVENT_ATTENDANCE && facts_is_pending(ledger->facts, event);
    or_abort(ledger_knows_target(ledger, &event->as.retract, &known, &err), &err);
    return !known;
}

void
ledger_note(struct ledger *ledger, const struct event *event, uint64_t seq, enum event_standing standing)
{
    struct facts *facts = ledger->facts;
    struct str activity = event_activity(event);
    bool pending = standing == STANDING_LIVE && waits(ledger, event);

    ledger->notes = mem_grow(ledger->notes, ledger->note_count, &ledger->note_capacity, sizeof *ledger->notes);
    ledger->notes[ledger->note_count++] = (struct event_note){
        .seq = seq,
        .type = event->type,
        .standing = standing,
        .pending = pending,
        .unit = unit_of(facts, event),
        .session = activity.ptr ? facts_session(facts, activity)->number : CODE_NONE,
        .date = *event_date(event),
    };
    if (!pending)
        return;
    ledger->pending = mem_grow(ledger->pending, ledger->pending_count, &ledger->pending_capacity, sizeof *ledger->pending);
    ledger->pending[ledger->pending_count++] = seq;
}

/* An attendance that plainly counts is told by its session; all else has a note. */
static void
note_admitted(struct ledger *ledger, const struct event *event, uint64_t seq, enum event_standing standing)
{
    if (event->type != EVENT_ATTENDANCE || standing != STANDING_LIVE)
        ledger_note(ledger, event, seq, standing);
}

/* Does the session have it, or rightly lack it, from where it was saved? */
static bool
is_saved(const struct ledger *ledger, const struct event *event, uint64_t seq)
{
    return event->type == EVENT_ATTENDANCE && seq <= ledger->saved;
}

/* A row takes its place among the facts, or leaves it. */
static void
enter(struct ledger *ledger, const struct event *event, uint64_t seq, bool dead)
{
    if (is_saved(ledger, event, seq))
        return;
    facts_state(ledger->facts, event, seq, dead);
    if (event->type != EVENT_PERSON_FORGET || dead)
        return;
    ledger->forget = mem_grow(ledger->forget, ledger->forget_count, &ledger->forget_capacity, sizeof *ledger->forget);
    ledger->forget[ledger->forget_count++] = event->persons[0];
}

static void
leave(struct ledger *ledger, const struct event *event, uint64_t seq, bool dead)
{
    if (is_saved(ledger, event, seq))
        return;
    if (!dead || event->type == EVENT_ACTIVITY_HELD || event->type == EVENT_ACTIVITY_CANCELLED)
        facts_withdraw(ledger->facts, event, seq);
}

static bool
is_dead(const struct ledger *ledger, struct str source, struct str id, const struct current_row *current)
{
    return current->seq != 0 && current->type != EVENT_RETRACT &&
           retraction_rev(ledger->retractions, source, id) >= current->rev;
}

/* The retractions of a target changed: what is live of it may change. */
static bool
move_target(struct ledger *ledger, struct str source, struct str id, const struct current_row *current, bool was_dead,
            struct err *err)
{
    bool now_dead = is_dead(ledger, source, id, current);
    struct arena arena = { 0 };
    struct event event;
    uint64_t previous;
    bool fine;

    if (current->seq == 0 || was_dead == now_dead)
        return true;
    fine = ledger_fetch(ledger, current->seq, &arena, &event, &previous, err);
    if (fine) {
        leave(ledger, &event, current->seq, was_dead);
        enter(ledger, &event, current->seq, now_dead);
        ledger_note(ledger, &event, current->seq, now_dead ? STANDING_RETRACTED : STANDING_LIVE);
    }
    arena_free(&arena);
    return fine;
}

static bool
change_retraction(struct ledger *ledger, const struct event *event, uint64_t seq, uint64_t limit, bool joins,
                  struct err *err)
{
    const struct retract *retract = &event->as.retract;
    struct current_row current;
    uint64_t last;
    bool was_dead;

    if (!event_log_find(ledger->log, retract->source, retract->id, &last, err) ||
        !find_current(ledger, last, limit, &current, err))
        return false;
    was_dead = is_dead(ledger, retract->source, retract->id, &current);
    if (joins)
        retraction_add(ledger->retractions, retract->source, retract->id, retract->rev, seq);
    else
        retraction_remove(ledger->retractions, retract->source, retract->id, seq);
    return move_target(ledger, retract->source, retract->id, &current, was_dead, err);
}

/* A higher rev came: the row that was current leaves. */
static bool
supersede(struct ledger *ledger, const struct event *by, const struct current_row *current, uint64_t limit,
          struct err *err)
{
    bool dead = is_dead(ledger, by->source, by->id, current), fine;
    struct arena arena = { 0 };
    struct event event;
    uint64_t previous;

    fine = ledger_fetch(ledger, current->seq, &arena, &event, &previous, err);
    if (fine && event.type == EVENT_RETRACT)
        fine = change_retraction(ledger, &event, current->seq, limit, false, err);
    else if (fine)
        leave(ledger, &event, current->seq, dead);
    if (fine)
        ledger_note(ledger, &event, current->seq, STANDING_SUPERSEDED);
    arena_free(&arena);
    return fine;
}

bool
ledger_admit(struct ledger *ledger, const struct event *event, uint64_t seq, uint64_t previous, struct err *err)
{
    struct current_row current = { 0 }, mine = { seq, event->rev, event->type };
    bool is_awaited = previous == 0 && retraction_rev(ledger->retractions, event->source, event->id) > 0, dead;

    if (event->type != EVENT_ATTENDANCE || previous != 0 || is_awaited)
        row_list_add(&ledger->rows, seq);
    if (previous != 0 && !find_current(ledger, previous, seq - 1, &current, err))
        return false;
    if (current.seq != 0 && current.rev > event->rev) { /* stale: kept, not applied */
        note_admitted(ledger, event, seq, STANDING_SUPERSEDED);
        return true;
    }
    if (current.seq != 0 && !supersede(ledger, event, &current, seq - 1, err))
        return false;
    ledger->target_came |= is_awaited;
    if (event->type == EVENT_RETRACT) {
        if (!change_retraction(ledger, event, seq, seq - 1, true, err))
            return false;
        note_admitted(ledger, event, seq, STANDING_LIVE);
        return true;
    }
    dead = is_dead(ledger, event->source, event->id, &mine);
    enter(ledger, event, seq, dead);
    note_admitted(ledger, event, seq, dead ? STANDING_RETRACTED : STANDING_LIVE);
    return true;
}

/* The live statement that the event would supersede; seq 0: there is none of its type. */
static bool
find_old_link(struct ledger *ledger, const struct event *event, uint64_t previous, struct arena *arena,
              struct event *old, uint64_t *seq, struct err *err)
{
    struct current_row current = { 0 };
    uint64_t before;

    *seq = 0;
    if (previous == 0)
        return true;
    if (!find_current(ledger, previous, UINT64_MAX, &current, err) ||
        !ledger_fetch(ledger, current.seq, arena, old, &before, err))
        return false;
    if (old->type == event->type && !is_dead(ledger, event->source, event->id, &current))
        *seq = current.seq;
    return true;
}

/*
 * Only a unit that others name can come to lie below itself.  A cycle that is
 * there without this link is not its fault.
 */
bool
ledger_closes_cycle(struct ledger *ledger, const struct event *event, uint64_t previous, bool *closes, struct err *err)
{
    struct units *units = &ledger->facts->units;
    uint32_t number = codebook_find(&units->codes, event->as.unit_put.unit);
    struct arena arena = { 0 };
    struct event old;
    uint64_t old_seq;
    bool fine;

    *closes = false;
    if (!event->as.unit_put.parent.ptr || number == CODE_NONE || !units->units[number].named_by_others)
        return true;
    fine = find_old_link(ledger, event, previous, &arena, &old, &old_seq, err);
    if (fine) {
        enum unit_cycles with, without;
        if (old_seq != 0)
            units_withdraw(units, &old, old_seq);
        without = unit_cycles(units, number);
        ledger->candidate = event;
        units_state(units, event, CANDIDATE);
        with = unit_cycles(units, number);
        units_withdraw(units, event, CANDIDATE);
        ledger->candidate = NULL;
        if (old_seq != 0)
            units_state(units, &old, old_seq);
        *closes = with & ~without;
    }
    arena_free(&arena);
    return fine;
}

bool
ledger_closes_merge(struct ledger *ledger, const struct event *event, uint64_t previous, bool *closes, struct err *err)
{
    struct arena arena = { 0 };
    struct event old;
    uint64_t old_seq;
    bool fine = find_old_link(ledger, event, previous, &arena, &old, &old_seq, err);

    if (fine)
        *closes = merges_lead(&ledger->facts->people.merges, event->persons[1], event->persons[0], old_seq);
    arena_free(&arena);
    return fine;
}

bool
ledger_knows_target(struct ledger *ledger, const struct retract *retract, bool *known, struct err *err)
{
    uint64_t last;

    if (!event_log_find(ledger->log, retract->source, retract->id, &last, err))
        return false;
    *known = last != 0;
    return true;
}

static bool
note_again(void *ctx, const struct log_row *row, struct arena *arena, struct err *err)
{
    struct ledger *ledger = ctx;
    struct event event = row->event;
    struct current_row current;
    uint64_t last;

    if (event.type == EVENT_ATTENDANCE)
        return true;
    if (!line_read_stored(ledger->reader, arena, &event, err) ||
        !event_log_find(ledger->log, event.source, event.id, &last, err))
        return false;
    if (last == row->seq && row->previous == 0)
        current = (struct current_row){ row->seq, event.rev, event.type };
    else if (!find_current(ledger, last, UINT64_MAX, &current, err))
        return false;
    ledger_note(ledger, &event, row->seq,
                current.seq != row->seq                                    ? STANDING_SUPERSEDED
                : is_dead(ledger, event.source, event.id, &current) ? STANDING_RETRACTED
                                                                           : STANDING_LIVE);
    return true;
}

bool
ledger_walk(struct ledger *ledger, struct str rows, uint64_t last,
            bool (*fn)(void *ctx, const struct log_row *row, struct arena *arena, struct err *err), void *ctx, struct err *err)
{
    struct row_list_reader reader = row_list_read(rows);
    struct arena arena = { 0 };
    bool done = event_log_hold(ledger->log, err);
    uint64_t seq;

    while (done && row_list_next(&reader, &seq) && seq <= last) {
        struct log_row row;

        done = event_log_fetch(ledger->log, seq, &arena, &row, err) && fn(ctx, &row, &arena, err);
        arena_reset(&arena);
    }
    event_log_release(ledger->log);
    arena_free(&arena);
    return done;
}

bool
ledger_look(struct ledger *ledger, uint64_t seq, struct event_note *note, bool *found, struct err *err)
{
    size_t notes = ledger->note_count, pending = ledger->pending_count;
    bool fine = event_log_scan(ledger->log, seq, seq, note_again, ledger, err);

    *found = fine && ledger->note_count > notes;
    if (*found)
        *note = ledger->notes[notes];
    ledger->note_count = notes;
    ledger->pending_count = pending;
    return fine;
}

bool
ledger_note_all(struct ledger *ledger, struct err *err)
{
    ledger->pending_count = 0;
    return ledger_walk(ledger, row_list_bytes(&ledger->rows), UINT64_MAX, note_again, ledger, err);
}

bool
ledger_note_waiting(struct ledger *ledger, struct err *err)
{
    uint64_t *waited = ledger->pending;
    size_t count = ledger->pending_count;
    bool fine = true;

    ledger->pending = NULL;
    ledger->pending_count = ledger->pending_capacity = 0;
    for (size_t i = 0; fine && i < count; i++)
        fine = event_log_scan(ledger->log, waited[i], waited[i], note_again, ledger, err);
    free(waited);
    return fine;
}

bool
ledger_note_recent(struct ledger *ledger, struct err *err)
{
    size_t count = ledger->note_count;
    bool fine = true;

    for (size_t i = 0; fine && i < count; i++)
        if (ledger->notes[i].standing == STANDING_LIVE && !ledger->notes[i].pending)
            fine = event_log_scan(ledger->log, ledger->notes[i].seq, ledger->notes[i].seq, note_again, ledger, err);
    return fine;
}

static int
identity_cmp(void *ctx, uint64_t a, uint64_t b)
{
    struct ledger *ledger = ctx;
    struct arena arena = { 0 };
    struct str source_a = { 0 }, source_b = { 0 }, id_a = { 0 }, id_b = { 0 };
    struct err err;
    int order;

    or_abort(identity_of(ledger, a, &arena, &source_a, &id_a, &err), &err);
    or_abort(identity_of(ledger, b, &arena, &source_b, &id_b, &err), &err);
    order = str_cmp(source_a, source_b);
    if (order == 0)
        order = str_cmp(id_a, id_b);
    arena_free(&arena);
    return order;
}

static int
single_cmp(void *ctx, uint64_t a, uint64_t b, const struct zone *zone)
{
    struct ledger *ledger = ctx;
    struct arena arena = { 0 };
    struct event first, second;
    uint64_t previous;
    struct err err;
    int order;

    or_abort(ledger_fetch(ledger, a, &arena, &first, &previous, &err), &err);
    or_abort(ledger_fetch(ledger, b, &arena, &second, &previous, &err), &err);
    order = when_cmp(&first.at, &second.at, zone);
    if (order == 0)
        order = first.rev == second.rev ? 0 : first.rev < second.rev ? -1 : 1;
    if (order == 0)
        order = str_cmp(first.source, second.source);
    if (order == 0)
        order = str_cmp(first.id, second.id);
    arena_free(&arena);
    return order;
}

struct log_order
ledger_order(struct ledger *ledger)
{
    return (struct log_order){ ledger, identity_cmp, single_cmp };
}
