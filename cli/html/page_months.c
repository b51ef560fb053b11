/* SPDX-License-Identifier: MIT */
#include "cli/html/page_months.h"

#include "cli/filter.h"
#include "cli/html/packed_cells.h"
#include "lib/model/day.h"

static const struct str drawn[] = {
    STR_INIT("activities"), STR_INIT("attendances"), STR_INIT("participation_rate"), STR_INIT("education_coverage"),
};

enum { MONTHS_A_YEAR = 12, MONTHS_MOST = 240 };

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The first and the last month of the rows' periods that are longer than one; false: there are none. */
static bool
range_of(const struct report_row *rows, size_t count, int *first, int *last)
{
    bool found = false;

    for (size_t i = 0; i < count; i++) {
        int from = day_month_index(rows[i].figure.period_first), to = day_month_index(rows[i].figure.period_end - 1);

        if (from == to)
            continue;
        *first = found && *first < from ? *first : from;
        *last = found && *last > to ? *last : to;
        found = true;
    }
    return found;
}

void
page_months_codes(const struct report_row *rows, size_t count, int before, struct arena *arena, struct str **codes,
                  size_t *code_count)
{
    int first, last;
    size_t n = 0;

    *codes = NULL;
    *code_count = 0;
    if (!range_of(rows, count, &first, &last))
        return;
    first -= before;
    if (last - first >= MONTHS_MOST)
        first = last - MONTHS_MOST + 1;
    *codes = arena_array(arena, (size_t)(last - first + 1), sizeof **codes);
    for (int month = first; month <= last; month++)
        (*codes)[n++] = arena_printf(arena, "%04d-%02d", month / MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1);
    *code_count = n;
}

/* Of the units alone; of the drawn figures those that were asked for. */
static void
narrow(struct report_filter *filter, const struct report_filter *of)
{
    for (size_t i = 0; i < of->counts[FILTER_UNIT]; i++)
        filter_add(filter, FILTER_UNIT, of->values[FILTER_UNIT][i]);
    for (size_t i = 0; i < COUNT(drawn); i++)
        if (of->counts[FILTER_INDICATOR] == 0 || str_find(drawn[i], of->values[FILTER_INDICATOR], of->counts[FILTER_INDICATOR]) >= 0)
            filter_add(filter, FILTER_INDICATOR, drawn[i]);
    filter_add(filter, FILTER_TEAM, STR("-"));
    filter_add(filter, FILTER_CATEGORY, STR("-"));
    filter_add(filter, FILTER_GROUP, STR("-"));
}

bool
page_months_read(struct other_periods *months, struct reader *reader, const struct report_filter *filter,
                 const struct report_row *rows, size_t count, bool full, struct arena *arena, struct err *err)
{
    struct report_filter narrowed = { 0 };
    struct str *codes;
    size_t code_count;
    bool done = true;

    *months = (struct other_periods){ 0 };
    page_months_codes(rows, count, MONTHS_A_YEAR, arena, &codes, &code_count);
    narrow(&narrowed, filter);
    if (narrowed.counts[FILTER_INDICATOR] > 0)
        done = other_periods_read(months, reader, &narrowed, codes, code_count, full, arena, err);
    filter_free(&narrowed);
    return done;
}

static bool
same_line(const struct report_row *a, const struct report_row *b)
{
    return str_eq(a->figure.indicator, b->figure.indicator) && str_eq(a->figure.unit, b->figure.unit);
}

/* The months of one unit and indicator, from the first row on; returns how many rows they are. */
static size_t
put_line(json_t *list, struct page_names *names, const struct report_row *const *rows, size_t count)
{
    int first = day_month_index(rows[0]->figure.period_first), next = first;
    struct packed_cells values = { 0 };
    size_t n = 0;

    packed_row(&values);
    for (; n < count && same_line(rows[0], rows[n]); n++) {
        int month = day_month_index(rows[n]->figure.period_first);

        if (month < next)
            continue; /* another kind of the same month: what is true now came first */
        for (; next < month; next++)
            packed_none(&values);
        packed_word(&values, rows[n]->hidden.ptr ? STR("*") : rows[n]->figure.value);
        next++;
    }
    json_array_append_new(list, json_pack("[o,o,i,o]", page_unit(names, rows[0]), page_indicator(names, rows[0]), first, packed_take(&values)));
    return n;
}

json_t *
page_months(struct page_names *names, const struct other_periods *months)
{
    json_t *list = json_array();

    for (size_t i = 0; i < months->count;)
        i += put_line(list, names, months->rows + i, months->count - i);
    return list;
}
