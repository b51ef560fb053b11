/* SPDX-License-Identifier: MIT */
/*
 * figure_past.h -- the period whose figure is a row's target (t.improve_on), as the row's detail names it.
 */
#ifndef CLI_FIGURE_PAST_H
#define CLI_FIGURE_PAST_H

#include "lib/base/str.h"
#include "lib/store/figure_row.h"

/* "2024-12"; ptr NULL: the target is another one, or there is none. Borrowed. */
struct str figure_past_of(const struct figure_row *figure);

#endif
