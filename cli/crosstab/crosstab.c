/* SPDX-License-Identifier: MIT */
#include "cli/crosstab/crosstab.h"

#include "cli/breakdown_table.h"
#include "cli/figure_text.h"
#include "cli/lang.h"
#include "cli/report_footer.h"
#include "cli/table.h"
#include "cli/vocabulary.h"

#include <stdlib.h>

enum { GAP = 2, INDENT = 2, HEADING_ROOM = 14, HEADING_LINES = 6 };

/* One table: the first cell of each column, in order. */
struct grid {
    const struct selection *selection;
    size_t from, count; /* its cells */
    const struct ordered_row **columns;
    size_t column_count;
    const struct page *page;
    struct arena *arena;
};

/* ---- names ---- */

static struct str
with_code(struct str name, struct str code, struct arena *arena)
{
    return str_eq(name, code) ? code : arena_printf(arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(code));
}

static struct str
total_name(const struct axes *axes, enum axis axis, const struct report_row *row, bool is_long, struct arena *arena)
{
    if (axis >= AXIS_MONTH)
        return row->figure.period;
    if (axis == AXIS_TEAM && !axes_have(axes, AXIS_UNIT))
        return is_long ? with_code(figure_unit_name(row), row->figure.unit, arena) : figure_unit_name(row);
    return str_of(_("whole unit"));
}

/* long: with the code, for a row; else for a column. */
static struct str
name_on(const struct axes *axes, enum axis axis, const struct ordered_row *cell, bool is_long, struct arena *arena)
{
    const struct report_row *row = cell->row;
    struct ordered_row named = *cell;

    if (selection_is_total(axes, axis, row))
        return total_name(axes, axis, row, is_long, arena);
    switch (axis) {
    case AXIS_UNIT:
        return is_long ? with_code(figure_unit_name(row), row->figure.unit, arena) : figure_unit_name(row);
    case AXIS_TEAM:
    case AXIS_CATEGORY:
    case AXIS_GROUP:
        return breakdown_name(&named, arena);
    case AXIS_INDICATOR:
        return figure_title(row);
    default:
        return row->figure.period;
    }
}

static struct str
label_of(enum axis axis)
{
    switch (axis) {
    case AXIS_UNIT:
        return str_of(_("unit"));
    case AXIS_TEAM:
        return str_of(breakdown_label(BREAKDOWN_TEAM));
    case AXIS_CATEGORY:
        return str_of(breakdown_label(BREAKDOWN_CATEGORY));
    case AXIS_GROUP:
        return str_of(breakdown_label(BREAKDOWN_GROUP));
    case AXIS_INDICATOR:
        return str_of(_("indicator"));
    default:
        return str_of(_("period"));
    }
}

/* How deep the row's name stands below the others'. */
static size_t
depth_of(const struct grid *grid, const struct ordered_row *cell)
{
    const struct axes *axes = grid->selection->axes;
    int least = cell->row->unit_depth;

    if (axes->rows == AXIS_TEAM)
        return !selection_is_total(axes, AXIS_TEAM, cell->row);
    if (axes->rows != AXIS_UNIT)
        return 0;
    for (size_t i = 0; i < grid->count; i++)
        if (grid->selection->cells[grid->from + i].row->unit_depth < least)
            least = grid->selection->cells[grid->from + i].row->unit_depth;
    return (size_t)(cell->row->unit_depth - least);
}

/* Of a table in Markdown spaces would be lost. */
static struct str
row_name(const struct grid *grid, const struct ordered_row *cell)
{
    struct str name = name_on(grid->selection->axes, grid->selection->axes->rows, cell, true, grid->arena);
    size_t depth = grid->page->is_markdown ? 0 : depth_of(grid, cell);

    return depth > 0 ? arena_printf(grid->arena, "%*s%.*s", (int)(2 * depth), "", STR_ARG(name)) : name;
}

/* ---- cells ---- */

static struct cell
value_cell(const struct report_row *row, struct arena *arena)
{
    const struct figure_row *figure = &row->figure;
    struct cell cell = figure_value(row, arena);
    const char *sign = !figure->has_met ? "–" : figure->met ? "✓" : "✗";

    if (str_eq(figure->state, STR("no_data")))
        return (struct cell){ STR("·"), TONE_QUIET };
    if (cell.tone == TONE_STRONG)
        cell.tone = !figure->has_met ? TONE_PLAIN : figure->met ? TONE_GOOD : TONE_BAD;
    if (figure->target.len > 0)
        cell.text = arena_printf(arena, "%.*s %s", STR_ARG(cell.text), sign);
    return cell;
}

/* ---- columns ---- */

static int
compare_columns(const void *left, const void *right, void *context)
{
    const struct axes *axes = context;

    return selection_compare(axes, axes->columns, *(const struct ordered_row *const *)left, *(const struct ordered_row *const *)right);
}

