/* SPDX-License-Identifier: MIT */
#include "cli/filter_check.h"

#include "cli/lang.h"
#include "lib/model/period.h"

static const char *const names[FILTERS] = {
    [FILTER_INDICATOR] = "indicator", [FILTER_UNIT] = "unit",   [FILTER_TEAM] = "team",
    [FILTER_CATEGORY] = "category",   [FILTER_GROUP] = "group", [FILTER_PERIOD] = "period",
    [FILTER_KIND] = "kind",
};

const char *
filter_option(enum filter_kind kind)
{
    return names[kind];
}

/* What is asked for without looking: "-" for a breakdown, and every code of a period. */
static bool
needs_no_look(enum filter_kind kind, struct str code)
{
    struct period period;

    if (kind == FILTER_PERIOD)
        return period_parse(code, 1, &period);
    return (kind == FILTER_TEAM || kind == FILTER_CATEGORY || kind == FILTER_GROUP) && str_eq(code, STR("-"));
}

static bool
check_code(struct reader *reader, enum filter_kind kind, struct str code, struct arena *arena, struct err *err)
{
    struct str nearest = { 0 };
    bool is_known = true;

    /* "s/" is s and all below it */
    if (kind == FILTER_UNIT && code.len > 1 && code.ptr[code.len - 1] == '/')
        code.len--;
    if (needs_no_look(kind, code))
        return true;
    if (!reader_knows(reader, kind, code, arena, &is_known, &nearest, err))
        return false;
    if (is_known)
        return true;
    if (nearest.ptr)
        return err_set(err, ERR_USAGE, _("--%s: there is no %.*s; did you mean %.*s?"), names[kind], STR_ARG(code),
                       STR_ARG(nearest));
    if (kind == FILTER_PERIOD)
        return err_set(err, ERR_USAGE, _("--period is like 2025, 2025H1, 2025Q3 or 2025-07, not %.*s"), STR_ARG(code));
    return err_set(err, ERR_USAGE, _("--%s: there is no %.*s"), names[kind], STR_ARG(code));
}

bool
filter_check(struct reader *reader, const struct report_filter *filter, struct arena *arena, struct err *err)
{
    for (enum filter_kind kind = 0; kind < FILTERS; kind++)
        for (size_t i = 0; i < filter->counts[kind]; i++)
            if (!check_code(reader, kind, filter->values[kind][i], arena, err))
                return false;
    return true;
}
