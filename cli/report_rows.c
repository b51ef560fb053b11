/* SPDX-License-Identifier: MIT */
#include "cli/report_rows.h"

#include "cli/filter.h"
#include "cli/suppression.h"

#include <string.h>

enum { YEAR_PARTS = 2 + 4 + 12 };

static bool
read_shown(struct reader *reader, const struct report_filter *filter, bool full, struct arena *arena, struct report_row **rows,
           size_t *count, struct err *err)
{
    return reader_report(reader, filter, arena, rows, count, err) &&
           (full || suppression_hide(reader, filter, *rows, *count, arena, err));
}

/* "2025H1", "2025Q3", "2025-07": all parts of the year. */
static void
name_parts(struct str year, struct str parts[YEAR_PARTS], struct arena *arena)
{
    size_t n = 0;

    for (int i = 1; i <= 2; i++)
        parts[n++] = arena_printf(arena, "%.*sH%d", STR_ARG(year), i);
    for (int i = 1; i <= 4; i++)
        parts[n++] = arena_printf(arena, "%.*sQ%d", STR_ARG(year), i);
    for (int i = 1; i <= 12; i++)
        parts[n++] = arena_printf(arena, "%.*s-%02d", STR_ARG(year), i);
}

/* The units' own figures of the parts of the year, behind the rows that are there. */
static bool
add_parts(struct reader *reader, const struct report_filter *filter, bool full, struct arena *arena, struct report_row **rows,
          size_t *count, struct err *err)
{
    struct str parts[YEAR_PARTS], none = STR("-");
    struct report_filter units = *filter;
    struct report_row *more, *all;
    size_t more_count;

    name_parts(filter->values[FILTER_PERIOD][0], parts, arena);
    units.values[FILTER_PERIOD] = parts;
    units.counts[FILTER_PERIOD] = YEAR_PARTS;
    for (enum filter_kind kind = FILTER_TEAM; kind <= FILTER_GROUP; kind++) {
        units.values[kind] = &none;
        units.counts[kind] = 1;
    }
    if (!read_shown(reader, &units, full, arena, &more, &more_count, err))
        return false;
    all = arena_array(arena, *count + more_count + 1, sizeof *all);
    if (*count > 0)
        memcpy(all, *rows, *count * sizeof *all);
    if (more_count > 0)
        memcpy(all + *count, more, more_count * sizeof *all);
    *rows = all;
    *count += more_count;
    return true;
}

static bool
asks_for_breakdown(const struct report_filter *filter)
{
    return filter->counts[FILTER_TEAM] + filter->counts[FILTER_CATEGORY] + filter->counts[FILTER_GROUP] > 0;
}

bool
report_rows_read(struct reader *reader, struct report_filter *filter, enum report_scope scope, bool full, struct arena *arena,
                 struct report_row **rows, size_t *count, struct err *err)
{
    bool is_chosen = scope != SCOPE_FILTER && filter->counts[FILTER_PERIOD] == 0;

    if (is_chosen && !filter_choose_year(filter, reader, arena, err))
        return false;
    if (!read_shown(reader, filter, full, arena, rows, count, err))
        return false;
    if (!is_chosen || scope != SCOPE_YEAR_PARTS || filter->counts[FILTER_PERIOD] == 0 || asks_for_breakdown(filter))
        return true;
    return add_parts(reader, filter, full, arena, rows, count, err);
}
