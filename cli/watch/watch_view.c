/* SPDX-License-Identifier: MIT */
#include "cli/watch/watch_view.h"

#include "cli/columns.h"
#include "cli/figure_text.h"
#include "cli/json_read.h"
#include "cli/lang.h"
#include "lib/base/clock.h"

#include <stdio.h>
#include <string.h>

enum { EVENTS_SHOWN = 4, FAULTS_SHOWN = 2 };
enum column { COLUMN_TITLE, COLUMN_VALUE, COLUMN_PEOPLE, COLUMN_VERDICT, COLUMN_CHANGE, COLUMNS };

static const enum align aligns[COLUMNS] = { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_LEFT, ALIGN_RIGHT };

static long long
number(const json_t *news, const char *key)
{
    return json_integer_value(json_object_get(news, key));
}

/* One line of at most so many columns. */
static void
put_line(struct buf *out, struct str line, size_t width)
{
    struct buf harmless = { 0 };

    columns_put(&harmless, line);
    buf_put(out, harmless.ptr, columns_fit(buf_str(&harmless), width));
    buf_put_byte(out, '\n');
    buf_free(&harmless);
}

/* A number is whole or not there. */
static void
add_if_it_fits(struct buf *line, const char *text, size_t width)
{
    if (columns_width(buf_str(line)) + columns_width(str_of(text)) <= width)
        buf_put_str(line, str_of(text));
}

static void
put_heading(struct buf *out, const struct watch_state *state, size_t width, const struct page *page)
{
    const json_t *news = state->link.news;
    const char *day = json_string_value(json_object_get(news, "day"));
    struct buf line = { 0 };
    char text[80];

    buf_printf(&line, "Turnout  %s  ", day ? day : "");
    buf_printf(&line, _("log %lld   figures %lld   %llu events/s"), number(news, "log"), number(news, "published"),
               (unsigned long long)rate_of(&state->rate, clock_ms()));
    snprintf(text, sizeof text, _("   sessions %lld"), number(news, "sessions"));
    add_if_it_fits(&line, text, width);
    snprintf(text, sizeof text, _("   persons %lld"), number(news, "persons"));
    add_if_it_fits(&line, text, width);
    tone_begin(out, page, TONE_STRONG);
    put_line(out, buf_str(&line), width);
    tone_end(out, page, TONE_STRONG);
    buf_free(&line);
}

static void
put_note(struct buf *out, const struct watch_state *state, size_t width)
{
    struct buf line = { 0 };

    if (state->is_lost)
        buf_printf(&line, _("✗ the daemon is gone since %s: trying to reach it again"), state->lost_at);
    else if (state->trouble.code != ERR_NONE)
        buf_printf(&line, "✗ %s", state->trouble.text);
    else if (state->was_lost)
        buf_printf(&line, _("✓ the daemon is back; it was gone at %s"), state->lost_at);
    put_line(out, buf_str(&line), width);
    buf_free(&line);
}

/* ---- figures ---- */

static struct str
change_of(const struct watch_state *state, const struct report_row *row, struct arena *arena)
{
    const struct report_row *first = figure_list_find(&state->figures.first, row);

    if (!first || figure_rows_agree(first, row))
        return (struct str){ 0 };
    if (first->hidden.ptr || row->hidden.ptr)
        return STR("*");
    return figure_difference(first, row, arena);
}

static void
add_row(struct table *table, const struct watch_state *state, const struct report_row *row)
{
    const struct report_row *before = figure_list_find(&state->figures.before, row);
    struct cell *cells = table_row(table);

    cells[COLUMN_TITLE] = (struct cell){ figure_title(row), TONE_PLAIN };
    cells[COLUMN_VALUE] = figure_value(row, table->arena);
    if (before && !figure_rows_agree(before, row))
        cells[COLUMN_VALUE].text = arena_printf(table->arena, "› %.*s", STR_ARG(cells[COLUMN_VALUE].text));
    cells[COLUMN_PEOPLE].text = figure_people(row, table->arena);
    cells[COLUMN_VERDICT] = figure_verdict(row, table->arena);
    cells[COLUMN_CHANGE].text = change_of(state, row, table->arena);
}

