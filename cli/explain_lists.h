/* SPDX-License-Identifier: MIT */
/*
 * explain_lists.h -- what lies behind a measure as tables: sessions, sub-periods, plan items, populations, records.
 */
#ifndef CLI_EXPLAIN_LISTS_H
#define CLI_EXPLAIN_LISTS_H

#include "cli/table.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include <jansson.h>

/* Leaves of each list at most so many entries, and notes how many there are more. */
void explain_cut_lists(json_t *figure, size_t most);
void explain_print_lists(struct buf *out, const json_t *measure, const struct page *page, struct arena *arena);
/* The components of a scorecard. */
void explain_print_lines(struct buf *out, const json_t *answer, const struct page *page, struct arena *arena);

#endif
