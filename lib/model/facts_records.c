/* SPDX-License-Identifier: MIT */
#include "lib/model/facts_records.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/model/facts.h"
#include "lib/model/facts_sessions.h"
#include "lib/model/foreign.h"
#include "lib/model/record_fields.h"
#include "lib/model/record_shelf.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

/* -- what a record keeps -- */

static struct str
keep_text(struct records *records, struct str text)
{
    return text.ptr ? codebook_name(&records->texts, codebook_add(&records->texts, text)) : text;
}

static void
keep_texts(struct records *records, struct str_list *list)
{
    struct str *items = arena_array(&records->lists, list->count, sizeof *items);

    for (size_t i = 0; i < list->count; i++)
        items[i] = keep_text(records, list->items[i]);
    list->items = items;
}

static void
keep_counts(struct records *records, struct group_count **list, size_t count)
{
    struct group_count *counts = arena_array(&records->lists, count, sizeof *counts);

    for (size_t i = 0; i < count; i++)
        counts[i] = (struct group_count){ keep_text(records, (*list)[i].group), (*list)[i].count };
    *list = counts;
}

static void
keep_values(struct records *records, struct foreign_event *event)
{
    struct foreign_value *values = arena_array(&records->lists, event->count, sizeof *values);

    for (size_t i = 0; i < event->count; i++) {
        values[i] = event->values[i];
        values[i].name = keep_text(records, values[i].name);
        values[i].text = keep_text(records, values[i].text);
        keep_texts(records, &values[i].list);
    }
    event->values = values;
}

/* The data was copied with its pointers into a batch: what they point to is kept with the records. */
static void
keep_data(struct records *records, struct record *record)
{
    size_t count;
    const struct record_field *fields = record_fields(record->type, &count);

    if (record->type == EVENT_FOREIGN)
        keep_values(records, &record->as.foreign);
    for (size_t i = 0; i < count; i++) {
        void *place = (char *)&record->as + fields[i].offset;
        if (fields[i].kind == DATA_TEXT)
            *(struct str *)place = keep_text(records, *(struct str *)place);
        else if (fields[i].kind == DATA_TEXTS)
            keep_texts(records, place);
        else if (fields[i].kind == DATA_COUNTS)
            keep_counts(records, place, *(size_t *)(void *)((char *)&record->as + fields[i].has_offset));
    }
}

/* The text of a field, ptr NULL when the type has none of that name or nothing was posted. */
static struct str
text_of(const struct record *record, const char *name)
{
    const struct record_field *field = record_field_find(record->type, str_of(name));

    return field ? *(const struct str *)record_field_value(&record->as, field) : (struct str){ 0 };
}

static uint32_t
venue_number(struct records *records, struct str code)
{
    uint32_t number = codebook_add(&records->venues, code);

    while (records->venue_count < records->venues.count) {
        size_t wanted = records->venue_count + 64;
        records->venue_things = mem_resize(records->venue_things, wanted * sizeof *records->venue_things);
        records->venue_known = mem_resize(records->venue_known, wanted * sizeof *records->venue_known);
        for (; records->venue_count < wanted; records->venue_count++) {
            records->venue_things[records->venue_count] = 0;
            records->venue_known[records->venue_count] = false;
        }
    }
    return number;
}

static void
find_names(struct facts *facts, const struct event *event, struct record *record)
{
    struct str unit = text_of(record, "unit"), team = text_of(record, "team"), item = text_of(record, "item"),
               venue = text_of(record, "venue"), activity = event_activity(event);

    record->unit = unit.ptr ? units_number(&facts->units, unit) : CODE_NONE;
    record->team = team.ptr ? teams_number(&facts->teams, team) : CODE_NONE;
    record->item = item.ptr ? plans_number(&facts->plans, item) : CODE_NONE;
    record->venue = venue.ptr ? venue_number(&facts->records, venue) : CODE_NONE;
    record->session = activity.ptr ? facts_session(facts, activity)->number : CODE_NONE;
    record->person = event->person_count > 0 ? event->persons[0] : 0;
}

/* -- things -- */

