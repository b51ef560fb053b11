/* SPDX-License-Identifier: MIT */
#include "cli/other_periods.h"

#include "cli/suppression.h"

#include <stdlib.h>
#include <string.h>

/* What is true now comes first. */
static int
place_of_kind(struct str kind)
{
    return str_eq(kind, STR("revised")) ? 0 : str_eq(kind, STR("official")) ? 1 : 2;
}

/* A row without a team is about something else than a team whose code is empty: there is none such. */
static int
by_subject(const struct figure_row *a, const struct figure_row *b)
{
    const struct str pairs[][2] = { { a->indicator, b->indicator }, { a->unit, b->unit },   { a->team, b->team },
                                    { a->category, b->category },   { a->group, b->group }, { a->period, b->period } };
    int order = 0;

    for (size_t i = 0; order == 0 && i < sizeof pairs / sizeof *pairs; i++)
        order = str_cmp(pairs[i][0], pairs[i][1]);
    return order;
}

static int
by_subject_and_kind(const void *left, const void *right)
{
    const struct figure_row *a = &(*(const struct report_row *const *)left)->figure;
    const struct figure_row *b = &(*(const struct report_row *const *)right)->figure;
    int order = by_subject(a, b);

    return order != 0 ? order : place_of_kind(a->kind) - place_of_kind(b->kind);
}

static bool
hide_rates(struct reader *reader, const struct report_filter *filter, struct report_row *rows, size_t count, struct arena *arena,
           struct err *err)
{
    struct suppression suppression;

    if (count == 0)
        return true;
    if (!suppression_read_alone(&suppression, reader, filter, filter->values[FILTER_INDICATOR], filter->counts[FILTER_INDICATOR], arena, err))
        return false;
    for (size_t i = 0; i < count; i++)
        suppression_apply(&suppression, &rows[i], arena);
    return true;
}

/* Has any of the rows a value other than zero? */
static bool
tells_something(const struct report_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].figure.has_numerator && rows[i].figure.numerator != 0)
            return true;
    return false;
}

/*
 * Of a rate that is zero or nothing everywhere there is no line, so nothing is
 * to be decided about it: its rows go, and its name goes from the filter.  The
 * rows of an indicator stand together.  Returns how many rows are left.
 */
static size_t
drop_flat(struct report_filter *filter, struct report_row *rows, size_t count, struct arena *arena)
{
    struct str *names = arena_array(arena, filter->counts[FILTER_INDICATOR] + 1, sizeof *names);
    size_t kept = 0, name_count = 0;

    for (size_t i = 0, n; i < count; i += n) {
        for (n = 1; i + n < count && str_eq(rows[i].figure.indicator, rows[i + n].figure.indicator);)
            n++;
        if (!tells_something(rows + i, n))
            continue;
        names[name_count++] = rows[i].figure.indicator;
        memmove(rows + kept, rows + i, n * sizeof *rows);
        kept += n;
    }
    filter->values[FILTER_INDICATOR] = names;
    filter->counts[FILTER_INDICATOR] = name_count;
    return kept;
}

static bool
read_others(struct other_periods *others, struct reader *reader, const struct report_filter *filter, bool is_plain,
            const struct str *periods, size_t count, bool full, struct arena *arena, struct err *err)
{
    struct report_filter earlier = *filter;
    struct report_row *rows;

    *others = (struct other_periods){ 0 };
    if (count == 0)
        return true;
    earlier.official = 0;
    earlier.counts[FILTER_KIND] = 0;
    earlier.values[FILTER_PERIOD] = (struct str *)periods;
    earlier.counts[FILTER_PERIOD] = count;
    if (!reader_report(reader, &earlier, arena, &rows, &others->count, err))
        return false;
    if (is_plain)
        others->count = drop_flat(&earlier, rows, others->count, arena);
    if (!full && !(is_plain ? hide_rates : suppression_hide)(reader, &earlier, rows, others->count, arena, err))
        return false;
    others->rows = arena_array(arena, others->count, sizeof *others->rows);
    for (size_t i = 0; i < others->count; i++)
        others->rows[i] = &rows[i];
    if (others->count > 0)
        qsort(others->rows, others->count, sizeof *others->rows, by_subject_and_kind);
    return true;
}

bool
other_periods_read(struct other_periods *others, struct reader *reader, const struct report_filter *filter,
                   const struct str *periods, size_t count, bool full, struct arena *arena, struct err *err)
{
    return read_others(others, reader, filter, false, periods, count, full, arena, err);
}

bool
other_periods_read_rates(struct other_periods *others, struct reader *reader, const struct report_filter *filter,
                         const struct str *periods, size_t count, const struct str *rates, size_t rate_count, bool full,
                         struct arena *arena, struct err *err)
{
    struct report_filter plain = *filter;
    struct str none = STR("-");

    *others = (struct other_periods){ 0 };
    if (rate_count == 0)
        return true;
    plain.values[FILTER_INDICATOR] = (struct str *)rates;
    plain.counts[FILTER_INDICATOR] = rate_count;
    for (enum filter_kind kind = FILTER_TEAM; kind <= FILTER_GROUP; kind++) {
        plain.values[kind] = &none;
        plain.counts[kind] = 1;
    }
    return read_others(others, reader, &plain, true, periods, count, full, arena, err);
}

/* The place of the first row that is not in front of the figure. */
static size_t
first_of(const struct other_periods *others, const struct figure_row *figure)
{
    size_t low = 0, high = others->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_subject(&others->rows[middle]->figure, figure) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct report_row *
other_periods_find(const struct other_periods *others, const struct figure_row *figure, struct str period)
{
    bool official = str_eq(figure->kind, STR("official"));
    struct figure_row wanted = *figure;

    wanted.period = period;
    for (size_t i = first_of(others, &wanted); i < others->count; i++) {
        const struct figure_row *found = &others->rows[i]->figure;

        if (by_subject(found, &wanted) != 0)
            break;
        if (!official || str_eq(found->kind, STR("official")))
            return others->rows[i];
    }
    return NULL;
}
