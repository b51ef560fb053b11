/* SPDX-License-Identifier: MIT */
/*
 * plan_rows.h -- frozen figures and origins of events as they travel from the reader of the store to a plan's child (plan_store.h).
 */
#ifndef DAEMON_PLAN_ROWS_H
#define DAEMON_PLAN_ROWS_H

#include "lib/base/arena.h"
#include "lib/store/figure_row.h"

#include <jansson.h>
#include <stddef.h>

struct event_origin;

/* The rows as a list of lists: what a live row is compared with, and what is printed of it. */
json_t *plan_rows_write(const struct figure_row *rows, size_t count);
/* Back again: an array of the caller's to free, its texts in the arena. */
struct figure_row *plan_rows_read(const json_t *list, struct arena *arena, size_t *count);

/* An event's origin, and back, its texts in the arena. */
json_t *plan_rows_write_origin(const struct event_origin *origin);
void plan_rows_read_origin(const json_t *list, struct arena *arena, struct event_origin *origin);

/* A text in the arena; ptr NULL for null. */
struct str plan_rows_text(const json_t *value, struct arena *arena);

#endif
