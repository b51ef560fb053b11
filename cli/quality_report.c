/* SPDX-License-Identifier: MIT */
#include "cli/quality_report.h"

#include "cli/finding_suppression.h"
#include "lib/model/quality_rule.h"

static bool
wants_plans(const struct report_filter *filter)
{
    for (size_t i = 0; i < filter->counts[FILTER_INDICATOR]; i++)
        if (str_eq(filter->values[FILTER_INDICATOR][i], quality_check_names[QUALITY_PLAN_CHECK]))
            return true;
    return filter->counts[FILTER_INDICATOR] == 0;
}

/* The plan checks of the latest year, met or not. */
static bool
read_plans(struct reader *reader, const struct report_filter *filter, struct arena *arena, struct quality_report *report,
           struct err *err)
{
    struct str name = quality_check_names[QUALITY_PLAN_CHECK], *years;
    struct report_filter plans = { 0 };
    size_t count;

    if (!wants_plans(filter))
        return true;
    if (!reader_years(reader, arena, &years, &count, err))
        return false;
    if (count == 0)
        return true;
    plans.values[FILTER_INDICATOR] = &name;
    plans.values[FILTER_PERIOD] = years;
    plans.values[FILTER_UNIT] = filter->values[FILTER_UNIT];
    plans.counts[FILTER_INDICATOR] = plans.counts[FILTER_PERIOD] = 1;
    plans.counts[FILTER_UNIT] = filter->counts[FILTER_UNIT];
    return reader_report(reader, &plans, arena, &report->plans, &report->plan_count, err);
}

bool
quality_report_read(struct reader *reader, const struct report_filter *filter, bool full, struct arena *arena,
                    struct quality_report *report, struct err *err)
{
    return finding_reader_report(reader, filter, arena, &report->found, err) &&
           (full || finding_suppression_apply(reader, &report->found, arena, err)) &&
           read_plans(reader, filter, arena, report, err);
}
