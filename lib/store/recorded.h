/* SPDX-License-Identifier: MIT */
/*
 * recorded.h -- when an event was recorded, by log position, to the quarter of an hour.
 *
 * The log knows the moment of each batch.  Kept in memory are only the
 * positions at which another quarter of an hour begins: every local midnight
 * lies on one, so the day of recording is exact in every zone.  A clock that
 * was set back is taken at its word.
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
/*
 * All positions below *early were recorded before the instant (UTC milliseconds, at a quarter of an hour), all from *late on
 * at it or later; UINT64_MAX where that is every one, or none.
 */
void recorded_around(const struct recorded *recorded, int64_t instant, uint64_t *early, uint64_t *late);

#endif
