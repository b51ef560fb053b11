/* SPDX-License-Identifier: MIT */
/*
 * preview_boards.h -- scores, grades and ranks by two sets of rules, entry by entry.
 */
#ifndef LIB_ENGINE_PREVIEW_BOARDS_H
#define LIB_ENGINE_PREVIEW_BOARDS_H

#include "lib/engine/preview_terms.h"
#include "lib/engine/scoreboard.h"

/* Ranks what the staged rules scored and tells what differs from the live scores. live, staged: the same run, but for the rules. False: stop. */
bool preview_boards_compare(const struct preview_base *base, const struct preview_request *request,
                            const struct preview_rules *rules, const struct score_run *live, struct scoreboard *after,
                            const struct score_run *staged);

#endif
