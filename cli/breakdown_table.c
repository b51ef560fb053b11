/* SPDX-License-Identifier: MIT */
#include "cli/breakdown_table.h"

#include "cli/figure_text.h"
#include "cli/lang.h"
#include "cli/vocabulary.h"
#include "lib/base/codebook.h"

#include <stdlib.h>

enum { NAME_ROOM = 24, FIGURE_ROOM = 24, FIGURES_MAX = 15, VALUE_WIDTH = 8 };

const char *
breakdown_label(enum breakdown breakdown)
{
    switch (breakdown) {
    case BREAKDOWN_CATEGORY:
        return _("category");
    case BREAKDOWN_GROUP:
        return _("group");
    case BREAKDOWN_TEAM:
        return _("team");
    default:
        return "";
    }
}

struct str
breakdown_plain_name(const struct ordered_row *row)
{
    struct str name = { 0 };

    if (row->breakdown == BREAKDOWN_TEAM)
        name = row->row->team_name;
    else if (row->breakdown == BREAKDOWN_CATEGORY)
        name = word_of_category(row->code);
    else if (row->breakdown == BREAKDOWN_GROUP)
        name = word_of_group(row->code);
    return name.len > 0 ? name : row->code;
}

struct str
breakdown_name(const struct ordered_row *row, struct arena *arena)
{
    struct str name = breakdown_plain_name(row);

    if (str_eq(name, row->code))
        return row->code;
    return arena_printf(arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(row->code));
}

/* The indicators that get a column, by number. */
static void
choose_indicators(const struct ordered_row *rows, size_t count, bool all, struct codebook *chosen)
{
    for (size_t i = 0; i < count; i++)
        if (all || rows[i].row->figure.method.len > 0)
            codebook_add(chosen, rows[i].row->figure.indicator);
}

/* " 72.66 %  2325/3200": the values of a column end below each other. */
static struct cell
short_figure(const struct report_row *row, struct arena *arena)
{
    struct cell cell = figure_value(row, arena);
    struct str fraction = figure_fraction(row, arena);
    struct buf text = { 0 };

    if (columns_width(cell.text) < VALUE_WIDTH)
        columns_pad(&text, cell.text, VALUE_WIDTH, ALIGN_RIGHT);
    else
        columns_put(&text, cell.text);
    if (fraction.len > 0)
        buf_printf(&text, "  %.*s", STR_ARG(fraction));
    cell.text = arena_copy(arena, buf_str(&text));
    cell.tone = TONE_PLAIN;
    buf_free(&text);
    return cell;
}

/* Fills the columns of indicators [from, from + n); false when the code has none of them. */
static bool
add_code(struct table *table, const struct ordered_row *rows, size_t count, const struct codebook *chosen, size_t from)
{
    struct cell *cells = NULL;

    for (size_t i = 0; i < count; i++) {
        uint32_t number = codebook_find(chosen, rows[i].row->figure.indicator);

        if (number == CODE_NONE || number < from || number - from >= table->columns - 1)
            continue;
        if (!cells)
            cells = table_row(table);
        table->heading[number - from + 1] = (struct cell){ figure_title(rows[i].row), TONE_QUIET };
        cells[number - from + 1] = short_figure(rows[i].row, table->arena);
    }
    if (cells)
        cells[0].text = breakdown_name(rows, table->arena);
    return cells != NULL;
}

/*
 * A category has rows for the whole year when it has a session in one month: the
 * months without one would fill the page.  A team or group without data is
 * something to see.
 */
static bool
is_worth_a_line(const struct ordered_row *rows, size_t count)
{
    bool has_data = rows->breakdown != BREAKDOWN_CATEGORY;

    for (size_t i = 0; i < count; i++)
        has_data = has_data || !str_eq(rows[i].row->figure.state, STR("no_data"));
    return has_data;
}

static void
put_columns(struct buf *out, const struct ordered_row *rows, size_t count, const struct codebook *chosen, size_t from,
            size_t columns, const struct page *page, struct arena *arena)
{
    static const enum align align[FIGURES_MAX + 1] = { ALIGN_LEFT };
    bool has_rows = false;
    struct table table;

    table_init(&table, arena, align, columns + 1);
    table.heading[0] = (struct cell){ str_of(breakdown_label(rows->breakdown)), TONE_QUIET };
    for (size_t i = 0, n; i < count; i += n) {
        n = ordered_code(rows + i, count - i);
        if (is_worth_a_line(rows + i, n))
            has_rows |= add_code(&table, rows + i, n, chosen, from);
    }
    if (has_rows) {
        page_gap(out, page);
        table_print(&table, out, page);
    }
    table_free(&table);
}

void
breakdown_table(struct buf *out, const struct ordered_row *rows, size_t count, bool all, const struct page *page,
                struct arena *arena)
{
    size_t beside = page->width > NAME_ROOM + FIGURE_ROOM ? (page->width - NAME_ROOM) / FIGURE_ROOM : 1;
    struct codebook chosen = { 0 };

    if (beside > FIGURES_MAX || page->is_markdown)
        beside = FIGURES_MAX;
    choose_indicators(rows, count, all, &chosen);
    for (size_t from = 0; from < chosen.count; from += beside) {
        size_t left = chosen.count - from;

        put_columns(out, rows, count, &chosen, from, left < beside ? left : beside, page, arena);
    }
    codebook_free(&chosen);
}