static void
find_columns(struct grid *grid)
{
    const struct axes *axes = grid->selection->axes;
    size_t kept = 0;

    grid->columns = arena_array(grid->arena, grid->count, sizeof *grid->columns);
    for (size_t i = 0; i < grid->count; i++)
        grid->columns[i] = &grid->selection->cells[grid->from + i];
    qsort_r(grid->columns, grid->count, sizeof *grid->columns, compare_columns, (void *)axes);
    for (size_t i = 0; i < grid->count; i++)
        if (kept == 0 || selection_compare(axes, axes->columns, grid->columns[kept - 1], grid->columns[i]) != 0)
            grid->columns[kept++] = grid->columns[i];
    grid->column_count = kept;
}

static size_t
column_of(const struct grid *grid, const struct ordered_row *cell)
{
    const struct axes *axes = grid->selection->axes;
    size_t low = 0, high = grid->column_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (selection_compare(axes, axes->columns, grid->columns[middle], cell) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The widest word of those that are not broken. */
static size_t
longest_word(struct str text)
{
    size_t longest = 0;

    while (text.len > 0) {
        const char *space = memchr(text.ptr, ' ', text.len);
        struct str word = { text.ptr, space ? (size_t)(space - text.ptr) : text.len };

        if (columns_width(word) == word.len && word.len > longest && word.len <= HEADING_ROOM)
            longest = word.len;
        text = columns_rest(text, word.len);
    }
    return longest;
}

/* A long heading is broken into lines of about the same length, so that it does not widen its column. */
static size_t
break_heading(struct str text, const struct page *page, struct str lines[HEADING_LINES])
{
    size_t width = columns_width(text), parts = page->is_markdown ? 1 : (width + HEADING_ROOM - 1) / HEADING_ROOM;
    size_t room = parts > 1 ? (width + parts - 1) / parts + 1 : width, count = 0;
    size_t word = longest_word(text);

    if (room < word)
        room = word;
    while (text.len > 0 && count < HEADING_LINES) {
        size_t len = count + 1 < HEADING_LINES ? columns_line(text, room) : text.len;

        lines[count++] = (struct str){ text.ptr, len };
        text = columns_rest(text, len);
    }
    return count;
}

static size_t
widest(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* How wide each column is, its heading broken. */
static size_t *
measure(const struct grid *grid)
{
    const struct axes *axes = grid->selection->axes;
    size_t *widths = arena_array(grid->arena, grid->column_count, sizeof *widths);

    for (size_t i = 0; i < grid->count; i++) {
        const struct ordered_row *cell = &grid->selection->cells[grid->from + i];
        size_t column = column_of(grid, cell);

        widths[column] = widest(widths[column], columns_width(value_cell(cell->row, grid->arena).text));
    }
    for (size_t i = 0; i < grid->column_count; i++) {
        struct str lines[HEADING_LINES];
        size_t count = break_heading(name_on(axes, axes->columns, grid->columns[i], false, grid->arena), grid->page, lines);

        while (count-- > 0)
            widths[i] = widest(widths[i], columns_width(lines[count]));
    }
    return widths;
}

static size_t
names_width(const struct grid *grid)
{
    size_t width = columns_width(label_of(grid->selection->axes->rows));

    for (size_t i = 0; i < grid->count; i += selection_row(grid->selection, grid->from + i))
        width = widest(width, columns_width(row_name(grid, &grid->selection->cells[grid->from + i])));
    return width;
}

/* How many columns, from one on, fit beside the names: at least one. */
static size_t
block_size(const struct grid *grid, const size_t *widths, size_t names, size_t from)
{
    size_t width = INDENT + names, n = 0;

    if (grid->page->is_markdown)
        return grid->column_count - from;
    while (from + n < grid->column_count && (n == 0 || width + GAP + widths[from + n] <= grid->page->width))
        width += GAP + widths[from + n++];
    return n;
}

/* ---- the table ---- */

/* The lines of the headings end at the bottom. */
static void
fill_headings(struct table *table, const struct grid *grid, size_t from, size_t columns)
{
    const struct axes *axes = grid->selection->axes;
    struct str(*lines)[HEADING_LINES] = arena_array(grid->arena, columns, sizeof *lines);
    size_t *counts = arena_array(grid->arena, columns, sizeof *counts), most = 1;

    for (size_t i = 0; i < columns; i++) {
        struct str name = name_on(axes, axes->columns, grid->columns[from + i], false, grid->arena);

        counts[i] = break_heading(name, grid->page, lines[i]);
        most = widest(most, counts[i]);
    }
    for (size_t line = 0; line < most; line++) {
        struct cell *cells = line == 0 ? table->heading : table_row(table);

        cells[0] = (struct cell){ line + 1 == most ? label_of(axes->rows) : (struct str){ 0 }, TONE_QUIET };
        for (size_t i = 0; i < columns; i++)
            if (line + counts[i] >= most)
                cells[i + 1] = (struct cell){ lines[i][line + counts[i] - most], TONE_QUIET };
    }
}

static void
fill_row(struct table *table, const struct grid *grid, size_t first, size_t count, size_t from, size_t columns)
{
    const struct ordered_row *cells = &grid->selection->cells[first];
    struct cell *line = table_row(table);

    line[0].text = row_name(grid, cells);
    if (selection_is_total(grid->selection->axes, grid->selection->axes->rows, cells->row))
        line[0].tone = TONE_STRONG;
    for (size_t i = 0; i < count; i++) {
        size_t column = column_of(grid, &cells[i]);

        if (column >= from && column < from + columns)
            line[column - from + 1] = value_cell(cells[i].row, grid->arena);
    }
}

static void
put_block(struct buf *out, const struct grid *grid, size_t from, size_t columns)
{
    enum align *align = arena_array(grid->arena, columns + 1, sizeof *align);
    struct table table;

    for (size_t i = 1; i <= columns; i++)
        align[i] = ALIGN_RIGHT;
    table_init(&table, grid->arena, align, columns + 1);
    fill_headings(&table, grid, from, columns);
    for (size_t i = 0, n; i < grid->count; i += n) {
        n = selection_row(grid->selection, grid->from + i);
        fill_row(&table, grid, grid->from + i, n, from, columns);
    }
    table_print(&table, out, grid->page);
    table_free(&table);
}

static void
add_piece(struct buf *heading, struct str piece)
{
    buf_printf(heading, "%s%.*s", heading->len > 0 ? "  " : "", STR_ARG(piece));
}

/* What all of the table is about. */
static void
put_heading(struct buf *out, const struct grid *grid)
{
    const struct axes *axes = grid->selection->axes;
    const struct ordered_row *cell = &grid->selection->cells[grid->from];
    struct buf heading = { 0 };
    enum period_kind kind;

    if (!axes_have(axes, AXIS_INDICATOR))
        add_piece(&heading, figure_title(cell->row));
    if (!axes_have(axes, AXIS_UNIT) && !axes_have(axes, AXIS_TEAM))
        add_piece(&heading, with_code(figure_unit_name(cell->row), cell->row->figure.unit, grid->arena));
    if (cell->breakdown != BREAKDOWN_NONE && !axes_have(axes, AXIS_TEAM) && !axes_have(axes, AXIS_CATEGORY) && !axes_have(axes, AXIS_GROUP))
        add_piece(&heading, breakdown_name(cell, grid->arena));
    if (!axes_periods(axes, &kind))
        add_piece(&heading, words_of_period(cell->row->figure.period, grid->arena));
    if (heading.len > 0)
        page_heading(out, buf_str(&heading), 2, grid->page);
    buf_free(&heading);
}

static void
put_grid(struct buf *out, struct grid *grid)
{
    size_t *widths, names;

    find_columns(grid);
    widths = measure(grid);
    names = names_width(grid);
    put_heading(out, grid);
    for (size_t from = 0, n; from < grid->column_count; from += n) {
        n = block_size(grid, widths, names, from);
        put_block(out, grid, from, n);
        page_gap(out, grid->page);
    }
}

static void
put_signs(struct buf *out, const struct selection *selection, const struct page *page, struct arena *arena)
{
    bool has_target = false, has_no_data = false;

    for (size_t i = 0; i < selection->count; i++) {
        has_target |= selection->cells[i].row->figure.target.len > 0;
        has_no_data |= str_eq(selection->cells[i].row->figure.state, STR("no_data"));
    }
    if (!has_target && has_no_data)
        page_line(out, str_of(_("· no data")), 0, TONE_QUIET, page);
    if (has_target)
        page_line(out, str_of(_("✓ met, ✗ missed, – not known, · no data; without a sign: no target")), 0, TONE_QUIET, page);
    if (selection->left_out > 0)
        page_line(out,
                  arena_printf(arena,
                               ngettext("%zu more indicator, without a target: --indicator NAME shows it",
                                        "%zu more indicators, without a target: --indicator NAME shows them", selection->left_out),
                               selection->left_out),
                  0, TONE_QUIET, page);
}

void
crosstab_print(struct buf *out, const struct selection *selection, const struct page *page, struct arena *arena)
{
    struct report_row *rows = arena_array(arena, selection->count, sizeof *rows);

    if (selection->count == 0) {
        page_line(out, str_of(_("There are no such figures.")), 0, TONE_PLAIN, page);
        return;
    }
    for (size_t i = 0, n; i < selection->count; i += n) {
        struct grid grid = { .selection = selection, .from = i, .page = page, .arena = arena };

        n = grid.count = selection_table(selection, i);
        put_grid(out, &grid);
    }
    for (size_t i = 0; i < selection->count; i++)
        rows[i] = *selection->cells[i].row;
    put_signs(out, selection, page, arena);
    report_footer(out, rows, selection->count, page, arena);
}
