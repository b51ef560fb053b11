/* SPDX-License-Identifier: MIT */
/*
 * people_rows.h -- the numbers of people and attendances that a report prints, of all units at once.
 *
 * What may be printed about one unit hangs on those beside it, above it and
 * below it (lib/model/disclosure.h), so they are read whatever units were asked
 * for: thin rows, table by table, each table in tree order.
 */
#ifndef LIB_STORE_PEOPLE_ROWS_H
#define LIB_STORE_PEOPLE_ROWS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/model/disclosure.h"
#include "lib/store/reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

struct people_row {
    uint32_t cell;
    struct str indicator, plugin, unit, team, category, group, period, kind; /* what the cell is about */
    bool is_sum;                 /* of the people of several categories */
    bool is_records;             /* records of attendance: each is of a person */
    int32_t period_first, period_end;
    bool has_numerator, has_bounds; /* that count people or attendances */
    int64_t numerator, named, lower, upper, denominator;
    int64_t multiple;            /* the numbers of people stand multiplied by it */
    int64_t whole;               /* the denominator by this, if it counts volunteers; -1: it counts members; else 0 */
    int64_t place, end;          /* of the unit in tree order: those below it are in front of end; -1: in no tree */
};

/* Are both of the same indicator, kind, breakdown and period? */
bool people_row_same_table(const struct people_row *a, const struct people_row *b);

/* The rows of the periods that the filter lets through, whatever else it says; rows of one table stand together, sums last.
 * With `official` those that the closes of that number froze. */
bool reader_people(struct reader *reader, const struct report_filter *filter, struct arena *arena,
                   struct people_row **rows, size_t *count, struct err *err);

/* Of these plugins alone, with all rows about attendances and those that tell how many members a team has. */
bool reader_people_of(struct reader *reader, const struct report_filter *filter, const struct str *plugins, size_t plugin_count,
                      struct arena *arena, struct people_row **rows, size_t *count, struct err *err);

/*
 * What is decided about units' own figures, without team, category and group: their rows, and those of
 * the categories that a sum over categories would tell.  With `indicators` of these alone, which are then no sums
 * and not made of others (reader_plain_rates).
 */
bool reader_people_alone(struct reader *reader, const struct report_filter *filter, const struct str *indicators, size_t indicator_count,
                         struct arena *arena, struct people_row **rows, size_t *count, struct err *err);
/* Names of the rates in percent that are no sums over categories and not made of other figures. */
bool reader_plain_rates(struct reader *reader, struct arena *arena, struct str **names, size_t *count, struct err *err);

/* An indicator made of the figures of others; ptr NULL: of no such one above or below the line. */
struct derived_indicator {
    struct str name, numerator_of, denominator_of;
};

/* All of these, in order of name. */
bool reader_derived(struct reader *reader, struct arena *arena, struct derived_indicator **indicators, size_t *count,
                    struct err *err);

/* Is there an indicator whose target is its figure of the period before? */
bool reader_improves(struct reader *reader, bool *improves, struct err *err);

/* What is hidden by the daemon's configuration; the default in a database that no daemon of this version wrote. */
bool reader_disclosure(struct reader *reader, struct disclosure_rule *rule, struct err *err);
/* Says so to those who read the database later. */
bool store_put_disclosure(struct store *store, struct disclosure_rule rule, struct err *err);

#endif