/* The fields that say about which thing a statement is; of other types every record is about something of its own. */
static const char *const thing_fields[EVENT_TYPES][4] = {
    [EVENT_VENUE_PUT] = { "venue" },
    [EVENT_PLAN_DROP] = { "item" },
    [EVENT_REACH_DECLARED] = { "unit", "period", "category", "basis" },
    [EVENT_VOLUNTEER_COUNT] = { "unit", "period" },
    [EVENT_DECLARED_PUT] = { "unit", "what", "period" },
    [EVENT_REPORT_DONE] = { "unit", "dataset", "period" },
};

static bool
is_single(enum event_type type)
{
    return thing_fields[type][0] != NULL;
}

static void
put_thing_field(struct buf *key, const struct record *record, const char *name)
{
    const struct record_field *field = record_field_find(record->type, str_of(name));
    const void *value = record_field_value(&record->as, field);

    if (field->kind == DATA_CHOICE)
        buf_put(key, value, sizeof(uint32_t));
    else
        buf_put_field(key, *(const struct str *)value);
}

static uint32_t
thing_of(struct records *records, const struct record *record)
{
    struct buf key = { 0 };
    uint32_t number, names[] = { record->type, record->unit, record->team, record->venue, record->session };

    buf_put(&key, names, is_single(record->type) ? sizeof *names : sizeof names);
    for (int i = 0; i < 4 && thing_fields[record->type][i]; i++)
        put_thing_field(&key, record, thing_fields[record->type][i]);
    number = codebook_add(&records->keys, buf_str(&key));
    buf_free(&key);
    if (number == records->thing_count) {
        records->things = mem_grow(records->things, number, &records->thing_capacity, sizeof *records->things);
        records->things[records->thing_count++] = (struct record_thing){ 0 };
    }
    return number;
}

static void
unsettle(struct records *records, uint32_t number)
{
    records->unsettled =
        mem_grow(records->unsettled, records->unsettled_count, &records->unsettled_capacity, sizeof *records->unsettled);
    records->unsettled[records->unsettled_count++] = number;
}

static void
unsettle_thing(struct records *records, const struct record_thing *thing)
{
    for (size_t i = 0; i < thing->count; i++)
        unsettle(records, thing->records[i]);
}

/* A venue came or went: events that name it are looked at again, and an older statement says since when there is one. */
static void
note_venue(struct facts *facts, const struct record *record, bool joins)
{
    if (record->type != EVENT_VENUE_PUT)
        return;
    facts->records.venue_things[record->venue] = record->thing + 1;
    for (size_t i = 0; i < facts->records.things[record->thing].count; i++)
        facts_mark_always(facts, OWNER_HOST, facts->records.all[facts->records.things[record->thing].records[i]]->unit);
    facts->something_changed = true;
    facts->something_left |= !joins;
}

void
records_state(struct facts *facts, const struct event *event, uint64_t seq)
{
    struct records *records = &facts->records;
    struct record *record = mem_new(sizeof *record);
    struct record_thing *thing;

    *record = (struct record){ .base = { seq, event->at, event->rev }, .type = event->type, .as = event->as };
    record->number = (uint32_t)records->count;
    record->date = *event_date(event);
    if (event->type == EVENT_FOREIGN) {
        record->as.foreign.time = event->at;
        record->as.foreign.content = event->content;
    }
    keep_data(records, record);
    find_names(facts, event, record);
    record->thing = thing_of(records, record);
    records->all = mem_grow(records->all, records->count, &records->capacity, sizeof *records->all);
    records->all[records->count++] = record;
    records->naming_sessions += record->session != CODE_NONE;
    thing = &records->things[record->thing];
    thing->records = mem_grow(thing->records, thing->count, &thing->capacity, sizeof *thing->records);
    thing->records[thing->count++] = record->number;
    note_venue(facts, record, true);
    if (is_single(record->type))
        unsettle_thing(records, thing);
    else
        unsettle(records, record->number);
}

static struct record *
take_out(struct records *records, struct record_thing *thing, uint64_t seq)
{
    for (size_t i = 0; i < thing->count; i++) {
        struct record *record = records->all[thing->records[i]];
        if (record->base.seq != seq)
            continue;
        thing->records[i] = thing->records[--thing->count];
        return record;
    }
    return NULL;
}

