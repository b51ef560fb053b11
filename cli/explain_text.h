/* SPDX-License-Identifier: MIT */
/*
 * explain_text.h -- an explanation (docs/explain.md) as a supervisor reads it.
 *
 * First the figure as in the report, then a sentence on how it came about,
 * the lists behind it, the target and what is missing, the rule.
 */
#ifndef CLI_EXPLAIN_TEXT_H
#define CLI_EXPLAIN_TEXT_H

#include "cli/table.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include <jansson.h>

void explain_print_text(struct buf *out, const json_t *answer, const struct page *page, struct arena *arena);

#endif