static bool
is_first_of_unit(const struct figure_list *list, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (str_eq(list->rows[i].figure.unit, list->rows[at].figure.unit) && str_eq(list->rows[i].figure.period, list->rows[at].figure.period))
            return false;
    return true;
}

/* The rows come by indicator; people look unit by unit. */
static void
add_unit(struct table *table, const struct watch_state *state, size_t at)
{
    const struct figure_list *now = &state->figures.now;
    const struct report_row *head = &now->rows[at];
    struct str name = figure_unit_name(head), period = head->figure.period;

    table_section(table, arena_printf(table->arena, "%.*s %.*s", STR_ARG(name), STR_ARG(period)));
    for (size_t i = at; i < now->count; i++)
        if (str_eq(now->rows[i].figure.unit, head->figure.unit) && str_eq(now->rows[i].figure.period, head->figure.period))
            add_row(table, state, &now->rows[i]);
}

/* In one table, so that the columns of all units stand below each other. */
static void
put_figures(struct buf *out, const struct watch_state *state, const struct page *page)
{
    const struct figure_list *now = &state->figures.now;
    struct arena arena = { 0 };
    struct table table;

    if (now->count == 0)
        buf_printf(out, "%s\n", _("there are no figures yet"));
    table_init(&table, &arena, aligns, COLUMNS);
    for (size_t i = 0; i < now->count; i++)
        if (is_first_of_unit(now, i))
            add_unit(&table, state, i);
    table_print(&table, out, page);
    table_free(&table);
    arena_free(&arena);
}

/* ---- below them ---- */

static void
put_events(struct buf *out, const json_t *news, size_t width)
{
    const json_t *event;
    size_t i;

    json_array_foreach(json_object_get(news, "last"), i, event) {
        struct buf line = { 0 };
        if (i == EVENTS_SHOWN)
            break;
        buf_printf(&line, "%9lld  %s  %s", number(event, "seq"), json_string_value(json_object_get(event, "type")),
                   json_string_value(json_object_get(event, "source")));
        put_line(out, buf_str(&line), width);
        buf_free(&line);
    }
}

static void
put_faults(struct buf *out, const json_t *news, size_t width)
{
    const json_t *fault;
    size_t i;

    json_array_foreach(json_object_get(news, "faults"), i, fault) {
        struct buf line = { 0 };
        if (i == FAULTS_SHOWN)
            break;
        buf_printf(&line, "✗ %s: %s", json_string_value(json_object_get(fault, "plugin")),
                   json_string_value(json_object_get(fault, "message")));
        put_line(out, buf_str(&line), width);
        buf_free(&line);
    }
}

static size_t
count_lines(struct str text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == '\n';
    return count;
}

/* The first lines that there is room for, and how many are left out. */
static void
put_first_lines(struct buf *out, struct str text, size_t room)
{
    size_t lines = count_lines(text), shown = lines <= room ? lines : room > 0 ? room - 1 : 0;

    for (size_t i = 0; i < shown; i++) {
        const char *end = memchr(text.ptr, '\n', text.len);
        size_t len = (size_t)(end - text.ptr) + 1;
        buf_put(out, text.ptr, len);
        text.ptr += len;
        text.len -= len;
    }
    for (size_t i = lines; i < room; i++)
        buf_put_byte(out, '\n');
    if (lines > room)
        buf_printf(out, ngettext("  … %zu line more: --unit and --indicator choose\n", "  … %zu lines more: --unit and --indicator choose\n",
                                 lines - shown),
                   lines - shown);
}

void
watch_view(struct buf *out, const struct watch_state *state, size_t width, size_t height, bool has_colour)
{
    const struct page page = { .width = width - 1, .has_colour = has_colour }; /* the last column would break the line */
    struct buf figures = { 0 }, below = { 0 };
    size_t used;

    put_heading(out, state, page.width, &page);
    put_note(out, state, page.width);
    put_figures(&figures, state, &page);
    put_faults(&below, state->link.news, page.width);
    put_events(&below, state->link.news, page.width);
    put_line(&below, str_of(_("q ends it. › changed just now; on the right by how much since it was begun")), page.width);
    used = count_lines(buf_str(out)) + count_lines(buf_str(&below));
    put_first_lines(out, buf_str(&figures), height > used ? height - used : 0);
    buf_put_str(out, buf_str(&below));
    buf_free(&figures);
    buf_free(&below);
}
