/* SPDX-License-Identifier: MIT */
#include "cli/report_figures.h"

#include "cli/figure_drawing.h"
#include "cli/figure_text.h"
#include "cli/footnotes.h"
#include "cli/lang.h"
#include "cli/table.h"
#include "cli/trend_text.h"

enum { BAR_CELLS = 10, LONG_BAR_CELLS = 20, TITLE_ROOM = 24 };
enum column { TITLE, VALUE, BAR, FRACTION, PEOPLE, TARGET, VERDICT, PREVIOUS, LAST_YEAR, MONTHS, COLUMNS };

static const enum align columns[COLUMNS] = {
    [TITLE] = ALIGN_LEFT,    [VALUE] = ALIGN_RIGHT,  [BAR] = ALIGN_LEFT,      [FRACTION] = ALIGN_RIGHT, [PEOPLE] = ALIGN_LEFT,
    [TARGET] = ALIGN_RIGHT, [VERDICT] = ALIGN_LEFT, [PREVIOUS] = ALIGN_LEFT, [LAST_YEAR] = ALIGN_LEFT, [MONTHS] = ALIGN_LEFT,
};

/* What has a column; the rest goes into a line below the figure. In Markdown there are neither bars nor lines. */
struct shape {
    bool bar, trends, months;
};

static const struct shape shapes[] = { { true, true, true }, { true, true, false }, { false, true, false }, { false, false, false } };

enum { SHAPES = sizeof shapes / sizeof *shapes };

/* The table that is being filled. */
struct drawing {
    const struct report_view *view;
    const struct shape *shape;
    struct footnotes footnotes;
    struct table table;
    bool has_points;
};

static void
fill_heading(struct drawing *drawing, struct str period)
{
    const char *const texts[COLUMNS] = {
        [TITLE] = _("indicator"),        [VALUE] = _("value"),   [BAR] = "",             [FRACTION] = _("fraction"),
        [PEOPLE] = _("named [between]"), [TARGET] = _("target"), [VERDICT] = _("result"), [MONTHS] = _("by month"),
    };

    for (size_t i = 0; i < COLUMNS; i++)
        drawing->table.heading[i] = (struct cell){ str_of(texts[i]), TONE_QUIET };
    drawing->table.heading[PREVIOUS].text = trend_label(TREND_PREVIOUS, period);
    drawing->table.heading[LAST_YEAR].text = trend_label(TREND_LAST_YEAR, period);
}

/* Does a figure of the same plugin stand in the block that is about these boxes alone? */
static bool
has_own_figure(const struct ordered_row *rows, size_t count, const struct figure_row *figure, const struct strip *strip)
{
    for (size_t i = 0; i < count; i++) {
        struct str detail = rows[i].row->figure.detail;
        struct strip first;

        if (&rows[i].row->figure != figure && str_eq(rows[i].row->figure.plugin, figure->plugin) &&
            strip_next(&detail, &first) && detail.len == 0 && first.every == strip->every &&
            str_eq(first.marks, strip->marks))
            return true;
    }
    return false;
}

/* Several rules taken together show the boxes of those that do not show them themselves. */
static void
add_strips(struct table *table, const struct ordered_row *rows, size_t count, const struct report_row *row)
{
    struct str detail = row->figure.detail;
    struct strip strip;
    bool is_first = true;

    for (; strip_next(&detail, &strip); is_first = false)
        if ((is_first && detail.len == 0) || !has_own_figure(rows, count, &row->figure, &strip))
            table_note(table, figure_strip(row, &strip, table->arena), TONE_PLAIN);
}

/* The official figure that the revised one stands beside; NULL: there was none. */
static const struct report_row *
official_of(const struct ordered_row *rows, size_t i)
{
    const struct figure_row *revised = &rows[i].row->figure, *before = i > 0 ? &rows[i - 1].row->figure : NULL;

    return before && str_eq(before->kind, STR("official")) && str_eq(before->indicator, revised->indicator)
               ? rows[i - 1].row
               : NULL;
}

/* Of a year both comparisons are the same. */
static bool
has_trend(const struct report_row *row, enum trend_against against)
{
    return against == TREND_LAST_YEAR || trend_differs(row->figure.period);
}

static struct trend
find_trend(struct drawing *drawing, const struct report_row *row, enum trend_against against)
{
    struct trend trend = { 0 };

    if (has_trend(row, against))
        trend = trend_of(&drawing->view->trends, row, against, drawing->table.arena);
    drawing->has_points |= trend.state == TREND_KNOWN && trend.is_points && trend.direction != 0;
    return trend;
}

static void
add_trends(struct drawing *drawing, const struct report_row *row, struct cell *cells)
{
    for (enum trend_against against = 0; against < TRENDS; against++) {
        struct trend trend = find_trend(drawing, row, against);

        cells[against == TREND_PREVIOUS ? PREVIOUS : LAST_YEAR] =
            trend_cell(&trend, drawing->view->page.is_ascii, drawing->table.arena);
    }
}

static void
add_piece(struct buf *line, struct str piece)
{
    if (piece.len == 0)
        return;
    if (line->len > 0)
        buf_put_str(line, STR("   "));
    buf_put_str(line, piece);
}

static struct str
months_words(const struct drawing *drawing, const struct report_row *row)
{
    struct arena *arena = drawing->table.arena;
    struct figure_months months = figure_months(&drawing->view->months, row, drawing->view->page.is_ascii, arena);
    struct str highest;

    if (months.line.len == 0)
        return months.line;
    highest = figure_value(months.highest, arena).text;
    return arena_printf(arena, _("by month %.*s at most %.*s"), STR_ARG(months.line), STR_ARG(highest));
}

