/* SPDX-License-Identifier: MIT */
/*
 * plan_text.h -- a plan for people: what would change, the largest moves first.
 */
#ifndef CLI_PLAN_TEXT_H
#define CLI_PLAN_TEXT_H

#include "cli/table.h"
#include "lib/base/buf.h"

#include <jansson.h>

/* The result of the method "plan" (docs/control.md); cells, scores: all that differ, or NULL for the greatest alone. */
void plan_text(struct buf *out, const json_t *plan, const json_t *cells, const json_t *scores, const struct page *page);

#endif
