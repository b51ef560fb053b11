/* SPDX-License-Identifier: MIT */
/*
 * reader.h -- the database as the command reads it: read-only, the daemon may be up or down.
 *
 * Each call is one short read transaction.
 */
#ifndef LIB_STORE_READER_H
#define LIB_STORE_READER_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/conditions.h"
#include "lib/store/figures.h"
#include "lib/store/store_status.h"

#include <stdbool.h>
#include <stdint.h>

struct reader;
struct sql;

/* NULL: ERR_NO_FILE when there is no such database, ERR_STORE when it is none or newer. */
struct reader *reader_open(const char *path, struct err *err);
void reader_close(struct reader *reader);
/* What is read between these is of one moment. */
bool reader_begin(struct reader *reader, struct err *err);
void reader_end(struct reader *reader);
/* The connection, for the modules of this folder that read more in the same way (score_reader.h). */
struct sql *reader_sql(struct reader *reader);

/* A row of the report: the cell, and what stands beside it. */
struct report_row {
    struct figure_row figure;
    struct str unit_name, unit_name_en, unit_level, team_name, title_zh, title_en, day;
    int unit_depth, decimals, factor;
    uint64_t as_of;
    struct str stale_plugin, stale_reason; /* whose fault it is that the row stays as of day and as_of, and why; ptr NULL: it does not, not known */
    struct str hidden; /* what stands for its numbers in text: "<5" or "*"; ptr NULL: nothing is hidden. The reader hides nothing */
};

/* All rows that pass, in report order (design.md section 7), in the arena. */
bool reader_report(struct reader *reader, const struct report_filter *filter, struct arena *arena,
                   struct report_row **rows, size_t *count, struct err *err);
/* Is there such a code of that filter's kind anywhere? If not, *nearest is the most similar one (ptr NULL: none is near). */
bool reader_knows(struct reader *reader, enum filter_kind kind, struct str code, struct arena *arena, bool *known,
                  struct str *nearest, struct err *err);
/* Period codes that have rows, years only, latest first; and the as-of day. */
bool reader_years(struct reader *reader, struct arena *arena, struct str **years, size_t *count, struct err *err);

struct refused_line {
    struct str source, code, path, message;
    int64_t at; /* UTC ms */
};

bool reader_status(struct reader *reader, struct arena *arena, struct store_status *status, struct err *err);
/* The refusals kept, newest last. */
bool reader_refused(struct reader *reader, struct arena *arena, struct refused_line **lines, size_t *count,
                    struct err *err);
/* Log head and published position alone, for waiting. */
bool reader_positions(struct reader *reader, uint64_t *log, uint64_t *published, struct err *err);

#endif
