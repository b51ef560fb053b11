/* SPDX-License-Identifier: MIT */
#include "lib/model/record_shelf.h"

#include "lib/base/mem.h"
#include "lib/model/facts.h"

#include <stdlib.h>

void
record_shelves_free(struct record_shelves *shelves)
{
    for (size_t i = 0; i < shelves->count; i++)
        free(shelves->shelves[i].list.records);
    free(shelves->shelves);
    free(shelves->by_unit);
    *shelves = (struct record_shelves){ 0 };
}

static struct record_list *
shelf_of(struct record_shelves *shelves, uint32_t unit)
{
    if (unit >= shelves->unit_count) {
        size_t wanted = (size_t)unit + 64;
        shelves->by_unit = mem_resize(shelves->by_unit, wanted * sizeof *shelves->by_unit);
        for (; shelves->unit_count < wanted; shelves->unit_count++)
            shelves->by_unit[shelves->unit_count] = 0;
    }
    if (!shelves->by_unit[unit]) {
        shelves->shelves = mem_grow(shelves->shelves, shelves->count, &shelves->capacity, sizeof *shelves->shelves);
        shelves->shelves[shelves->count++] = (struct record_shelf){ .unit = unit };
        shelves->by_unit[unit] = (uint32_t)shelves->count;
    }
    return &shelves->shelves[shelves->by_unit[unit] - 1].list;
}

static void
put_in(struct records *records, struct record *record)
{
    struct record_list *list = shelf_of(&records->shelves[record->type], record->view.unit);

    list->records = mem_grow(list->records, list->count, &list->capacity, sizeof *list->records);
    list->records[list->count++] = record;
}

static void
take_out(struct records *records, const struct record *record)
{
    struct record_list *list = shelf_of(&records->shelves[record->type], record->view.unit);

    for (size_t i = 0; i < list->count; i++) {
        if (list->records[i] != record)
            continue;
        list->records[i] = list->records[--list->count];
        break;
    }
}

/* Stocks, and what weeks cut across months, can change any row from then on; the rest those that contain its days. */
static bool
is_felt_always(enum event_type type)
{
    switch (type) {
    case EVENT_VENUE_PUT:
    case EVENT_VENUE_OPEN:
    case EVENT_VENUE_CLOSED:
    case EVENT_VOLUNTEER_JOIN:
    case EVENT_VOLUNTEER_LEAVE:
    case EVENT_VOLUNTEER_COUNT:
    case EVENT_PLAN_DROP:
        return true;
    default:
        return false;
    }
}

static void
mark(struct facts *facts, const struct record *record, enum owner_kind kind, uint32_t owner)
{
    const struct record_view *view = &record->view;

    if (is_felt_always(record->type)) {
        facts_mark_always(facts, kind, owner);
        return;
    }
    facts_mark_days(facts, kind, owner, view->first, view->last);
    if (view->precision != WHEN_DAY || view->first == view->last)
        return; /* counts where it lies whole */
    facts_mark_days(facts, kind, owner, view->first, view->first);
    facts_mark_days(facts, kind, owner, view->last, view->last);
}

static void
mark_rows(struct facts *facts, const struct record *record)
{
    mark(facts, record, OWNER_HOST, record->view.unit);
    if (record->view.team != CODE_NONE)
        mark(facts, record, OWNER_TEAM, record->view.team);
}

static bool
same_view(const struct record_view *a, const struct record_view *b)
{
    return a->standing == b->standing && a->unit == b->unit && a->team == b->team && a->first == b->first &&
           a->last == b->last && a->precision == b->precision;
}

void
record_show(struct facts *facts, struct record *record, struct record_view view)
{
    if (same_view(&record->view, &view))
        return;
    if (record->view.standing == RECORD_COUNTS) {
        mark_rows(facts, record);
        take_out(&facts->records, record);
    }
    record->view = view;
    record->version++;
    if (view.standing != RECORD_COUNTS)
        return;
    mark_rows(facts, record);
    put_in(&facts->records, record);
}
