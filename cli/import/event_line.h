/* SPDX-License-Identifier: MIT */
/*
 * event_line.h -- a row as the line of JSON that is posted, checked as the daemon checks it.
 */
#ifndef CLI_IMPORT_EVENT_LINE_H
#define CLI_IMPORT_EVENT_LINE_H

#include "cli/import/id_map.h"
#include "cli/import/mapping.h"
#include "cli/import/revisions.h"
#include "cli/import/value.h"

struct line_reader;

enum { LINE_FIELDS_MAX = 64 };

/* What all rows of an import share. */
struct event_maker {
    const struct import_options *options;
    const char *source;
    const unsigned char *secret; /* of ids; NULL where they are none */
    struct value_habits habits;
    struct revisions *revisions;
    struct line_reader *reader; /* for the checks */
    int64_t now;                /* UTC seconds */
};

/* Rows of one sheet that were already there. The empty value is { 0 }. */
struct rows_seen {
    struct id_map ids;
};

enum row_fate {
    ROW_MADE,
    ROW_CORRECTED, /* made, and not the first that is said of its event */
    ROW_BLANK,    /* says nothing */
    ROW_SUM,      /* 合计: adds up the others */
    ROW_REPEATED, /* says once more what another row of the sheet says of the same thing */
    ROW_REFUSED   /* issue says why */
};

/* Sets *line to the row's line, with its newline, in the arena, when it is made or corrected. */
enum row_fate event_line_make(const struct event_maker *maker, const struct mapping *mapping, const struct sheet_row *row,
                              struct rows_seen *seen, struct arena *arena, struct str *line, struct issue *issue);

#endif
