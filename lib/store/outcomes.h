/* SPDX-License-Identifier: MIT */
/*
 * outcomes.h -- how many events of each source ended how; the last refusals.
 *
 * Written inside the batch of the event log, so that a count and what it
 * counts are on disk together.
 */
#ifndef LIB_STORE_OUTCOMES_H
#define LIB_STORE_OUTCOMES_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct outcomes;

enum { REFUSALS_KEPT = 1000 /* of each source */ };

struct outcomes *outcomes_open(struct store *store, struct err *err);
void outcomes_close(struct outcomes *outcomes);

/* Adds to the counts of the source in the open batch; outcome: "applied", "duplicate" ... Kept in memory until outcomes_write. */
void outcomes_count(struct outcomes *outcomes, struct str source, const char *outcome, uint64_t times);
/* Remembers one refusal; text: at most 200 bytes of the line. */
void outcomes_refuse(struct outcomes *outcomes, struct str source, int64_t at, const char *code, const char *path,
                     const char *message);
/* Into the open batch: call before event_log_commit. */
bool outcomes_write(struct outcomes *outcomes, struct err *err);

#endif
