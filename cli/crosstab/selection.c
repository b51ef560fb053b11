/* SPDX-License-Identifier: MIT */
#include "cli/crosstab/selection.h"

#include "lib/base/codebook.h"

#include <stdlib.h>

/* What makes tables of its own, outermost first. A team's row tells its unit. */
static const enum axis apart[] = { AXIS_UNIT, AXIS_PERIOD, AXIS_TEAM, AXIS_CATEGORY, AXIS_GROUP, AXIS_INDICATOR };

enum { APART = sizeof apart / sizeof *apart };

static struct str
code_on(enum axis axis, const struct figure_row *figure)
{
    return axis == AXIS_TEAM ? figure->team : axis == AXIS_CATEGORY ? figure->category : figure->group;
}

static enum period_kind
kind_of(const struct figure_row *figure)
{
    struct period period;

    return period_parse(figure->period, 1, &period) ? period.kind : PERIOD_DAYS;
}

bool
selection_is_total(const struct axes *axes, enum axis axis, const struct report_row *row)
{
    enum period_kind kind;

    if (axis == AXIS_TEAM || axis == AXIS_CATEGORY || axis == AXIS_GROUP)
        return !code_on(axis, &row->figure).ptr;
    return axis >= AXIS_MONTH && axis < AXIS_PERIOD && axes_periods(axes, &kind) && kind_of(&row->figure) != kind;
}

static int
compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* A longer period is the total behind its parts. */
static int
compare_periods(const struct figure_row *a, const struct figure_row *b)
{
    int order = compare_numbers(a->period_end, b->period_end);

    return order != 0 ? order : compare_numbers(b->period_first, a->period_first);
}

static int
compare_codes(enum axis axis, const struct ordered_row *a, const struct ordered_row *b)
{
    const struct figure_row *one = &a->row->figure, *other = &b->row->figure;

    switch (axis) {
    case AXIS_UNIT:
        return compare_numbers((int64_t)a->unit, (int64_t)b->unit);
    case AXIS_TEAM:
    case AXIS_CATEGORY:
    case AXIS_GROUP:
        return str_cmp(code_on(axis, one), code_on(axis, other));
    case AXIS_INDICATOR:
        return str_cmp(one->indicator, other->indicator);
    default:
        return compare_periods(one, other);
    }
}

/* Is the axis one of those that make tables apart, in a crosstab of these axes? */
static bool
is_apart(const struct axes *axes, enum axis axis)
{
    enum period_kind kind;

    if (axis == AXIS_PERIOD)
        return !axes_periods(axes, &kind);
    if (axis == AXIS_UNIT && axes_have(axes, AXIS_TEAM))
        return false;
    return !axes_have(axes, axis);
}

static int
compare_tables(const struct axes *axes, const struct ordered_row *a, const struct ordered_row *b)
{
    int order = 0;

    for (size_t i = 0; order == 0 && i < APART; i++)
        if (is_apart(axes, apart[i]))
            order = compare_codes(apart[i], a, b);
    return order;
}

/* Teams stand under the total of their unit. */
int
selection_compare(const struct axes *axes, enum axis axis, const struct ordered_row *a, const struct ordered_row *b)
{
    int order = axis == AXIS_TEAM && !axes_have(axes, AXIS_UNIT) ? compare_numbers((int64_t)a->unit, (int64_t)b->unit) : 0;

    return order != 0 ? order : compare_codes(axis, a, b);
}

/* Of one table: the same row, the same column? */
static int
compare_places(const struct axes *axes, const struct ordered_row *a, const struct ordered_row *b)
{
    int order = selection_compare(axes, axes->rows, a, b);

    return order != 0 ? order : selection_compare(axes, axes->columns, a, b);
}

static int
place_of_kind(const struct ordered_row *row)
{
    return str_eq(row->row->figure.kind, STR("revised"));
}

