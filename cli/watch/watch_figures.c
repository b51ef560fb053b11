/* SPDX-License-Identifier: MIT */
#include "cli/watch/watch_figures.h"

#include "cli/filter.h"
#include "cli/suppression.h"

/* Without --period the latest year: another one when a new year begins. The copy borrows the values. */
static bool
with_period(const struct report_filter *filter, struct report_filter *whole, struct reader *reader, struct arena *arena, struct err *err)
{
    struct report_filter year = { 0 };

    *whole = *filter;
    if (filter->counts[FILTER_PERIOD] > 0)
        return true;
    if (!filter_choose_year(&year, reader, arena, err))
        return false;
    if (year.counts[FILTER_PERIOD] > 0) {
        whole->values[FILTER_PERIOD] = arena_array(arena, 1, sizeof(struct str));
        whole->values[FILTER_PERIOD][0] = year.values[FILTER_PERIOD][0];
        whole->counts[FILTER_PERIOD] = 1;
    }
    filter_free(&year);
    return true;
}

static bool
read_list(const struct watch_figures *figures, struct figure_list *list, struct err *err)
{
    struct reader *reader = reader_open(figures->db_path, err);
    struct report_filter filter;
    bool done;

    if (!reader)
        return false;
    done = reader_begin(reader, err) && with_period(figures->filter, &filter, reader, &list->arena, err) &&
           reader_report(reader, &filter, &list->arena, &list->rows, &list->count, err) &&
           (figures->full || suppression_hide(reader, &filter, list->rows, list->count, &list->arena, err));
    reader_end(reader);
    reader_close(reader);
    return done;
}

bool
watch_figures_read(struct watch_figures *figures, struct err *err)
{
    struct figure_list list = { 0 };

    if (!figures->has_first && !read_list(figures, &figures->first, err))
        return false;
    figures->has_first = true;
    if (!read_list(figures, &list, err)) {
        arena_free(&list.arena);
        return false;
    }
    arena_free(&figures->before.arena);
    figures->before = figures->now;
    figures->now = list;
    return true;
}

static bool
same(struct str a, struct str b)
{
    return !a.ptr == !b.ptr && str_eq(a, b);
}

const struct report_row *
figure_list_find(const struct figure_list *list, const struct report_row *row)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct figure_row *a = &list->rows[i].figure, *b = &row->figure;
        if (str_eq(a->indicator, b->indicator) && str_eq(a->unit, b->unit) && same(a->team, b->team) && same(a->category, b->category) &&
            same(a->group, b->group) && str_eq(a->period, b->period) && str_eq(a->kind, b->kind))
            return &list->rows[i];
    }
    return NULL;
}

bool
figure_rows_agree(const struct report_row *a, const struct report_row *b)
{
    const struct figure_row *x = &a->figure, *y = &b->figure;

    if (a->hidden.ptr || b->hidden.ptr)
        return !a->hidden.ptr == !b->hidden.ptr;
    return str_eq(x->state, y->state) && same(x->value, y->value) && x->numerator == y->numerator && x->denominator == y->denominator &&
           x->named == y->named && x->lower == y->lower && x->upper == y->upper && x->met == y->met && same(x->target, y->target) &&
           x->shortfall == y->shortfall && str_eq(x->flags, y->flags);
}

void
watch_figures_free(struct watch_figures *figures)
{
    arena_free(&figures->first.arena);
    arena_free(&figures->before.arena);
    arena_free(&figures->now.arena);
}
