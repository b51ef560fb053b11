/* SPDX-License-Identifier: MIT */
/*
 * unit_events.h -- the few events that tell what a unit did: sessions, plans, awards, venues ... as they were posted.
 *
 * Never attendances: of a long log the rows of event_state are looked at, once, and
 * read are the events of the unit and of those below it.  Only events that are
 * worth something now (state `applied`); several statements about one thing
 * are all given, and unit_event_cmp says which is the greatest.
 */
#ifndef LIB_STORE_UNIT_EVENTS_H
#define LIB_STORE_UNIT_EVENTS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reader;

struct unit_event {
    uint64_t seq, rev;
    struct str source, id, type, time; /* type: "turnout.activity.held" */
    struct str at;                     /* data.at as posted; ptr NULL: the envelope's time says when */
    struct str local_date, precision;  /* first day; "day", "month", "year", "range" */
    struct str unit, unit_name, unit_name_en; /* ptr NULL: its thing names it (a team's award) */
    struct str data;                   /* JSON */
    bool is_off;                       /* of activity.cancelled: the session did not take place */
};

/* Events of a type: of these local dates, [first, end); ptr NULL: without bound. */
struct unit_event_range {
    struct str type; /* full name */
    struct str first, end;
};

/*
 * All in one of the ranges that the unit or one below it posted, in today's
 * tree, in order of local date, then of the log; in the arena.  Of activities those,
 * too, that a unit of the tree hosts with others; of awards all that name a team
 * alone, and of dropped items of plans all.
 */
bool unit_events_read(struct reader *reader, struct str unit, const struct unit_event_range *ranges, size_t range_count,
                      struct arena *arena, struct unit_event **events, size_t *count, struct err *err);
/* The headcounts of these activities. */
bool unit_headcounts_read(struct reader *reader, const struct str *activities, size_t activity_count, struct arena *arena,
                          struct unit_event **events, size_t *count, struct err *err);

struct unit_line {
    struct str code, name, name_en, level, parent_name, parent_name_en;
    bool has_below;
};
/* What the tree says of a unit; *found false: nothing. */
bool unit_line_read(struct reader *reader, struct str unit, struct arena *arena, struct unit_line *line, bool *found,
                    struct err *err);

/* Order of statements about one thing (domain.md D2); by_date: a single thing, of activities without it. */
int unit_event_cmp(const struct unit_event *a, const struct unit_event *b, bool by_date);

#endif
