/* SPDX-License-Identifier: MIT */
/*
 * told.h -- small pieces of the data for a template: dates, names, where something stands.
 *
 * What is not known is left out: in the template the field is then nil.
 */
#ifndef CLI_SUMMARY_TOLD_H
#define CLI_SUMMARY_TOLD_H

#include "lib/base/arena.h"
#include "lib/base/str.h"
#include "lib/model/when.h"
#include "lib/store/unit_events.h"

#include <jansson.h>

struct period;

/* Nothing when the text has no ptr. */
void told_text(json_t *object, const char *key, struct str text);
/* What a category is called, else its code. */
struct str told_category(struct str code);
/* {year, month, day} */
json_t *told_day(day_t day);
/* {precision = "day", "month", "quarter", "half", "year" or "range", year, month, day, quarter, half, to = {year, month, day}} */
json_t *told_date(enum precision precision, day_t first, day_t last);

/* An event with its data read. */
struct told_event {
    const struct unit_event *event;
    json_t *data;
    enum precision precision; /* WHEN_DAY for an instant, too */
    day_t first, last;
    bool is_dated;            /* to the day: it is where it begins, though it may last longer */
};

/* Dated by data.start or data.window where there is one. Free with told_event_free. */
struct told_event told_event_read(const struct unit_event *event);
void told_event_free(struct told_event *told);
/* Known to the day, where it begins; else all days that it may have been on. */
bool told_lies_in(const struct told_event *told, const struct period *period);
/* The name in its data, else the code; told may be NULL: nothing is known of it. */
struct str told_called(const struct told_event *told, struct str code);
/* An object with the event's date, its unit when it is not `unit`, and its source. */
json_t *told_object(const struct told_event *told, struct str unit, struct arena *arena);
/* Copies members of the data that are texts, whole numbers or truths; names end with NULL. */
void told_members(json_t *object, const json_t *data, const char *const *names);

#endif
