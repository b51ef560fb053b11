/* SPDX-License-Identifier: MIT */
/*
 * inspection.h -- when the checks of the data are run, and publishing what they find.
 *
 * Looking costs time in proportion to all sessions and attendances, so it is
 * not done with every publication: it rests for a multiple of what it took,
 * longer while events come.  In a small store, where it takes next to nothing,
 * that is every publication.  What is published says for which log position it
 * stands.
 */
#ifndef LIB_ENGINE_INSPECTION_H
#define LIB_ENGINE_INSPECTION_H

#include "lib/base/err.h"
#include "lib/base/hash.h"
#include "lib/engine/cells.h"
#include "lib/engine/ledger.h"
#include "lib/model/facts.h"
#include "lib/model/figure.h"
#include "lib/model/quality_view.h"
#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct finding_table;
struct recorded;

/* A figure that some check asks about, and the cell that it stands in. */
struct noted_figure {
    struct quality_figure figure;
    uint32_t page, place; /* of the cell */
    bool noted;           /* else: it was once */
};

struct published_finding {
    struct hash128 content;
    uint32_t number;
};

struct inspection {
    struct finding_table *table;
    struct recorded *recorded;
    struct noted_figure *figures;
    size_t figure_count, figure_capacity;
    uint32_t *by_cell;       /* by number of the cell: place in figures + 1, 0: never noted */
    size_t cell_count;
    struct published_finding *published; /* in order of content */
    size_t published_count;
    uint32_t next_number;
    uint64_t position;       /* for which it was done; UINT64_MAX: not yet, or under other rules */
    day_t day;
    int64_t begun;           /* since when the first look is waited for */
    int64_t ended, took;     /* microseconds of a clock that only goes forward */
};

void inspection_init(struct inspection *inspection, struct finding_table *table, struct recorded *recorded);
void inspection_free(struct inspection *inspection);
/* The rows of an earlier process go. */
bool inspection_clear(struct inspection *inspection, struct err *err);
/* Other rules: it is to be done again. */
void inspection_forget(struct inspection *inspection);

/* A row of the open page; cell: as page_row gave it. */
void inspection_see(struct inspection *inspection, const struct cells *cells, const struct page_cell *cell,
                    const struct scope *scope, const struct ruleset *ruleset, uint32_t indicator, const struct figure *figure);

/* Is it to be done for this head and day? And may it be done now; quiet: no event came since the last publication. */
bool inspection_is_wanted(const struct inspection *inspection, uint64_t head, day_t day);
bool inspection_may_run(const struct inspection *inspection, bool quiet, size_t sessions);

struct inspection_run {
    struct facts *facts;
    struct ledger *ledger;
    const struct ruleset *ruleset;
    const struct cells *cells;
    uint64_t head;
    day_t day;
    int year_start_month;
};

/* Within the transaction of a publication, after its figures. */
bool inspection_publish(struct inspection *inspection, const struct inspection_run *run, struct err *err);

#endif
