/* SPDX-License-Identifier: MIT */
#include "cli/report_order.h"

#include "lib/base/codebook.h"
#include "lib/base/mem.h"
#include "lib/model/period.h"

#include <stdlib.h>

/*
 * Each indicator brings its units in tree order, but not every indicator has
 * every unit.  So the orders are merged: a unit that is not there yet goes
 * behind the one before it.
 *
 *   have  street, a, c      next indicator  street, b, c      have  street, b, a, c
 *
 * Units are numbered by the codebook; `order` lists the numbers.
 */
struct merge {
    struct codebook book;
    uint32_t *order;
    size_t count, capacity;
    size_t at; /* place behind the last unit of the indicator that is being merged */
};

static size_t
place_of(const struct merge *merge, uint32_t unit)
{
    /* Nearly always it is the next one, or the one just seen. */
    for (size_t i = merge->at > 0 ? merge->at - 1 : 0; i < merge->count; i++)
        if (merge->order[i] == unit)
            return i;
    for (size_t i = 0; i < merge->count; i++)
        if (merge->order[i] == unit)
            return i;
    return merge->count;
}

static void
merge_unit(struct merge *merge, struct str code)
{
    size_t known = merge->book.count;
    uint32_t unit = codebook_add(&merge->book, code);

    if (merge->book.count == known) {
        merge->at = place_of(merge, unit) + 1;
        return;
    }
    merge->order = mem_grow(merge->order, merge->count, &merge->capacity, sizeof *merge->order);
    memmove(merge->order + merge->at + 1, merge->order + merge->at, (merge->count - merge->at) * sizeof *merge->order);
    merge->order[merge->at++] = unit;
    merge->count++;
}

static void
merge_units(struct merge *merge, const struct report_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && !str_eq(rows[i].figure.indicator, rows[i - 1].figure.indicator))
            merge->at = 0;
        if (i == 0 || merge->at == 0 || !str_eq(rows[i].figure.unit, rows[i - 1].figure.unit))
            merge_unit(merge, rows[i].figure.unit);
    }
}

static void
set_breakdown(struct ordered_row *ordered)
{
    const struct figure_row *figure = &ordered->row->figure;
    const struct str *const codes[] = { [BREAKDOWN_CATEGORY] = &figure->category,
                                        [BREAKDOWN_GROUP] = &figure->group,
                                        [BREAKDOWN_TEAM] = &figure->team };

    ordered->breakdown = BREAKDOWN_NONE;
    for (enum breakdown i = BREAKDOWN_CATEGORY; i < BREAKDOWNS; i++) {
        if (codes[i]->ptr) {
            ordered->breakdown = i;
            ordered->code = *codes[i];
        }
    }
}

static int
compare_numbers(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int
compare_period(const struct report_row *a, const struct report_row *b)
{
    struct period first = { PERIOD_DAYS, a->figure.period_first, a->figure.period_end };
    struct period second = { PERIOD_DAYS, b->figure.period_first, b->figure.period_end };

    return period_cmp(&first, &second);
}

static int
compare(const void *left, const void *right)
{
    const struct ordered_row *a = left, *b = right;
    int order = compare_numbers(a->unit, b->unit);

    if (order == 0)
        order = compare_period(a->row, b->row);
    if (order == 0)
        order = (int)a->breakdown - (int)b->breakdown;
    if (order == 0)
        order = str_cmp(a->code, b->code);
    return order != 0 ? order : compare_numbers(a->place, b->place);
}

struct ordered_row *
report_order(const struct report_row *rows, size_t count, struct arena *arena)
{
    struct ordered_row *ordered = arena_array(arena, count, sizeof *ordered);
    struct merge merge = { 0 };
    size_t *places;

    merge_units(&merge, rows, count);
    places = arena_array(arena, merge.count, sizeof *places);
    for (size_t i = 0; i < merge.count; i++)
        places[merge.order[i]] = i;
    for (size_t i = 0; i < count; i++) {
        ordered[i] = (struct ordered_row){ .row = &rows[i], .place = i };
        ordered[i].unit = places[codebook_find(&merge.book, rows[i].figure.unit)];
        set_breakdown(&ordered[i]);
    }
    if (count > 0)
        qsort(ordered, count, sizeof *ordered, compare);
    codebook_free(&merge.book);
    free(merge.order);
    return ordered;
}

size_t
ordered_block(const struct ordered_row *rows, size_t count)
{
    size_t n = 1;

    while (n < count && rows[n].unit == rows->unit && compare_period(rows[n].row, rows->row) == 0)
        n++;
    return n;
}

size_t
ordered_breakdown(const struct ordered_row *rows, size_t count)
{
    size_t n = 1;

    while (n < count && rows[n].breakdown == rows->breakdown)
        n++;
    return n;
}

size_t
ordered_code(const struct ordered_row *rows, size_t count)
{
    size_t n = 1;

    while (n < count && rows[n].breakdown == rows->breakdown && str_eq(rows[n].code, rows->code))
        n++;
    return n;
}
