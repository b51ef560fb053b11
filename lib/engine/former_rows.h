/* SPDX-License-Identifier: MIT */
/*
 * former_rows.h -- figures of an earlier process that stay as they are.
 *
 * At the first publication after a start everything is made anew, but for what
 * belongs to plugins that fail again: their rows, and since when, are taken
 * over from the store, and scorecards are handed what stands.
 */
#ifndef LIB_ENGINE_FORMER_ROWS_H
#define LIB_ENGINE_FORMER_ROWS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/model/day.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cells;
struct figure_row;
struct figures;
struct score_run;
struct scoreboard;
struct sql;
struct staleness;

struct former_rows {
    struct arena arena;
    struct figure_row *rows;
    size_t count, capacity;
};

/* Before staleness_update: what was stale; and what the stored figures stand for, unless there are none. */
bool former_rows_stand(struct sql *sql, struct staleness *stale, uint64_t *position, day_t *day, struct err *err);
/* After it, and before they are cleared. */
bool former_rows_read(struct former_rows *former, struct sql *sql, const struct staleness *stale, struct err *err);

struct former_places {
    struct cells *cells;
    struct figures *figures;
    struct scoreboard *scores;
    const struct score_run *run;
};
/* Puts them where they were; of units, teams, categories, groups and periods that are known no more none. */
bool former_rows_put(const struct former_rows *former, const struct former_places *places, struct err *err);
void former_rows_free(struct former_rows *former);

#endif
