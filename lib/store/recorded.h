/* SPDX-License-Identifier: MIT */
/*
 * recorded.h -- when an event was recorded, by log position, to the quarter of an hour.
 *
 * The log knows the moment of each batch.  Kept in memory are only the
 * positions at which another quarter of an hour begins: every local midnight
 * lies on one, so the day of recording is exact in every zone.
 */
#ifndef LIB_STORE_RECORDED_H
#define LIB_STORE_RECORDED_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct recorded;

struct recorded *recorded_open(struct store *store, struct err *err);
void recorded_close(struct recorded *recorded);
/* Reads the batches that came since. */
bool recorded_update(struct recorded *recorded, struct err *err);
/* The beginning of that quarter, UTC milliseconds; 0 when no batch is known. */
int64_t recorded_at(const struct recorded *recorded, uint64_t seq);

#endif
