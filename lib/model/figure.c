/* SPDX-License-Identifier: MIT */
#include "lib/model/figure.h"

const char *const figure_flag_names[FIGURE_FLAGS] = {
    "over_100", "low_n", "partial_population", "stale", "in_progress", "estimated", "multi_headcount", "headcount_lt_named",
    "declared_out_of_bounds", "dormant", "new", "late", "revised",
};

const char *
figure_state_name(enum figure_state state)
{
    static const char *const names[] = { "ok", "no_data", "no_denominator", "n_a", "error" };

    return names[state];
}

const char *
people_method_name(enum people_method method)
{
    static const char *const names[] = { "named", "lower", "upper", "declared" };

    return names[method];
}
