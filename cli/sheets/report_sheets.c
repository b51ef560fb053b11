/* SPDX-License-Identifier: MIT */
#include "cli/sheets/report_sheets.h"

#include "cli/figure_text.h"
#include "cli/lang.h"
#include "cli/report_footer.h"
#include "cli/report_order.h"
#include "cli/sheets/comparison_sheet.h"
#include "cli/sheets/figure_sheet.h"
#include "cli/sheets/workbook.h"
#include "cli/vocabulary.h"

/* Of the units' own figures with a target. */
struct tally {
    int64_t met, missed, unknown;
};

static void
count_verdict(struct tally *tally, const struct figure_row *figure)
{
    if (figure->target.len == 0)
        return;
    if (!figure->has_met)
        tally->unknown++;
    else if (figure->met)
        tally->met++;
    else
        tally->missed++;
}

static struct tally
count_verdicts(const struct ordered_row *rows, size_t count)
{
    struct tally tally = { 0 };

    for (size_t i = 0; i < count; i++)
        if (rows[i].breakdown == BREAKDOWN_NONE && !str_eq(rows[i].row->figure.kind, STR("revised")))
            count_verdict(&tally, &rows[i].row->figure);
    return tally;
}

static void
put_unit(struct sheet *page, const struct ordered_row *rows, size_t count)
{
    const struct tally tally = count_verdicts(rows, count);

    sheet_put(page, figure_unit_name(rows->row));
    sheet_put(page, rows->row->figure.unit);
    sheet_put_integer(page, true, tally.met);
    sheet_put_integer(page, true, tally.missed);
    sheet_put_integer(page, true, tally.unknown);
    sheet_next(page);
}

/* How many targets each unit meets in the period. */
static void
put_units(struct sheet *page, const struct ordered_row *rows, size_t count, struct str period)
{
    const char *const headings[] = { _("unit"), _("unit code"), _("✓ targets met"), _("✗ targets missed"), _("– unknown") };

    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        sheet_put_strong(page, str_of(headings[i]));
    sheet_next(page);
    for (size_t i = 0, n; i < count; i += n) {
        n = ordered_block(rows + i, count - i);
        if (str_eq(rows[i].row->figure.period, period))
            put_unit(page, rows + i, n);
    }
    sheet_next(page);
}

static bool
has_hidden(const struct report_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].hidden.ptr)
            return true;
    return false;
}

static void
put_words(struct sheet *page, const struct report_row *rows, size_t count, struct arena *arena)
{
    sheet_put_words(page, report_moment(rows, count, arena));
    sheet_next(page);
    if (has_hidden(rows, count)) {
        sheet_put_words(page, str_of(_("*: hidden, for so few people could be recognised, or worked out from it.")));
        sheet_next(page);
    }
    sheet_next(page);
}

static void
put_all(struct workbook *workbook, struct sheet *page, const struct report_row *rows, const struct ordered_row *ordered, size_t count,
        struct str period, struct arena *arena)
{
    struct str first = ordered->row->figure.period;

    struct sheet *charts;

    put_words(page, rows, count, arena);
    put_units(page, ordered, count, first);
    charts = workbook_page(workbook, _("Charts"));
    for (int i = 0; i < BREAKDOWNS; i++)
        figure_sheet(workbook, ordered, count, (enum breakdown)i, period, arena);
    comparison_sheet(workbook, charts, ordered, count, first, arena);
    months_sheet(workbook, charts, ordered, count, arena);
}

bool
report_sheets(struct buf *out, const struct report_row *rows, size_t count, struct str period, struct arena *arena, struct err *err)
{
    struct ordered_row *ordered = report_order(rows, count, arena);
    struct str title = str_of(_("There are no such figures.")), day = { 0 };
    struct workbook *workbook;
    struct sheet *page;

    if (count > 0) {
        title = arena_printf(arena, _("Figures of %.*s"), STR_ARG(words_of_period(ordered->row->figure.period, arena)));
        day = rows->day;
    }
    workbook = workbook_new_file(title, day, err);
    if (!workbook)
        return false;
    page = workbook_page(workbook, _("Overview"));
    sheet_put_title(page, title);
    sheet_next(page);
    if (count > 0)
        put_all(workbook, page, rows, ordered, count, period, arena);
    return workbook_finish(workbook, out, err);
}
