/* SPDX-License-Identifier: MIT */
#include "lib/model/figure.h"

#include <string.h>

const char *const figure_flag_names[FIGURE_FLAGS] = {
    "over_100", "low_n", "partial_population", "stale", "in_progress", "estimated", "multi_headcount", "headcount_lt_named",
    "declared_out_of_bounds", "dormant", "new", "late", "revised",
};

uint32_t
figure_flags_read(struct str names)
{
    uint32_t flags = 0;

    while (names.len > 0) {
        const char *space = memchr(names.ptr, ' ', names.len);
        struct str name = { names.ptr, space ? (size_t)(space - names.ptr) : names.len };
        size_t taken = name.len + (space != NULL);

        for (int i = 0; i < FIGURE_FLAGS; i++)
            flags |= str_eq(name, str_of(figure_flag_names[i])) ? UINT32_C(1) << i : 0;
        names.ptr += taken;
        names.len -= taken;
    }
    return flags;
}

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
