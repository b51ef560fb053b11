/* SPDX-License-Identifier: MIT */
#include "cli/table.h"

#include "cli/markdown.h"
#include "lib/base/mem.h"

#include <stdlib.h>

enum { INDENT = 2, NOTE_INDENT = 4, GAP = 2, FIRST_MIN = 14 };

void
table_init(struct table *table, struct arena *arena, const enum align *align, size_t columns)
{
    *table = (struct table){ .arena = arena, .align = align, .columns = columns };
    table->heading = arena_array(arena, columns, sizeof *table->heading);
}

void
table_free(struct table *table)
{
    free(table->rows);
    *table = (struct table){ 0 };
}

static struct table_row *
add_row(struct table *table)
{
    struct table_row *row;

    table->rows = mem_grow(table->rows, table->row_count, &table->row_capacity, sizeof *table->rows);
    row = &table->rows[table->row_count++];
    *row = (struct table_row){ 0 };
    return row;
}

struct cell *
table_row(struct table *table)
{
    struct table_row *row = add_row(table);

    row->cells = arena_array(table->arena, table->columns, sizeof *row->cells);
    return row->cells;
}

void
table_note(struct table *table, struct str text, enum tone tone)
{
    add_row(table)->note = (struct cell){ text, tone };
}

void
table_foot(struct table *table, struct str text, enum tone tone)
{
    struct table_row *row = add_row(table);

    row->note = (struct cell){ text, tone };
    row->is_foot = true;
}

void
table_section(struct table *table, struct str text)
{
    struct table_row *row = add_row(table);

    row->note = (struct cell){ text, TONE_STRONG };
    row->is_section = true;
}

/* How wide each column is, and which is the first that goes to the second line. */
struct layout {
    size_t *widths; /* 0: left out */
    size_t fold;    /* columns: none */
};

static size_t
line_width(const struct table *table, const struct layout *layout, size_t from, size_t to)
{
    size_t width = 0;

    for (size_t i = from; i < to && i < table->columns; i++)
        if (layout->widths[i] > 0)
            width += layout->widths[i] + (width > 0 ? GAP : 0);
    return width + INDENT;
}

static void
widen(size_t *width, const struct cell *cell)
{
    size_t own = columns_width(cell->text);

    if (own > *width)
        *width = own;
}

static void
measure(const struct table *table, struct layout *layout)
{
    for (size_t r = 0; r < table->row_count; r++)
        for (size_t i = 0; table->rows[r].cells && i < table->columns; i++)
            widen(&layout->widths[i], &table->rows[r].cells[i]);
    for (size_t i = 0; i < table->columns; i++)
        if (layout->widths[i] > 0)
            widen(&layout->widths[i], &table->heading[i]);
}

size_t
table_width(const struct table *table, size_t *first)
{
    struct layout layout = { arena_array(table->arena, table->columns, sizeof(size_t)), table->columns };

    measure(table, &layout);
    *first = layout.widths[0];
    return line_width(table, &layout, 0, table->columns);
}

static struct layout
fit(const struct table *table, const struct page *page)
{
    struct layout layout = { arena_array(table->arena, table->columns, sizeof(size_t)), table->columns };
    size_t all;

    measure(table, &layout);
    all = line_width(table, &layout, 0, table->columns);
    if (all > page->width && layout.widths[0] > FIRST_MIN) {
        size_t over = all - page->width, spare = layout.widths[0] - FIRST_MIN;

        layout.widths[0] -= over < spare ? over : spare;
    }
    while (layout.fold > 1 && line_width(table, &layout, 0, layout.fold) > page->width)
        layout.fold--;
    return layout;
}

static void
end_line(struct buf *out, size_t began)
{
    while (out->len > began && out->ptr[out->len - 1] == ' ')
        out->len--;
    if (out->len > began)
        buf_put_byte(out, '\n');
}

static void
put_cell(const struct cell *cell, size_t width, enum align align, struct buf *out, const struct page *page)
{
    enum tone tone = cell->text.len > 0 ? cell->tone : TONE_PLAIN;
    struct str text = cell->text;

    if (width == 0)
        return;
    if (columns_width(text) > width)
        text.len = columns_line(text, width);
    tone_begin(out, page, tone);
    columns_pad(out, text, width, align);
    tone_end(out, page, tone);
    columns_space(out, GAP);
}

static void
put_cells(const struct table *table, const struct layout *layout, const struct cell *cells, size_t from, size_t to,
          struct buf *out, const struct page *page)
{
    size_t began = out->len;

    columns_space(out, from == 0 ? INDENT : NOTE_INDENT);
    for (size_t i = from; i < to; i++) {
        put_cell(&cells[i], layout->widths[i], table->align[i], out, page);
    }
    end_line(out, began);
}

/* The first cell's text from its second line on. */
static void
put_rest_of_first(const struct layout *layout, struct str text, struct buf *out)
{
    while (text.len > 0 && columns_width(text) > layout->widths[0]) {
        text = columns_rest(text, columns_line(text, layout->widths[0]));
        columns_space(out, INDENT);
        columns_put(out, (struct str){ text.ptr, columns_line(text, layout->widths[0]) });
        buf_put_byte(out, '\n');
    }
}