static int
compare_cells(const void *left, const void *right, void *context)
{
    const struct ordered_row *a = left, *b = right;
    const struct axes *axes = context;
    int order = compare_tables(axes, a, b);

    if (order == 0)
        order = compare_places(axes, a, b);
    return order != 0 ? order : place_of_kind(a) - place_of_kind(b);
}

/* Indicators that have a place without being named. */
static void
choose_indicators(struct codebook *chosen, struct codebook *seen, const struct report_row *rows, size_t count, bool all)
{
    for (size_t i = 0; i < count; i++) {
        codebook_add(seen, rows[i].figure.indicator);
        if (all || rows[i].figure.target.len > 0 || rows[i].figure.method.len > 0)
            codebook_add(chosen, rows[i].figure.indicator);
    }
}

static bool
has_place(const struct axes *axes, const struct report_row *row, bool totals)
{
    return totals || !(selection_is_total(axes, axes->rows, row) || selection_is_total(axes, axes->columns, row));
}

/* One figure a cell. */
static size_t
keep_first(const struct axes *axes, struct ordered_row *cells, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (kept == 0 || compare_tables(axes, &cells[kept - 1], &cells[i]) != 0 ||
            compare_places(axes, &cells[kept - 1], &cells[i]) != 0)
            cells[kept++] = cells[i];
    return kept;
}

static bool
is_total(const struct axes *axes, const struct ordered_row *cell)
{
    return selection_is_total(axes, axes->rows, cell->row) || selection_is_total(axes, axes->columns, cell->row);
}

/*
 * What has nothing but totals says what the plain report says: an indicator
 * without months, a unit without teams.  with_cells: which units have others.
 */
static size_t
drop_lone_totals(const struct selection *selection, bool *with_cells)
{
    const struct axes *axes = selection->axes;
    size_t kept = 0;

    for (size_t i = 0, n; i < selection->count; i += n) {
        n = selection_table(selection, i);
        for (size_t k = i; k < i + n; k++)
            with_cells[selection->cells[k].unit] = false;
        for (size_t k = i; k < i + n; k++)
            with_cells[selection->cells[k].unit] |= !is_total(axes, &selection->cells[k]);
        for (size_t k = i; k < i + n; k++)
            if (with_cells[selection->cells[k].unit])
                selection->cells[kept++] = selection->cells[k];
    }
    return kept;
}

struct selection
selection_make(const struct axes *axes, const struct report_row *rows, size_t count, bool all, bool totals, struct arena *arena)
{
    struct selection selection = { .axes = axes };
    struct ordered_row *ordered = report_order(rows, count, arena);
    struct codebook chosen = { 0 }, seen = { 0 };

    choose_indicators(&chosen, &seen, rows, count, all);
    for (size_t i = 0; i < count; i++)
        if (codebook_find(&chosen, ordered[i].row->figure.indicator) != CODE_NONE && has_place(axes, ordered[i].row, totals))
            ordered[selection.count++] = ordered[i];
    selection.cells = ordered;
    selection.left_out = seen.count - chosen.count;
    if (selection.count > 0)
        qsort_r(ordered, selection.count, sizeof *ordered, compare_cells, (void *)axes);
    selection.count = keep_first(axes, ordered, selection.count);
    selection.count = drop_lone_totals(&selection, arena_array(arena, count + 1, sizeof(bool)));
    codebook_free(&chosen);
    codebook_free(&seen);
    return selection;
}

size_t
selection_table(const struct selection *selection, size_t from)
{
    size_t n = 1;

    while (from + n < selection->count && compare_tables(selection->axes, &selection->cells[from], &selection->cells[from + n]) == 0)
        n++;
    return n;
}

size_t
selection_row(const struct selection *selection, size_t from)
{
    const struct ordered_row *first = &selection->cells[from];
    size_t n = 1;

    while (from + n < selection->count && compare_tables(selection->axes, first, first + n) == 0 &&
           selection_compare(selection->axes, selection->axes->rows, first, first + n) == 0)
        n++;
    return n;
}
