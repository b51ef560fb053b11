/* SPDX-License-Identifier: MIT */
/*
 * scores.h -- writes the published scores, within the transaction of figures.h.
 *
 * Begin and commit are those of the figures; what is put in between stands or
 * falls with them.
 */
#ifndef LIB_STORE_SCORES_H
#define LIB_STORE_SCORES_H

#include "lib/base/err.h"
#include "lib/store/score_row.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;
struct score_table;

struct score_table *score_table_open(struct store *store, struct err *err);
void score_table_close(struct score_table *table);

/* Drops everything: a rebuild begins. */
bool score_table_clear(struct score_table *table, struct err *err);
/* Inserts or replaces by number. lines NULL: those that are there stay. */
bool score_table_put(struct score_table *table, const struct score_row *row, const struct score_line_row *lines, size_t count,
                     struct err *err);
bool score_table_drop(struct score_table *table, int64_t score, struct err *err);
/* Both replace all. */
bool score_table_put_cards(struct score_table *table, const struct score_card_row *cards, size_t count, struct err *err);
bool score_table_put_grades(struct score_table *table, const struct score_grade_row *grades, size_t count, struct err *err);

#endif