static void
put_line(const struct table *table, const struct layout *layout, const struct cell *cells, struct buf *out,
         const struct page *page)
{
    put_cells(table, layout, cells, 0, layout->fold, out, page);
    put_cells(table, layout, cells, layout->fold, table->columns, out, page);
    put_rest_of_first(layout, cells[0].text, out);
}

static void
put_note(const struct table_row *row, struct buf *out, const struct page *page)
{
    tone_begin(out, page, row->note.tone);
    columns_wrap(out, row->note.text, row->is_section ? 0 : NOTE_INDENT, page->width);
    tone_end(out, page, row->note.tone);
}

static void
print_text(const struct table *table, struct buf *out, const struct page *page)
{
    struct layout layout = fit(table, page);

    put_line(table, &layout, table->heading, out, page);
    for (size_t r = 0; r < table->row_count; r++) {
        if (table->rows[r].cells)
            put_line(table, &layout, table->rows[r].cells, out, page);
        else
            put_note(&table->rows[r], out, page);
    }
}

/* "| 72.66 % ", padded so that the file reads well as it is. */
static void
put_markdown_cell(struct buf *out, struct str text, size_t width, enum align align)
{
    struct buf escaped = { 0 };
    size_t own;

    markdown_put(&escaped, text);
    own = columns_width(buf_str(&escaped));
    buf_put_str(out, STR("| "));
    if (align == ALIGN_RIGHT && own < width)
        columns_space(out, width - own);
    buf_put_str(out, buf_str(&escaped));
    if (align == ALIGN_LEFT && own < width)
        columns_space(out, width - own);
    buf_put_byte(out, ' ');
    buf_free(&escaped);
}

static void
put_markdown_row(const struct table *table, const struct layout *layout, const struct cell *cells, struct buf *out)
{
    for (size_t i = 0; i < table->columns; i++)
        if (layout->widths[i] > 0)
            put_markdown_cell(out, cells[i].text, layout->widths[i], table->align[i]);
    buf_put_str(out, STR("|\n"));
}

static void
put_markdown_rule(const struct table *table, const struct layout *layout, struct buf *out)
{
    for (size_t i = 0; i < table->columns; i++) {
        if (layout->widths[i] == 0)
            continue;
        buf_put_str(out, table->align[i] == ALIGN_LEFT ? STR("| :") : STR("| -"));
        for (size_t n = 2; n < layout->widths[i]; n++)
            buf_put_byte(out, '-');
        buf_put_str(out, table->align[i] == ALIGN_LEFT ? STR("- ") : STR(": "));
    }
    buf_put_str(out, STR("|\n"));
}

/* "- **Something every month**: 1■ 2□ ...": the list has lost the place under its row. */
static void
put_markdown_notes(const struct table *table, struct buf *out)
{
    const struct cell *about = NULL;
    bool has_notes = false;

    for (size_t r = 0; r < table->row_count; r++) {
        const struct table_row *row = &table->rows[r];

        if (row->cells) {
            about = row->cells;
            continue;
        }
        buf_put_str(out, STR("- "));
        if (!row->is_foot && about) {
            buf_put_str(out, STR("**"));
            markdown_put(out, about->text);
            buf_put_str(out, STR("**: "));
        }
        markdown_put(out, row->note.text);
        buf_put_byte(out, '\n');
        has_notes = true;
    }
    if (has_notes)
        buf_put_byte(out, '\n');
}

static bool
has_cells(const struct table *table)
{
    for (size_t r = 0; r < table->row_count; r++)
        if (table->rows[r].cells)
            return true;
    return false;
}

/* What is escaped takes more room. */
static void
widen_for_markdown(const struct table *table, struct layout *layout)
{
    struct buf escaped = { 0 };

    for (size_t r = 0; r <= table->row_count; r++) {
        const struct cell *cells = r < table->row_count ? table->rows[r].cells : table->heading;

        for (size_t i = 0; cells && i < table->columns; i++) {
            escaped.len = 0;
            markdown_put(&escaped, cells[i].text);
            if (layout->widths[i] > 0 && columns_width(buf_str(&escaped)) > layout->widths[i])
                layout->widths[i] = columns_width(buf_str(&escaped));
        }
    }
    buf_free(&escaped);
}

static void
print_markdown(const struct table *table, struct buf *out)
{
    struct layout layout = { arena_array(table->arena, table->columns, sizeof(size_t)), table->columns };

    measure(table, &layout);
    widen_for_markdown(table, &layout);
    if (has_cells(table)) {
        put_markdown_row(table, &layout, table->heading, out);
        put_markdown_rule(table, &layout, out);
        for (size_t r = 0; r < table->row_count; r++)
            if (table->rows[r].cells)
                put_markdown_row(table, &layout, table->rows[r].cells, out);
        buf_put_byte(out, '\n');
    }
    put_markdown_notes(table, out);
}

void
table_print(const struct table *table, struct buf *out, const struct page *page)
{
    if (page->is_markdown)
        print_markdown(table, out);
    else
        print_text(table, out, page);
}
