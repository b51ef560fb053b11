/* SPDX-License-Identifier: MIT */
#include "lib/engine/ledger.h"

#include "lib/base/mem.h"
#include "lib/engine/ledger_rows.h"
#include "lib/engine/retractions.h"
#include "lib/model/facts_change.h"
#include "lib/model/unit_tree.h"
#include "lib/store/event_log.h"

#include <stdlib.h>

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

/* The retractions of a target changed: what is live of it may change. */
static bool
move_target(struct ledger *ledger, struct str source, struct str id, const struct current_row *current, bool was_dead,
            struct err *err)
{
    bool now_dead = ledger_is_dead(ledger, source, id, current);
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
        !ledger_find_current(ledger, last, limit, &current, err))
        return false;
    was_dead = ledger_is_dead(ledger, retract->source, retract->id, &current);
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
    bool dead = ledger_is_dead(ledger, by->source, by->id, current), fine;
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
    if (previous != 0 && !ledger_find_current(ledger, previous, seq - 1, &current, err))
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
    dead = ledger_is_dead(ledger, event->source, event->id, &mine);
    enter(ledger, event, seq, dead);
    note_admitted(ledger, event, seq, dead ? STANDING_RETRACTED : STANDING_LIVE);
    return true;
}

/* The first rev corrects nothing: if there is a greater one, it is stale. */
bool
ledger_is_plain(const struct ledger *ledger, const struct event *event)
{
    struct current_row current;
    uint64_t last;
    struct err err;

    if (retraction_rev(ledger->retractions, event->source, event->id) > 0)
        return false;
    if (event->rev == 1)
        return true;
    return event_log_find(ledger->log, event->source, event->id, &last, &err) &&
           (last == 0 || (ledger_find_current(ledger, last, UINT64_MAX, &current, &err) && current.type == EVENT_ATTENDANCE));
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
    if (!ledger_find_current(ledger, previous, UINT64_MAX, &current, err) ||
        !ledger_fetch(ledger, current.seq, arena, old, &before, err))
        return false;
    if (old->type == event->type && !ledger_is_dead(ledger, event->source, event->id, &current))
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
        units_state(units, event, LEDGER_CANDIDATE);
        with = unit_cycles(units, number);
        units_withdraw(units, event, LEDGER_CANDIDATE);
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
