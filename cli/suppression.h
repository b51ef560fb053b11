/* SPDX-License-Identifier: MIT */
/*
 * suppression.h -- small numbers of people are left out of what is printed.
 *
 * What stands in the database is whole; whoever prints rows passes them through
 * here first.  The decision is made on all published rows of the tables that the
 * printed ones belong to (lib/model/disclosure.h), so it is the same whatever is
 * asked for.
 */
#ifndef CLI_SUPPRESSION_H
#define CLI_SUPPRESSION_H

#include "lib/model/disclosure.h"
#include "lib/store/people_rows.h"
#include "lib/store/reader.h"

#include <stdbool.h>
#include <stddef.h>

/* What is decided about cells, by the number of the cell. */
struct suppression {
    struct disclosure_rule rule;
    struct suppressed_cell *cells; /* in order of their numbers; those that are shown are not among them */
    struct suppressed_cell *names; /* the same in order of what they are about */
    size_t count;
    struct derived_indicator *derived;
    size_t derived_count;
    struct str *periods; /* those that it knows of */
    size_t period_count;
    bool knows_all;      /* it knows of every period */
};

/* Reads the tables of the periods that the filter lets through, and decides. In the arena. */
bool suppression_read(struct suppression *suppression, struct reader *reader, const struct report_filter *filter,
                      struct arena *arena, struct err *err);
/* The same for the figures of these plugins, for attendances, and for what these tell of others. */
bool suppression_read_of(struct suppression *suppression, struct reader *reader, const struct report_filter *filter,
                         const struct str *plugins, size_t plugin_count, struct arena *arena, struct err *err);
/* The same for units' own figures alone; of these indicators as in reader_people_alone, when there are any. */
bool suppression_read_alone(struct suppression *suppression, struct reader *reader, const struct report_filter *filter,
                            const struct str *indicators, size_t indicator_count, struct arena *arena, struct err *err);
/* For the rows that pass the filter, and no others: less is read when they are all of units alone. */
bool suppression_read_printed(struct suppression *suppression, struct reader *reader, const struct report_filter *filter,
                              struct arena *arena, struct err *err);
/* Decides on rows as reader_people gives them. */
void suppression_decide(struct suppression *suppression, const struct people_row *rows, size_t count, struct arena *arena);
/* Is the figure of a unit or, unless NULL, of its team hidden? For who prints it elsewhere than in its row. */
bool suppression_hides(const struct suppression *suppression, struct str indicator, struct str unit, struct str team,
                       struct str period, struct str kind);
/* The same of the row with these codes, whatever its numbers. */
bool suppression_hides_row(const struct suppression *suppression, const struct people_row *row);
/* What the i-th hidden cell is about. */
const struct people_row *suppression_row(const struct suppression *suppression, size_t i);
/* The same whatever its kind: draft, official or revised. */
bool suppression_hides_any(const struct suppression *suppression, const struct people_row *row);
/* Is the figure hidden that was to be improved on, which is that of the period? For who prints the target elsewhere than in its row. */
bool suppression_hides_past(const struct suppression *suppression, const struct people_row *row, struct str period);
/* Takes the numbers out of the row if they are to be hidden: its state is then `suppressed`. A target that would tell the
 * hidden figure of an earlier period is taken out, too. */
void suppression_apply(const struct suppression *suppression, struct report_row *row, struct arena *arena);
/* The same of all rows that passed the filter: reads what is to be known of them, nothing where there are none. */
bool suppression_hide(struct reader *reader, const struct report_filter *filter, struct report_row *rows, size_t count,
                      struct arena *arena, struct err *err);
/* Hides a row for what stands beside it; mark: what is printed instead. */
void suppression_hide_row(struct report_row *row, struct str mark, struct arena *arena);

#endif
