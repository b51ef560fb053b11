/* SPDX-License-Identifier: MIT */
#include "cli/report_text.h"

#include "cli/breakdown_table.h"
#include "cli/figure_text.h"
#include "cli/footnotes.h"
#include "cli/lang.h"
#include "cli/vocabulary.h"

enum column { TITLE, VALUE, FRACTION, PEOPLE, TARGET, VERDICT, COLUMNS };

static const enum align columns[COLUMNS] = {
    [TITLE] = ALIGN_LEFT,  [VALUE] = ALIGN_RIGHT,  [FRACTION] = ALIGN_RIGHT,
    [PEOPLE] = ALIGN_LEFT, [TARGET] = ALIGN_RIGHT, [VERDICT] = ALIGN_LEFT,
};

static void
fill_heading(struct table *table)
{
    const char *const texts[COLUMNS] = {
        [TITLE] = _("indicator"),        [VALUE] = _("value"),   [FRACTION] = _("fraction"),
        [PEOPLE] = _("named [between]"), [TARGET] = _("target"), [VERDICT] = _("result"),
    };

    for (size_t i = 0; i < COLUMNS; i++)
        table->heading[i] = (struct cell){ str_of(texts[i]), TONE_QUIET };
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

static bool
is_revised(const struct report_row *row)
{
    return str_eq(row->figure.kind, STR("revised"));
}

/* Under the official figure, what it would be now and by how much that differs. */
static void
add_revised(struct table *table, const struct report_row *row, const struct report_row *official, struct footnotes *footnotes)
{
    struct cell *cells = table_row(table);
    struct str title = official ? str_of(_("  revised"))
                                : arena_printf(table->arena, _("%.*s, revised"), STR_ARG(figure_title(row)));
    struct str difference = official ? figure_difference(official, row, table->arena) : (struct str){ 0 };

    cells[TITLE].text = footnotes_mark(footnotes, title, figure_remarks(row, table->arena));
    cells[VALUE] = figure_value(row, table->arena);
    cells[FRACTION].text = figure_fraction(row, table->arena);
    cells[PEOPLE].text = figure_people(row, table->arena);
    cells[VERDICT] = figure_verdict(row, table->arena);
    if (difference.len > 0)
        table_note(table, arena_printf(table->arena, _("difference %.*s"), STR_ARG(difference)), TONE_PLAIN);
}

static void
add_figure(struct table *table, const struct ordered_row *rows, size_t count, const struct report_row *row,
           struct footnotes *footnotes)
{
    struct cell *cells = table_row(table);

    cells[TITLE].text = footnotes_mark(footnotes, figure_title(row), figure_remarks(row, table->arena));
    cells[VALUE] = figure_value(row, table->arena);
    cells[FRACTION].text = figure_fraction(row, table->arena);
    cells[PEOPLE].text = figure_people(row, table->arena);
    cells[TARGET].text = figure_target(row, table->arena);
    cells[VERDICT] = figure_verdict(row, table->arena);
    if (!str_eq(row->figure.state, STR("no_data")))
        add_strips(table, rows, count, row);
}

static void
put_figures(struct buf *out, const struct ordered_row *rows, size_t count, const struct report_view *view,
            struct arena *arena)
{
    struct footnotes footnotes = { .arena = arena };
    struct table table;

    table_init(&table, arena, columns, COLUMNS);
    fill_heading(&table);
    for (size_t i = 0; i < count; i++)
        if (is_revised(rows[i].row))
            add_revised(&table, rows[i].row, official_of(rows, i), &footnotes);
        else
            add_figure(&table, rows, count, rows[i].row, &footnotes);
    for (size_t i = 0; i < footnotes.count; i++)
        table_note(&table, footnotes_text(&footnotes, i), TONE_QUIET);
    table_print(&table, out, &view->page);
    table_free(&table);
    footnotes_free(&footnotes);
}

static void
put_line(struct buf *out, struct str text, size_t indent, enum tone tone, const struct page *page)
{
    tone_begin(out, page, tone);
    columns_wrap(out, text, indent, page->width);
    tone_end(out, page, tone);
}

/* "腰鼓队 (yaogu)", and all figures of that team below. */
static void
put_in_full(struct buf *out, const struct ordered_row *rows, size_t count, const struct report_view *view,
            struct arena *arena)
{
    for (size_t i = 0, n; i < count; i += n) {
        struct str name = breakdown_name(&rows[i], arena);
        const char *label = breakdown_label(rows[i].breakdown);

        n = ordered_code(rows + i, count - i);
        buf_put_byte(out, '\n');
        put_line(out, arena_printf(arena, "%s: %.*s", label, STR_ARG(name)), 2, TONE_STRONG, &view->page);
        put_figures(out, rows + i, n, view, arena);
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
    put_line(out, arena_printf(arena, "%.*s  %.*s", STR_ARG(name), STR_ARG(period)), 0, TONE_STRONG, page);
}

/* One table for many codes has room for one kind of figure: the official ones where there are any. */
static void
put_breakdown(struct buf *out, const struct ordered_row *rows, size_t count, const struct report_view *view,
              struct arena *arena)
{
    struct ordered_row *kept = arena_array(arena, count, sizeof *kept);
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (!is_revised(rows[i].row))
            kept[n++] = rows[i];
    if (n > 0)
        breakdown_table(out, kept, n, view->has_all_indicators, &view->page, arena);
}

/* What stands now is of one moment; official figures are of their own. */
static const struct report_row *
latest(const struct report_row *rows, size_t count)
{
    const struct report_row *found = rows;

    for (size_t i = 1; i < count; i++)
        if (rows[i].as_of > found->as_of)
            found = &rows[i];
    return found;
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
            put_figures(out, rows + i, n, view, arena);
        else if (view->in_full[breakdown])
            put_in_full(out, rows + i, n, view, arena);
        else
            put_breakdown(out, rows + i, n, view, arena);
    }
    buf_put_byte(out, '\n');
}

/* Is there anything hidden? And the sign for small numbers, if it is anywhere. */
static bool
has_hidden(const struct report_row *rows, size_t count, struct str *small)
{
    bool found = false;

    *small = (struct str){ 0 };
    for (size_t i = 0; i < count; i++) {
        found |= rows[i].hidden.ptr != NULL;
        if (str_starts(rows[i].hidden, STR("<")))
            *small = rows[i].hidden;
    }
    return found;
}

static void
put_legend(struct buf *out, const struct report_row *rows, size_t count, const struct page *page, struct arena *arena)
{
    struct str small;

    if (!has_hidden(rows, count, &small))
        return;
    if (small.ptr)
        put_line(out, arena_printf(arena, _("%.*s: so few that somebody could be recognised. *: hidden, so that nobody can "
                                            "work out such a number from it."), STR_ARG(small)), 0, TONE_QUIET, page);
    else
        put_line(out, str_of(_("*: hidden, for so few people could be recognised, or worked out from it.")), 0, TONE_QUIET,
                 page);
}

void
report_text(struct buf *out, const struct report_row *rows, size_t count, const struct report_view *view,
            struct arena *arena)
{
    struct ordered_row *ordered = report_order(rows, count, arena);
    const struct report_row *last = latest(rows, count);

    if (count == 0) {
        buf_printf(out, "%s\n", _("There are no such figures."));
        return;
    }
    for (size_t i = 0, n; i < count; i += n) {
        n = ordered_block(ordered + i, count - i);
        put_block(out, ordered + i, n, view, arena);
    }
    put_legend(out, rows, count, &view->page, arena);
    put_line(out, arena_printf(arena, _("As of %.*s, log position %llu."), STR_ARG(last->day),
                               (unsigned long long)last->as_of), 0, TONE_QUIET, &view->page);
}
