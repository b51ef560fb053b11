/* SPDX-License-Identifier: MIT */
/*
 * record_shelf.h -- records that count, by type and unit, so that a row finds its own without looking at all.
 */
#ifndef LIB_MODEL_RECORD_SHELF_H
#define LIB_MODEL_RECORD_SHELF_H

#include "lib/model/records.h"

struct facts;

/* The record counts as the view says from now on: it changes shelves, the rows of before and after are marked, rules are asked. */
void record_show(struct facts *facts, struct record *record, struct record_view view);
/* The rows that it can change may have changed. */
void record_mark(struct facts *facts, struct record *record);
/* NULL: the owner has none. */
const struct record_shelf *record_shelf_find(const struct record_shelves *shelves, uint32_t owner);

#endif