void
records_withdraw(struct facts *facts, const struct event *event, uint64_t seq)
{
    struct records *records = &facts->records;
    struct record like = { .type = event->type, .as = event->as }, *record;
    struct record_thing *thing;

    find_names(facts, event, &like);
    thing = &records->things[thing_of(records, &like)];
    record = take_out(records, thing, seq);
    if (!record)
        return;
    record_show(facts, record, (struct record_view){ 0 });
    records->naming_sessions -= record->session != CODE_NONE;
    note_venue(facts, record, false);
    if (is_single(record->type))
        unsettle_thing(records, thing);
    records->all[record->number] = NULL;
    free(record);
}

/* -- what holds -- */

static const struct record *
greatest(struct facts *facts, const struct record_thing *thing, bool (*may)(struct facts *, const struct record *))
{
    struct records *records = &facts->records;
    const struct record *held = NULL;

    for (size_t i = 0; i < thing->count; i++) {
        const struct record *record = records->all[thing->records[i]];
        if (may(facts, record) &&
            (!held || statement_cmp_single(&record->base, &held->base, facts->units.default_zone, records->log) > 0))
            held = record;
    }
    return held;
}

static bool
unit_is_known(struct facts *facts, const struct record *record)
{
    return unit_known(&facts->units, record->unit);
}

static const struct record *
venue_record(struct facts *facts, uint32_t venue)
{
    uint32_t thing = venue < facts->records.venue_count ? facts->records.venue_things[venue] : 0;

    return thing ? greatest(facts, &facts->records.things[thing - 1], unit_is_known) : NULL;
}

bool
records_know_venue(struct facts *facts, struct str venue, const struct record **record)
{
    *record = venue_record(facts, codebook_find(&facts->records.venues, venue));
    return *record != NULL;
}

static bool
names_unknown(struct facts *facts, const struct record *record)
{
    if (record->unit != CODE_NONE && !unit_known(&facts->units, record->unit))
        return true;
    if (record->team != CODE_NONE && !team_current(&facts->teams, record->team, &facts->units))
        return true;
    if (record->item != CODE_NONE) {
        plans_resolve_item(&facts->plans, record->item, &facts->units, &facts->teams);
        if (!facts->plans.items[record->item].current)
            return true;
    }
    if (record->venue != CODE_NONE && !venue_record(facts, record->venue))
        return true;
    return record->session != CODE_NONE && facts->sessions[record->session]->state == SESSION_UNKNOWN;
}

static bool
names_only_known(struct facts *facts, const struct record *record)
{
    return !names_unknown(facts, record);
}

/* Of other people's types only what the rules expect is shown to them. */
static bool
is_unread(const struct facts *facts, const struct record *record)
{
    const struct foreign_type *type;

    if (record->type != EVENT_FOREIGN)
        return false;
    type = foreign_type_find(facts->records.foreign, record->as.foreign.type);
    return !type || !foreign_event_fits(&record->as.foreign, type, record->person != 0);
}

static enum record_standing
standing_of(struct facts *facts, const struct record *record)
{
    if (is_unread(facts, record))
        return RECORD_UNREAD;
    if (names_unknown(facts, record))
        return RECORD_PENDING;
    if (record->session != CODE_NONE && facts->sessions[record->session]->state == SESSION_INACTIVE)
        return RECORD_INACTIVE;
    if (is_single(record->type) &&
        greatest(facts, &facts->records.things[record->thing], names_only_known) != record)
        return RECORD_YIELDS;
    return RECORD_COUNTS;
}

/* In whose rows it stands: what it names says so, the nearest first. */
static uint32_t
owner_of(struct facts *facts, const struct record *record)
{
    if (record->unit != CODE_NONE)
        return record->unit;
    if (record->team != CODE_NONE)
        return team_current(&facts->teams, record->team, &facts->units)->unit;
    if (record->venue != CODE_NONE)
        return venue_record(facts, record->venue)->unit;
    if (record->item != CODE_NONE)
        return facts->plans.items[record->item].current->unit;
    return record->session != CODE_NONE ? facts->sessions[record->session]->chosen->unit : CODE_NONE;
}

