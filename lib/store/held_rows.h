/* SPDX-License-Identifier: MIT */
/*
 * held_rows.h -- the figures of an indicator as the last process published them.
 */
#ifndef LIB_STORE_HELD_ROWS_H
#define LIB_STORE_HELD_ROWS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/figure_row.h"

#include <stdbool.h>
#include <stddef.h>

struct sql;

/* All but the official ones, as an array with its texts in the arena. Passes over all cells. */
bool held_rows_read(struct sql *sql, struct str indicator, struct arena *arena, struct figure_row **rows, size_t *count,
                    struct err *err);

#endif
