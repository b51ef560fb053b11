/* SPDX-License-Identifier: MIT */
/*
 * crosstab.h -- turnout report --by unit,indicator as tables for people.
 *
 * A cell is the figure's value with the sign of its verdict: ✓ met, ✗ missed, –
 * not known; without a target none.  What is hidden or not there has the sign or
 * word of the plain report.  A table too wide for the page goes on in blocks
 * below each other, each with the rows' names.
 */
#ifndef CLI_CROSSTAB_CROSSTAB_H
#define CLI_CROSSTAB_CROSSTAB_H

#include "cli/crosstab/selection.h"
#include "cli/page.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"

void crosstab_print(struct buf *out, const struct selection *selection, const struct page *page, struct arena *arena);

#endif
