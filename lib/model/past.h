/* SPDX-License-Identifier: MIT */
/*
 * past.h -- the figure of the period before, for targets that ask for an improvement (t.improve_on).
 *
 * The period before is the one of the same kind that ends where the row's
 * begins; the figure is that of the same unit, team, category and group.  Is it
 * closed, then the official figure speaks, else the live one, which is computed
 * here from the facts: nothing depends on what was published when.  A period
 * without such a row, or whose figure is not ok, has nothing to improve on.
 * Computing it costs what the figure itself costs.
 */
#ifndef LIB_MODEL_PAST_H
#define LIB_MODEL_PAST_H

#include "lib/model/figure.h"
#include "lib/model/year_book.h"

#include <stdbool.h>
#include <stdint.h>

/* What the rows of closed periods say. find: false when the period is open; *known: it has such a row, which is ok. */
struct past_source {
    bool (*find)(const void *ctx, const struct scope *scope, struct str indicator, bool *known, struct fraction *share);
    const void *ctx;
};

/* The period before that of a sheet, looked at when a figure first asks for it. Begins as { .now = the sheet's year or NULL }. */
struct past {
    const struct year_book *now;
    struct year_book own;          /* when it is another year */
    const struct year_book *book;  /* one of the two; NULL: nobody has asked yet */
    struct period period;
    struct bucket_list inside;     /* of the book's buckets, those in the period */
};

void past_close(struct past *past);

/* Computes a figure without asking for its target: figure_compute.c's own. */
typedef struct figure (*past_compute_fn)(const struct scope *scope, const struct ruleset *ruleset,
                                         const struct indicator *indicator);

/* What there is to improve on in the row, which *waits when that waits for an answer. */
struct figure_past past_find(const struct scope *scope, const struct ruleset *ruleset, const struct indicator *indicator,
                             past_compute_fn compute, bool *waits);

/* How many periods after a changed one may change, one after the other: 0 when nothing is to be improved on. marks (by
 * indicator, or NULL): what does, and what is made of it. */
unsigned past_reach(const struct ruleset *ruleset, bool *marks);

#endif
