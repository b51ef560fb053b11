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
#include <stdbool.h>
#include <stdint.h>

/* Leaves of each list at most so many entries, and notes how many there are more. */
void explain_cut_lists(json_t *figure, size_t most);
void explain_print_lists(struct buf *out, const json_t *measure, const struct page *page, struct arena *arena);
/* The components of a scorecard. */
void explain_print_lines(struct buf *out, const json_t *answer, const struct page *page, struct arena *arena);

/* The same lists by their number below the count, for whoever shows them otherwise than as text. */
size_t explain_list_count(void);
const char *explain_list_title(size_t list);
const json_t *explain_list_entries(size_t list, const json_t *measure);
/* How many more there are, of an answer with a limit. */
int64_t explain_list_left_out(size_t list, const json_t *measure);
size_t explain_list_columns(size_t list);
const char *explain_list_heading(size_t list, size_t column);
bool explain_list_is_number(size_t list, size_t column);
/* The log position of the entry itself. */
bool explain_list_is_position(size_t list, size_t column);
/* Empty: it has none; "*": it is hidden. In the language of now. */
struct str explain_list_cell(size_t list, size_t column, const json_t *entry, struct arena *arena);

#endif
