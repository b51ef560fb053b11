/* SPDX-License-Identifier: MIT */
#include "lib/model/record_shelf.h"

#include "lib/base/mem.h"
#include "lib/model/facts.h"
#include "lib/model/foreign.h"
#include "lib/model/record_question.h"

const struct record_shelf *
record_shelf_find(const struct record_shelves *shelves, uint32_t owner)
{
    uint32_t place = owner < shelves->owner_count ? shelves->by_owner[owner] : 0;

    return place ? &shelves->shelves[place - 1] : NULL;
}

static struct record_shelf *
shelf_of(struct record_shelves *shelves, uint32_t owner)
{
    if (owner >= shelves->owner_count) {
        size_t wanted = (size_t)owner + 64;
        shelves->by_owner = mem_resize(shelves->by_owner, wanted * sizeof *shelves->by_owner);
        for (; shelves->owner_count < wanted; shelves->owner_count++)
            shelves->by_owner[shelves->owner_count] = 0;
    }
    if (!shelves->by_owner[owner]) {
        shelves->shelves = mem_grow(shelves->shelves, shelves->count, &shelves->capacity, sizeof *shelves->shelves);
        shelves->shelves[shelves->count++] = (struct record_shelf){ .owner = owner };
        shelves->by_owner[owner] = (uint32_t)shelves->count;
    }
    return &shelves->shelves[shelves->by_owner[owner] - 1];
}

static void
put_in(struct record_shelves *shelves, uint32_t owner, struct record *record)
{
    struct record_shelf *shelf = shelf_of(shelves, owner);
    struct record_list *list = &shelf->list;

    list->records = mem_grow(list->records, list->count, &list->capacity, sizeof *list->records);
    list->records[list->count++] = record;
    shelf->version++;
}

static void
take_out(struct record_shelves *shelves, uint32_t owner, struct record *record)
{
    struct record_shelf *shelf = shelf_of(shelves, owner);
    struct record_list *list = &shelf->list;

    shelf->version++;
    for (size_t i = 0; i < list->count; i++) {
        if (list->records[i] != record)
            continue;
        list->records[i] = list->records[--list->count];
        break;
    }
}

typedef void (*owner_fn)(struct facts *facts, enum owner_kind kind, uint32_t owner, struct record *record);

/* The unit, the cohosts of its session, the team, the teams of its session. */
static void
each_owner(struct facts *facts, struct record *record, owner_fn fn)
{
    const struct record_view *view = &record->view;
    size_t count;
    const uint32_t *numbers = records_set(&facts->records, view->cohosts, &count);

    if (view->unit != CODE_NONE)
        fn(facts, OWNER_HOST, view->unit, record);
    for (size_t i = 0; i < count; i++)
        if (numbers[i] != view->unit)
            fn(facts, OWNER_HOST, numbers[i], record);
    numbers = records_set(&facts->records, view->teams, &count);
    if (view->team != CODE_NONE)
        fn(facts, OWNER_TEAM, view->team, record);
    for (size_t i = 0; i < count; i++)
        fn(facts, OWNER_TEAM, numbers[i], record);
}

static struct record_shelves *
shelves_of(struct facts *facts, enum owner_kind kind, const struct record *record)
{
    return kind == OWNER_TEAM ? &facts->records.of_teams[record->type] : &facts->records.shelves[record->type];
}

static void
join_owner(struct facts *facts, enum owner_kind kind, uint32_t owner, struct record *record)
{
    put_in(shelves_of(facts, kind, record), owner, record);
}

static void
leave_owner(struct facts *facts, enum owner_kind kind, uint32_t owner, struct record *record)
{
    take_out(shelves_of(facts, kind, record), owner, record);
}

/* Of other people's events those that some rule takes for a stock. */
static bool
is_foreign_stock(const struct facts *facts, const struct record *record)
{
    const struct foreign_type *type =
        facts->records.foreign ? foreign_type_find(facts->records.foreign, record->as.foreign.type) : NULL;

    return type && type->is_stock;
}

/* Stocks, and what weeks cut across months, can change any row from then on; the rest those that contain its days. */
static bool
is_felt_always(const struct facts *facts, const struct record *record)
{
    switch (record->type) {
    case EVENT_FOREIGN:
        return is_foreign_stock(facts, record);
    case EVENT_VENUE_OPEN:
    case EVENT_VENUE_CLOSED:
    case EVENT_PLAN_DROP:
    case EVENT_REPORT_DONE:  /* of a year: its months are reported, too, */
    case EVENT_PERIOD_CLOSE: /* or closed */
    case EVENT_PERIOD_REOPEN:
        return true;
    default:
        return event_type_is_stock(record->type);
    }
}

/* The days always: its year may have nothing else, or have had. */
static void
mark_owner(struct facts *facts, enum owner_kind kind, uint32_t owner, struct record *record)
{
    const struct record_view *view = &record->view;

    if (is_felt_always(facts, record))
        facts_mark_always(facts, kind, owner);
    if (record->type == EVENT_VOLUNTEER_HOURS) /* stars are of all the hours so far */
        facts_mark_from(facts, kind, owner, view->first);
    facts_mark_days(facts, kind, owner, view->first, view->last);
    if (view->precision != WHEN_DAY || view->first == view->last)
        return; /* counts where it lies whole */
    facts_mark_days(facts, kind, owner, view->first, view->first);
    facts_mark_days(facts, kind, owner, view->last, view->last);
}

void
record_mark(struct facts *facts, struct record *record)
{
    each_owner(facts, record, mark_owner);
}

static bool
same_view(const struct record_view *a, const struct record_view *b)
{
    return a->standing == b->standing && a->unit == b->unit && a->team == b->team && a->teams == b->teams &&
           a->cohosts == b->cohosts && a->category == b->category && a->first == b->first && a->last == b->last &&
           a->precision == b->precision && a->level == b->level && a->has_delay == b->has_delay && a->delay == b->delay;
}

void
record_show(struct facts *facts, struct record *record, struct record_view view)
{
    if (same_view(&record->view, &view))
        return;
    if (record->view.standing == RECORD_COUNTS) {
        record_mark(facts, record);
        each_owner(facts, record, leave_owner);
    }
    record_question_ends(&facts->records, record);
    record->view = view;
    record_question_begins(&facts->records, record);
    if (view.standing != RECORD_COUNTS)
        return;
    record_mark(facts, record);
    each_owner(facts, record, join_owner);
}
