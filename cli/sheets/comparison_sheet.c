/* SPDX-License-Identifier: MIT */
#include "cli/sheets/comparison_sheet.h"

#include "cli/figure_text.h"
#include "cli/lang.h"
#include "cli/sheets/figure_sheet.h"
#include "lib/base/codebook.h"
#include "lib/model/day.h"

#include <stdlib.h>

enum {
    CHARTS_MOST = 8, /* indicators with a target that get a chart */
    LINES_MOST = 8,  /* units in the chart of months */
    LEAD = 2,        /* columns in front of the numbers: the unit and its code */
    MONTH_LEAD = 3,  /* and the indicator */
};

/* ---- units beside each other ---- */

static bool
is_unit_row(const struct ordered_row *row)
{
    return row->breakdown == BREAKDOWN_NONE && !str_eq(row->row->figure.kind, STR("revised"));
}

static bool
is_compared(const struct ordered_row *row, struct str period)
{
    return is_unit_row(row) && row->row->factor == 100 && row->row->figure.target.len > 0 &&
           str_eq(row->row->figure.period, period);
}

/* The compared indicators in order of appearance; names: a row of each. */
static void
choose_indicators(const struct ordered_row *rows, size_t count, struct str period, struct codebook *chosen,
                  const struct report_row **samples)
{
    for (size_t i = 0; i < count; i++) {
        size_t known = chosen->count;

        if (!is_compared(&rows[i], period))
            continue;
        codebook_add(chosen, rows[i].row->figure.indicator);
        if (chosen->count > known)
            samples[known] = rows[i].row;
    }
}

static const char **
compared_headings(const struct report_row *const *samples, size_t indicators, struct arena *arena)
{
    const char **headings = arena_array(arena, LEAD + 2 * indicators, sizeof *headings);

    headings[0] = _("unit");
    headings[1] = _("unit code");
    for (size_t i = 0; i < indicators; i++) {
        headings[LEAD + 2 * i] = arena_copy(arena, figure_title(samples[i])).ptr;
        headings[LEAD + 2 * i + 1] = _("target");
    }
    return headings;
}

/* One unit: the rows of an indicator may be missing, their cells stay empty. */
static void
put_unit(struct sheet *sheet, const struct ordered_row *rows, size_t count, struct str period, const struct codebook *chosen,
         struct arena *arena)
{
    const struct report_row **cells = arena_array(arena, chosen->count, sizeof *cells);

    for (size_t i = 0; i < count; i++)
        if (is_compared(&rows[i], period))
            cells[codebook_find(chosen, rows[i].row->figure.indicator)] = rows[i].row;
    sheet_put(sheet, figure_unit_name(rows->row));
    sheet_put(sheet, rows->row->figure.unit);
    for (size_t i = 0; i < chosen->count; i++) {
        if (cells[i]) {
            sheet_put_value(sheet, cells[i], arena);
            sheet_put_decimal(sheet, figure_target_number(cells[i], arena), true);
        } else {
            sheet_put(sheet, (struct str){ 0 });
            sheet_put(sheet, (struct str){ 0 });
        }
    }
    sheet_next(sheet);
}

static void
put_bars(struct sheet *page, const struct sheet *table, const struct report_row *const *samples, size_t indicators)
{
    size_t last = sheet_rows(table) - 1;

    for (size_t i = 0; i < indicators && i < CHARTS_MOST; i++) {
        const struct sheet_range values[] = { { 1, last, LEAD + 2 * i }, { 1, last, LEAD + 2 * i + 1 } };
        const struct chart_spec spec = {
            .kind = CHART_BARS, .title = figure_title(samples[i]), .is_percent = true, .table = table,
            .names = { 1, last, 0 }, .values = values, .series = 2,
        };

        sheet_put_chart(page, &spec);
    }
}

void
comparison_sheet(struct workbook *workbook, struct sheet *page, const struct ordered_row *rows, size_t count,
                 struct str period, struct arena *arena)
{
    const struct report_row **samples = arena_array(arena, count, sizeof(const struct report_row *));
    struct codebook chosen = { 0 };
    struct sheet *sheet;

    choose_indicators(rows, count, period, &chosen, samples);
    if (chosen.count > 0) {
        sheet = workbook_table(workbook, _("Comparison"), compared_headings(samples, chosen.count, arena), LEAD + 2 * chosen.count);
        for (size_t i = 0, n; i < count; i += n) {
            n = ordered_block(rows + i, count - i);
            if (str_eq(rows[i].row->figure.period, period))
                put_unit(sheet, rows + i, n, period, &chosen, arena);
        }
        put_bars(page, sheet, samples, chosen.count);
    }
    codebook_free(&chosen);
}

/* ---- months beside each other ---- */

