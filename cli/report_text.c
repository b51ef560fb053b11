/* SPDX-License-Identifier: MIT */
#include "cli/report_text.h"

#include "cli/breakdown_table.h"
#include "cli/figure_text.h"
#include "cli/lang.h"
#include "cli/report_figures.h"
#include "cli/report_footer.h"
#include "cli/vocabulary.h"

/* "腰鼓队 (yaogu)", and all figures of that team below. */
static void
put_in_full(struct buf *out, const struct ordered_row *rows, size_t count, const struct report_view *view,
            struct arena *arena)
{
    for (size_t i = 0, n; i < count; i += n) {
        struct str name = breakdown_name(&rows[i], arena);
        const char *label = breakdown_label(rows[i].breakdown);

        n = ordered_code(rows + i, count - i);
        page_gap(out, &view->page);
        if (view->page.is_markdown)
            page_heading(out, arena_printf(arena, "%s: %.*s", label, STR_ARG(name)), 3, &view->page);
        else
            page_line(out, arena_printf(arena, "%s: %.*s", label, STR_ARG(name)), 2, TONE_STRONG, &view->page);
        report_figures(out, rows + i, n, view, arena);
    }
}

static void
put_heading(struct buf *out, const struct report_row *row, const struct page *page, struct arena *arena)
{
    struct str name = figure_unit_name(row), period = words_of_period(row->figure.period, arena);
    struct str code = row->figure.unit;

    if (!str_eq(name, code))
        name = arena_printf(arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(code));
    if (str_eq(row->figure.kind, STR("official")))
        period = arena_printf(arena, _("%.*s  official, closed at log position %llu"), STR_ARG(period),
                              (unsigned long long)row->as_of);
    page_heading(out, arena_printf(arena, "%.*s  %.*s", STR_ARG(name), STR_ARG(period)), 2, page);
}

/* One table for many codes has room for one kind of figure: the official ones where there are any. */
static void
put_breakdown(struct buf *out, const struct ordered_row *rows, size_t count, const struct report_view *view,
              struct arena *arena)
{
    struct ordered_row *kept = arena_array(arena, count, sizeof *kept);
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (!str_eq(rows[i].row->figure.kind, STR("revised")))
            kept[n++] = rows[i];
    if (n > 0)
        breakdown_table(out, kept, n, view->has_all_indicators, &view->page, arena);
}

static void
put_block(struct buf *out, const struct ordered_row *rows, size_t count, const struct report_view *view,
          struct arena *arena)
{
    put_heading(out, rows->row, &view->page, arena);
    for (size_t i = 0, n; i < count; i += n) {
        enum breakdown breakdown = rows[i].breakdown;

        n = ordered_breakdown(rows + i, count - i);
        if (breakdown == BREAKDOWN_NONE)
            report_figures(out, rows + i, n, view, arena);
        else if (view->in_full[breakdown])
            put_in_full(out, rows + i, n, view, arena);
        else
            put_breakdown(out, rows + i, n, view, arena);
    }
    page_gap(out, &view->page);
}

void
report_text(struct buf *out, const struct report_row *rows, size_t count, const struct report_view *view,
            struct arena *arena)
{
    struct ordered_row *ordered = report_order(rows, count, arena);

    if (count == 0) {
        page_line(out, str_of(_("There are no such figures.")), 0, TONE_PLAIN, &view->page);
        return;
    }
    for (size_t i = 0, n; i < count; i += n) {
        n = ordered_block(ordered + i, count - i);
        put_block(out, ordered + i, n, view, arena);
    }
    report_footer(out, rows, count, &view->page, arena);
}
