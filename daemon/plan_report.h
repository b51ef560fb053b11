/* SPDX-License-Identifier: MIT */
/*
 * plan_report.h -- what a preview tells, added up: the answer of the method "plan" (docs/control.md).
 *
 * Counts are of everything; of lists the greatest, or the first, so that the
 * answer stays small however much changes.
 */
#ifndef DAEMON_PLAN_REPORT_H
#define DAEMON_PLAN_REPORT_H

#include "lib/base/codebook.h"
#include "lib/engine/preview.h"

#include <jansson.h>
#include <stddef.h>

enum { PLAN_MOVES = 5, PLAN_CROSSED = 100, PLAN_FLIPPED = 100, PLAN_SEALED = 1000 };

struct plan_move {
    struct fraction size;
    json_t *cell;
};

struct plan_indicator {
    size_t changes[CELL_CHANGES], met, missed;
    struct plan_move moves[PLAN_MOVES]; /* the largest first */
    size_t move_count;
};

struct plan_sealed {
    json_t *unit, *period;
    size_t cells, scores, revised[REVISION_CHANGES]; /* of both together */
};

struct plan_report {
    struct codebook names, seals;      /* of indicators; of sealed periods: (unit, period) */
    struct plan_indicator *indicators; /* by name */
    struct plan_sealed *sealed;
    size_t indicator_count, indicator_capacity, sealed_count, sealed_capacity;
    size_t cells[CELL_CHANGES], scores[CELL_CHANGES], met, missed, grades, ranks;
    json_t *crossed, *flipped;         /* lists */
};

void plan_report_init(struct plan_report *report);
/* The cell (score) as an object, the caller's. */
json_t *plan_report_cell(struct plan_report *report, const struct preview_cell *cell);
json_t *plan_report_score(struct plan_report *report, const struct preview_score *score);
/* All of it; new. */
json_t *plan_report_json(const struct plan_report *report, const struct preview *preview, const char *rules, const char *day);

#endif
