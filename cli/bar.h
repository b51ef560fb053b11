/* SPDX-License-Identifier: MIT */
/*
 * bar.h -- numbers as lengths and heights: a bar with its target, the months of a year as a line of blocks.
 *
 *   ▇▇▇▇▇▇▇▎│       72.66 % of 75 %        ▂▃▁·▇█*▁▁▂▁▁   twelve months
 *
 * A bar never reaches the mark of a target that its number does not reach, however
 * small the difference.  In the line nothing recorded (·), hidden (*) and zero (▁)
 * are three signs; a number above zero is always higher than zero.
 */
#ifndef CLI_BAR_H
#define CLI_BAR_H

#include "lib/base/arena.h"
#include "lib/model/exact.h"

#include <stdbool.h>
#include <stddef.h>

/* `cells` columns for 0 to `most`, and one for the mark; without one (target NULL) it is shorter by one. Empty: lost numbers. */
struct str bar_text(struct exact value, const struct exact *target, struct exact most, size_t cells, bool is_ascii,
                    struct arena *arena);

enum spark_state { SPARK_NONE, SPARK_HIDDEN, SPARK_VALUE };

struct spark_point {
    enum spark_state state;
    struct exact value;
};

/* A column each; the highest is full. */
struct str spark_text(const struct spark_point *points, size_t count, bool is_ascii, struct arena *arena);
/* The place of the greatest value; count: there is none. */
size_t spark_highest(const struct spark_point *points, size_t count);

#endif