/* Of the period that it names; else of its own interval; else of its session; else its date. */
static void
date_view(struct facts *facts, const struct record *record, struct record_view *view)
{
    struct str code = text_of(record, "period");
    const struct record_field *to = record_field_find(record->type, STR("to"));
    const struct session *session = record->session != CODE_NONE ? facts->sessions[record->session] : NULL;
    const struct zone *zone = view->unit == CODE_NONE ? units_root_zone(&facts->units) : facts->units.units[view->unit].zone;
    bool has_interval = to && record_field_is_given(&record->as, to);
    struct period period;

    if (view->unit != CODE_NONE)
        view->level = facts->units.units[view->unit].level;
    view->precision = when_is_dated(&record->date) ? WHEN_DAY : record->date.precision;
    view->first = when_first_day(&record->date, zone);
    view->last = has_interval ? when_last_day(record_field_value(&record->as, to), zone) : when_last_day(&record->date, zone);
    if (session && !has_interval) {
        view->first = session->first;
        view->last = session->last;
        view->precision = session->precision;
    }
    if (code.ptr && period_parse(code, facts->records.year_start_month, &period)) {
        view->first = period.first;
        view->last = period.end - 1;
        view->precision = WHEN_RANGE;
    }
}

static uint32_t
set_number(struct records *records, const uint32_t *numbers, size_t count)
{
    struct str bytes = { (const char *)numbers, count * sizeof *numbers };

    return count > 0 ? codebook_add(&records->sets, bytes) : CODE_NONE;
}

/* It counts wherever its session counts; a record that names a unit of its own counts there alone. */
static void
follow_session(struct facts *facts, const struct record *record, struct record_view *view)
{
    const struct activity_statement *held = facts->sessions[record->session]->chosen;

    view->category = held->category;
    view->teams = set_number(&facts->records, held->teams, held->put->teams.count);
    if (record->unit == CODE_NONE)
        view->cohosts = set_number(&facts->records, held->cohosts, held->put->cohosts.count);
}

/* How long after its subject something was published; of what is known to the month that cannot be said. */
static void
find_delay(struct facts *facts, const struct record *record, struct record_view *view)
{
    const struct when *subject = &record->as.publicity_put.subject_at;

    if (record->type != EVENT_PUBLICITY_PUT || view->precision != WHEN_DAY || !when_is_dated(subject))
        return;
    view->has_delay = true;
    view->delay = view->first - when_first_day(subject, facts->units.units[view->unit].zone);
}

static void
settle_record(struct facts *facts, struct record *record)
{
    struct record_view view = {
        .standing = standing_of(facts, record),
        .unit = CODE_NONE, .team = CODE_NONE, .teams = CODE_NONE, .cohosts = CODE_NONE, .category = CODE_NONE,
    };

    if (view.standing == RECORD_COUNTS) {
        view.unit = owner_of(facts, record);
        view.team = record->item != CODE_NONE ? facts->plans.items[record->item].current->team : record->team;
        date_view(facts, record, &view);
        if (record->session != CODE_NONE)
            follow_session(facts, record, &view);
        find_delay(facts, record, &view);
    }
    record_show(facts, record, view);
}

/* Whether events that name them are pending hangs on venues. */
static void
settle_venues(struct facts *facts)
{
    struct records *records = &facts->records;

    for (uint32_t i = 0; i < records->venues.count; i++) {
        bool is_known = venue_record(facts, i) != NULL;
        facts->vanished += records->venue_known[i] && !is_known;
        records->venue_known[i] = is_known;
    }
}

void
records_settle_foreign(struct facts *facts)
{
    struct records *records = &facts->records;

    for (size_t i = 0; i < records->count; i++)
        if (records->all[i] && records->all[i]->type == EVENT_FOREIGN)
            settle_record(facts, records->all[i]);
}

void
records_settle(struct facts *facts, bool all)
{
    struct records *records = &facts->records;

    if (all)
        settle_venues(facts);
    for (size_t i = 0; i < records->count && all; i++)
        if (records->all[i])
            settle_record(facts, records->all[i]);
    for (size_t i = 0; i < records->unsettled_count && !all; i++)
        if (records->all[records->unsettled[i]])
            settle_record(facts, records->all[records->unsettled[i]]);
    records->unsettled_count = 0;
}
