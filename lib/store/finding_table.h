/* SPDX-License-Identifier: MIT */
/*
 * finding_table.h -- writes what the checks of the data found, within the transaction of figures.h.
 *
 * Findings may be older than the figures beside them: they say themselves for
 * which log position and as-of day they stand.
 */
#ifndef LIB_STORE_FINDING_TABLE_H
#define LIB_STORE_FINDING_TABLE_H

#include "lib/base/err.h"
#include "lib/store/finding_row.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct finding_table;

struct finding_table *finding_table_open(struct store *store, struct err *err);
void finding_table_close(struct finding_table *table);

/* Drops everything: a rebuild begins. */
bool finding_table_clear(struct finding_table *table, struct err *err);
bool finding_table_put(struct finding_table *table, const struct finding_row *row, struct err *err);
bool finding_table_drop(struct finding_table *table, uint32_t finding, struct err *err);
/* What is there now stands for the position and the day. */
bool finding_table_stand(struct finding_table *table, uint64_t position, struct str day, struct err *err);

#endif