/* What has no column: "▇▇▇▇▇▇▇▎│   by month ▂▃▁·▇█▁▁▁▂▁▁ at most 12.30 %   vs last year ▲ +2.33". */
static void
add_line(struct drawing *drawing, const struct report_row *row)
{
    const struct page *page = &drawing->view->page;
    struct arena *arena = drawing->table.arena;
    struct buf line = { 0 };

    if (!drawing->shape->bar && !figure_has_boxes(row) && row->figure.numerator != 0) /* of nothing there is no bar to see */
        add_piece(&line, figure_bar(row, LONG_BAR_CELLS, page->is_ascii, arena).text);
    if (!drawing->shape->months)
        add_piece(&line, months_words(drawing, row));
    for (enum trend_against against = 0; !drawing->shape->trends && against < TRENDS; against++) {
        struct trend trend = find_trend(drawing, row, against);

        if (trend.direction != 0) /* a line for everything that stayed as it was would be one for nearly everything */
            add_piece(&line, trend_words(&trend, against, row->figure.period, page->is_ascii, arena));
    }
    while (line.len > 0 && line.ptr[line.len - 1] == ' ')
        line.len--;
    if (line.len > 0)
        table_note(&drawing->table, arena_copy(arena, buf_str(&line)), TONE_PLAIN);
    buf_free(&line);
}

static void
add_drawings(struct drawing *drawing, const struct report_row *row, struct cell *cells)
{
    const struct page *page = &drawing->view->page;

    if (drawing->shape->trends)
        add_trends(drawing, row, cells);
    if (page->is_markdown)
        return;
    if (drawing->shape->bar)
        cells[BAR] = figure_bar(row, BAR_CELLS, page->is_ascii, drawing->table.arena);
    if (drawing->shape->months)
        cells[MONTHS].text = figure_months(&drawing->view->months, row, page->is_ascii, drawing->table.arena).line;
    add_line(drawing, row);
}

/* Under the official figure, what it would be now and by how much that differs. */
static void
add_revised(struct drawing *drawing, const struct report_row *row, const struct report_row *official)
{
    struct table *table = &drawing->table;
    struct cell *cells = table_row(table);
    struct str title = official ? str_of(_("  revised"))
                                : arena_printf(table->arena, _("%.*s, revised"), STR_ARG(figure_title(row)));
    struct str difference = official ? figure_difference(official, row, table->arena) : (struct str){ 0 };

    cells[TITLE].text = footnotes_mark(&drawing->footnotes, title, figure_remarks(row, table->arena));
    cells[VALUE] = figure_value(row, table->arena);
    cells[FRACTION].text = figure_fraction(row, table->arena);
    cells[PEOPLE].text = figure_people(row, table->arena);
    cells[VERDICT] = figure_verdict(row, table->arena);
    if (difference.len > 0)
        table_note(table, arena_printf(table->arena, _("difference %.*s"), STR_ARG(difference)), TONE_PLAIN);
}

static void
add_figure(struct drawing *drawing, const struct ordered_row *rows, size_t count, const struct report_row *row)
{
    struct table *table = &drawing->table;
    struct cell *cells = table_row(table);

    cells[TITLE].text = footnotes_mark(&drawing->footnotes, figure_title(row), figure_remarks(row, table->arena));
    cells[VALUE] = figure_value(row, table->arena);
    cells[FRACTION].text = figure_fraction(row, table->arena);
    cells[PEOPLE].text = figure_people(row, table->arena);
    cells[TARGET].text = figure_target(row, table->arena);
    cells[VERDICT] = figure_verdict(row, table->arena);
    add_drawings(drawing, row, cells);
    if (!str_eq(row->figure.state, STR("no_data")))
        add_strips(table, rows, count, row);
}

static void
fill(struct drawing *drawing, const struct ordered_row *rows, size_t count)
{
    fill_heading(drawing, rows->row->figure.period);
    for (size_t i = 0; i < count; i++)
        if (str_eq(rows[i].row->figure.kind, STR("revised")))
            add_revised(drawing, rows[i].row, official_of(rows, i));
        else
            add_figure(drawing, rows, count, rows[i].row);
    for (size_t i = 0; i < drawing->footnotes.count; i++)
        table_foot(&drawing->table, footnotes_text(&drawing->footnotes, i), TONE_QUIET);
    if (drawing->has_points)
        table_foot(&drawing->table, str_of(_("What rates changed by is in percentage points.")), TONE_QUIET);
}

/* A title may be wrapped to make room, but not to a ribbon. */
static bool
fits(const struct table *table, const struct page *page)
{
    size_t first, width = table_width(table, &first);

    if (first > TITLE_ROOM)
        width -= first - TITLE_ROOM;
    return page->is_markdown || width <= page->width;
}

void
report_figures(struct buf *out, const struct ordered_row *rows, size_t count, const struct report_view *view,
               struct arena *arena)
{
    bool done = false;

    for (size_t i = 0; i < SHAPES && !done; i++) {
        struct drawing drawing = { .view = view, .shape = &shapes[i], .footnotes = { .arena = arena } };

        table_init(&drawing.table, arena, columns, COLUMNS);
        fill(&drawing, rows, count);
        done = fits(&drawing.table, &view->page) || i + 1 == SHAPES;
        if (done)
            table_print(&drawing.table, out, &view->page);
        table_free(&drawing.table);
        footnotes_free(&drawing.footnotes);
    }
}
