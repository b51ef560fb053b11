/* SPDX-License-Identifier: MIT */
#include "cli/filter.h"

#include "lib/base/mem.h"

#include <stdlib.h>

void
filter_add(struct report_filter *filter, enum filter_kind kind, struct str value)
{
    size_t count = filter->counts[kind];

    filter->values[kind] = mem_resize(filter->values[kind], (count + 1) * sizeof *filter->values[kind]);
    filter->values[kind][count] = value;
    filter->counts[kind]++;
}

bool
filter_take(struct report_filter *filter, int offset, const char *value)
{
    if (offset < 0 || offset >= FILTERS)
        return false;
    filter_add(filter, (enum filter_kind)offset, str_of(value));
    return true;
}

void
filter_free(struct report_filter *filter)
{
    for (size_t i = 0; i < FILTERS; i++)
        free(filter->values[i]);
}

bool
filter_choose_year(struct report_filter *filter, struct reader *reader, struct arena *arena, struct err *err)
{
    struct str *years;
    size_t count;

    if (filter->counts[FILTER_PERIOD] > 0)
        return true;
    if (!reader_years(reader, arena, &years, &count, err))
        return false;
    if (count > 0)
        filter_add(filter, FILTER_PERIOD, years[0]);
    return true;
}