static int
compare_codes(const void *left, const void *right)
{
    return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

/* The months that there are rows of, in order. */
static size_t
find_months(const struct ordered_row *rows, size_t count, struct str *months)
{
    size_t n = 0;
    int index;

    for (size_t i = 0; i < count; i++) {
        struct str period = rows[i].row->figure.period;

        if (is_unit_row(&rows[i]) && month_parse(period, &index) && str_find(period, months, n) < 0)
            months[n++] = period;
    }
    qsort(months, n, sizeof *months, compare_codes);
    return n;
}

/* A line of the sheet: what one unit's indicator was in each month. */
struct line {
    const struct report_row **cells; /* by month; NULL: no such row */
    const struct report_row *sample;
};

/* Fills lines[0..] with those of the unit whose rows begin here; returns how many. */
static size_t
gather_unit(const struct ordered_row *rows, size_t count, const struct str *months, size_t month_count, struct line *lines,
            struct arena *arena)
{
    struct codebook indicators = { 0 };
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        int month = str_find(rows[i].row->figure.period, months, month_count);
        size_t place;

        if (month < 0 || !is_unit_row(&rows[i]))
            continue;
        place = codebook_add(&indicators, rows[i].row->figure.indicator);
        if (place == n)
            lines[n++] = (struct line){ arena_array(arena, month_count, sizeof(const struct report_row *)), rows[i].row };
        lines[place].cells[month] = rows[i].row;
    }
    codebook_free(&indicators);
    return n;
}

static void
put_line(struct sheet *sheet, const struct line *line, size_t month_count, struct arena *arena)
{
    sheet_put(sheet, figure_unit_name(line->sample));
    sheet_put(sheet, line->sample->figure.unit);
    sheet_put(sheet, figure_title(line->sample));
    for (size_t i = 0; i < month_count; i++)
        if (line->cells[i])
            sheet_put_value(sheet, line->cells[i], arena);
        else
            sheet_put(sheet, (struct str){ 0 });
    sheet_next(sheet);
}

static size_t
unit_size(const struct ordered_row *rows, size_t count)
{
    size_t n = 1;

    while (n < count && rows[n].unit == rows->unit)
        n++;
    return n;
}

/* In how many months there was somebody. */
static size_t
count_months(const struct line *line, size_t month_count)
{
    size_t n = 0;

    for (size_t i = 0; i < month_count; i++)
        n += line->cells[i] && line->cells[i]->figure.value.ptr && line->cells[i]->figure.numerator > 0;
    return n;
}

/* The rate of people that says something of most months. */
static const struct report_row *
choose_rate(const struct line *lines, size_t count, size_t month_count)
{
    const struct report_row *chosen = NULL;
    size_t most = 1;

    for (size_t i = 0; i < count; i++) {
        const struct report_row *sample = lines[i].sample;
        size_t n = count_months(&lines[i], month_count);

        if (sample->factor != 100 || sample->figure.method.len == 0 || n <= most)
            continue;
        most = n;
        chosen = sample;
    }
    return chosen;
}

/* Its months, a line for each of the first units. */
static void
put_lines(struct sheet *page, const struct sheet *table, const struct line *lines, size_t count, size_t month_count)
{
    const struct report_row *chosen = choose_rate(lines, count, month_count);
    struct sheet_range values[LINES_MOST];
    size_t n = 0;

    for (size_t i = 0; chosen && i < count && n < LINES_MOST; i++)
        if (str_eq(lines[i].sample->figure.indicator, chosen->figure.indicator))
            values[n++] = (struct sheet_range){ MONTH_LEAD, MONTH_LEAD + month_count - 1, i + 1 };
    if (n > 0)
        sheet_put_chart(page, &(struct chart_spec){
            .kind = CHART_LINES, .title = figure_title(chosen), .is_percent = true, .table = table,
            .names = { MONTH_LEAD, MONTH_LEAD + month_count - 1, 0 }, .values = values, .series = n, .by_rows = true });
}

void
months_sheet(struct workbook *workbook, struct sheet *page, const struct ordered_row *rows, size_t count, struct arena *arena)
{
    struct str *months = arena_array(arena, count + 1, sizeof *months);
    struct line *lines = arena_array(arena, count + 1, sizeof *lines);
    size_t month_count = find_months(rows, count, months), line_count = 0;
    const char **headings = arena_array(arena, MONTH_LEAD + month_count, sizeof *headings);
    struct sheet *sheet;

    for (size_t i = 0, n; month_count > 1 && i < count; i += n) {
        n = unit_size(rows + i, count - i);
        line_count += gather_unit(rows + i, n, months, month_count, lines + line_count, arena);
    }
    if (line_count == 0)
        return;
    headings[0] = _("unit");
    headings[1] = _("unit code");
    headings[2] = _("indicator");
    for (size_t i = 0; i < month_count; i++)
        headings[MONTH_LEAD + i] = arena_copy(arena, months[i]).ptr;
    sheet = workbook_table(workbook, _("By month"), headings, MONTH_LEAD + month_count);
    for (size_t i = 0; i < line_count; i++)
        put_line(sheet, &lines[i], month_count, arena);
    put_lines(page, sheet, lines, line_count, month_count);
}
