/* SPDX-License-Identifier: MIT */
#include "cli/summary/told.h"

#include "cli/json_read.h"
#include "cli/lang.h"
#include "cli/vocabulary.h"
#include "lib/model/period.h"

#include <stdio.h>

void
told_text(json_t *object, const char *key, struct str text)
{
    if (text.ptr)
        json_object_set_new(object, key, json_stringn(text.ptr, text.len));
}

struct str
told_category(struct str code)
{
    struct str name = word_of_category(code);

    return name.ptr ? name : code;
}

/* ---- dates ---- */

json_t *
told_day(day_t day)
{
    struct civil civil = day_civil(day);

    return json_pack("{s:i, s:i, s:i}", "year", (int)civil.year, "month", (int)civil.month, "day", (int)civil.day);
}

/* Is it a whole month, quarter, half or year of the calendar? */
static bool
is_whole(enum period_kind kind, day_t first, day_t last)
{
    struct period period = period_containing(kind, first, 1);

    return period.first == first && period.end == last + 1;
}

static json_t *
told_whole(enum period_kind kind, day_t first)
{
    struct civil civil = day_civil(first);
    json_t *date = json_pack("{s:s, s:i}", "precision", period_kind_name(kind), "year", (int)civil.year);

    if (kind == PERIOD_MONTH)
        json_object_set_new(date, "month", json_integer(civil.month));
    else if (kind == PERIOD_QUARTER)
        json_object_set_new(date, "quarter", json_integer((civil.month + 2) / 3));
    else if (kind == PERIOD_HALF)
        json_object_set_new(date, "half", json_integer(civil.month > 6 ? 2 : 1));
    return date;
}

json_t *
told_date(enum precision precision, day_t first, day_t last)
{
    static const enum period_kind kinds[] = { PERIOD_YEAR, PERIOD_HALF, PERIOD_QUARTER, PERIOD_MONTH };
    json_t *date;

    if (precision != WHEN_DAY && precision != WHEN_INSTANT)
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (is_whole(kinds[i], first, last))
                return told_whole(kinds[i], first);
    date = told_day(first);
    json_object_set_new(date, "precision", json_string(first == last ? "day" : "range"));
    if (first != last)
        json_object_set_new(date, "to", told_day(last));
    return date;
}

/* ---- events ---- */

/* The local day of an instant is what the store says; it begins in the zone of its unit. */
static void
read_date(struct told_event *told)
{
    struct str start = json_str(told->data, "start"), window = json_str(told->data, "window");
    struct str text = start.ptr ? start : window.ptr ? window : told->event->at;
    struct when when;

    told->precision = WHEN_DAY;
    told->is_dated = true;
    day_parse(told->event->local_date, &told->first); /* the store wrote it: else 1970 */
    told->last = told->first;
    if (!text.ptr || !when_parse(text, &when) || when.precision == WHEN_INSTANT)
        return;
    told->first = when.first;
    told->last = when.last;
    told->is_dated = when_is_dated(&when);
    told->precision = when.precision;
}

/* "2025-07-11", also of an instant: the day that its own clock shows. */
static void
read_end(struct told_event *told)
{
    struct str end = json_str(told->data, "end");
    day_t last;

    end.len = end.len > 10 ? 10 : end.len;
    if (end.ptr && told->is_dated && day_parse(end, &last) && last > told->first)
        told->last = last;
}

struct told_event
told_event_read(const struct unit_event *event)
{
    struct told_event told = { .event = event, .data = json_loadb(event->data.ptr, event->data.len, JSON_ALLOW_NUL, NULL) };

    if (!told.data)
        told.data = json_object();
    read_date(&told);
    read_end(&told);
    return told;
}

void
told_event_free(struct told_event *told)
{
    json_decref(told->data);
    told->data = NULL;
}

bool
told_lies_in(const struct told_event *told, const struct period *period)
{
    return period_has(period, told->first, told->is_dated ? told->first : told->last);
}

struct str
told_called(const struct told_event *told, struct str code)
{
    struct str name = told ? json_str(told->data, "name") : (struct str){ 0 };

    return name.len > 0 ? name : code;
}

json_t *
told_object(const struct told_event *told, struct str unit, struct arena *arena)
{
    const struct unit_event *event = told->event;
    json_t *object = json_object();

    json_object_set_new(object, "date", told_date(told->precision, told->first, told->last));
    if (event->unit.ptr && !str_eq(event->unit, unit))
        told_text(object, "unit_name", lang_name(event->unit_name, event->unit_name_en, event->unit));
    told_text(object, "source", arena_printf(arena, _("%.*s, log position %llu (source %.*s, id %.*s)"), STR_ARG(event->type),
                                             (unsigned long long)event->seq, STR_ARG(event->source), STR_ARG(event->id)));
    return object;
}

/* A template gets no fractions but as texts. */
static json_t *
told_real(const json_t *value)
{
    char text[64];

    snprintf(text, sizeof text, "%.12g", json_real_value(value));
    return json_string(text);
}

void
told_members(json_t *object, const json_t *data, const char *const *names)
{
    for (; *names; names++) {
        json_t *value = json_object_get(data, *names);
        if (json_is_string(value) || json_is_integer(value) || json_is_boolean(value))
            json_object_set(object, *names, value);
        else if (json_is_real(value))
            json_object_set_new(object, *names, told_real(value));
    }
}
