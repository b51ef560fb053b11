/* SPDX-License-Identifier: MIT */
#include "lib/engine/ledger.h"

#include "lib/base/mem.h"
#include "lib/engine/ledger_rows.h"
#include "lib/model/facts_change.h"
#include "lib/model/record_fields.h"
#include "lib/store/event_log.h"
#include "lib/wire/line.h"

#include <stdlib.h>

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

/* Does it wait for something that is not there: what it names, or what it takes back? */
static bool
waits(struct ledger *ledger, const struct event *event)
{
    bool known;
    struct err err;

    if (event->type != EVENT_RETRACT)
        return event->type != EVENT_ATTENDANCE && facts_is_pending(ledger->facts, event);
    ledger_or_abort(ledger_knows_target(ledger, &event->as.retract, &known, &err), &err);
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
    else if (!ledger_find_current(ledger, last, UINT64_MAX, &current, err))
        return false;
    ledger_note(ledger, &event, row->seq,
                current.seq != row->seq                                    ? STANDING_SUPERSEDED
                : ledger_is_dead(ledger, event.source, event.id, &current) ? STANDING_RETRACTED
                                                                           : STANDING_LIVE);
    return true;
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

enum { NOTES_KEPT = 4096 };

void
ledger_give_back(struct ledger *ledger)
{
    if (ledger->note_count > 0 || ledger->note_capacity <= NOTES_KEPT)
        return;
    free(ledger->notes);
    ledger->notes = NULL;
    ledger->note_capacity = 0;
}
