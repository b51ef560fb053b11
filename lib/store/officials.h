/* SPDX-License-Identifier: MIT */
/*
 * officials.h -- the figures of closed periods, frozen for ever.
 *
 * No cache of the log: what is here is written once, in the publication that
 * stands for the log position of the close, and stays, also when the period is
 * opened again.  Positions at which something has to be frozen are noted in
 * the transaction that holds the events, so that a restart knows of them.
 */
#ifndef LIB_STORE_OFFICIALS_H
#define LIB_STORE_OFFICIALS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/store/figure_row.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;
struct officials;

struct officials *officials_open(struct store *store, struct err *err);
void officials_close(struct officials *officials);

/* Inside the transaction of a batch or a publication: something is to be frozen at the position; it was, or need not be. */
bool officials_put_due(struct officials *officials, uint64_t position, struct err *err);
bool officials_drop_due(struct officials *officials, uint64_t position, struct err *err);
/* The first such position after `position`; 0: there is none. */
bool officials_next_due(struct officials *officials, uint64_t position, uint64_t *next, struct err *err);

struct official_closing {
    struct str unit, period;
    int32_t first, end;
    uint64_t close, position; /* log positions: of the period.close, and that the figures stand for */
    struct str day, ruleset;
};

/* The number of what the close froze; 0: it has frozen nothing. */
bool officials_find(struct officials *officials, uint64_t close, int64_t *closing, struct err *err);
/* A new one, with the next number of its unit and period. */
bool officials_add(struct officials *officials, const struct official_closing *row, int64_t *closing, struct err *err);
/* One of its figures; row->closing says whose, row->cell is left out of account. */
bool officials_put(struct officials *officials, const struct figure_row *row, struct err *err);
/* The figures of one period, of a team or (ptr NULL) of no team, in the order in which they were put; the caller frees
 * the array, the texts are in the arena. */
bool officials_page(struct officials *officials, int64_t closing, int32_t first, int32_t end, struct str team,
                    struct arena *arena, struct figure_row **rows, size_t *count, struct err *err);
/* Calls fn with each of the figures of one indicator that are ok: what they are about and their share, no other texts. */
typedef void (*official_share_fn)(void *ctx, const struct figure_row *row);
bool officials_shares(struct officials *officials, int64_t closing, struct str indicator, official_share_fn fn, void *ctx,
                      struct err *err);

#endif
