/* SPDX-License-Identifier: MIT */
#include "cli/explain_text.h"

#include "cli/explain_lists.h"
#include "cli/explain_words.h"
#include "cli/figure_text.h"
#include "cli/json_read.h"
#include "cli/lang.h"
#include "cli/vocabulary.h"

static void
put_line(struct buf *out, struct str text, enum tone tone, const struct page *page)
{
    if (text.len == 0)
        return;
    tone_begin(out, page, tone);
    columns_wrap(out, text, 0, page->width);
    tone_end(out, page, tone);
}

/* A list of words joined by spaces, as the pieces of a report read it. */
static struct str
joined(const json_t *list, struct arena *arena)
{
    struct buf text = { 0 };
    struct str copy;
    const json_t *word;
    size_t i;

    json_array_foreach(list, i, word)
        buf_printf(&text, "%s%s", text.len ? " " : "", json_string_value(word));
    copy = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

static struct str
notes_of(const json_t *figure, struct arena *arena)
{
    struct buf text = { 0 };
    struct str copy;
    const json_t *count;
    const char *name;

    json_object_foreach(json_object_get(figure, "notes"), name, count)
        buf_printf(&text, "%s%s=%lld", text.len ? " " : "", name, (long long)json_integer_value(count));
    copy = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

static int64_t
number(const json_t *figure, const char *key, bool *has)
{
    const json_t *value = json_object_get(figure, key);

    *has = json_is_integer(value);
    return (int64_t)json_integer_value(value);
}

/* The figure as a row of the report, for the pieces of its line. */
static struct report_row
row_of(const json_t *figure, struct arena *arena)
{
    struct report_row row = { .factor = (int)json_integer_value(json_object_get(figure, "factor")) };
    struct figure_row *of = &row.figure;
    const json_t *met = json_object_get(figure, "met");
    bool has_lower, has_upper;

    of->state = json_str(figure, "state");
    of->value = json_str(figure, "value");
    of->method = json_str(figure, "method");
    of->target = json_str(figure, "target");
    of->detail = json_str(figure, "detail");
    of->plugin = STR("");
    of->flags = joined(json_object_get(figure, "flags"), arena);
    of->notes = notes_of(figure, arena);
    of->numerator = number(figure, "numerator", &of->has_numerator);
    of->denominator = number(figure, "denominator", &of->has_denominator);
    of->named = number(figure, "named", &of->has_bounds);
    of->lower = number(figure, "lower", &has_lower);
    of->upper = number(figure, "upper", &has_upper);
    of->shortfall = number(figure, "short", &of->has_short);
    of->has_met = json_is_boolean(met);
    of->met = json_is_true(met);
    if (str_eq(of->state, STR("suppressed")))
        row.hidden = STR("*");
    return row;
}

enum column { VALUE, FRACTION, PEOPLE, TARGET, VERDICT, COLUMNS };

static const enum align align[COLUMNS] = {
    [VALUE] = ALIGN_RIGHT, [FRACTION] = ALIGN_RIGHT, [PEOPLE] = ALIGN_RIGHT, [TARGET] = ALIGN_RIGHT, [VERDICT] = ALIGN_LEFT,
};

/* As in the report. */
static void
put_figure(struct buf *out, const json_t *figure, const struct page *page, struct arena *arena)
{
    const char *const texts[COLUMNS] = { [VALUE] = _("value"), [FRACTION] = _("of"), [PEOPLE] = _("people"), [TARGET] = _("target"),
                                         [VERDICT] = "" };
    struct report_row row = row_of(figure, arena);
    struct str remarks = figure_remarks(&row, arena);
    struct table table;
    struct cell *cells;

    table_init(&table, arena, align, COLUMNS);
    for (int i = 0; i < COLUMNS; i++)
        table.heading[i] = (struct cell){ str_of(texts[i]), TONE_QUIET };
    cells = table_row(&table);
    cells[VALUE] = figure_value(&row, arena);
    cells[FRACTION].text = figure_fraction(&row, arena);
    cells[PEOPLE].text = figure_people(&row, arena);
    cells[TARGET].text = figure_target(&row, arena);
    cells[VERDICT] = figure_verdict(&row, arena);
    if (remarks.len > 0)
        table_note(&table, remarks, TONE_QUIET);
    table_print(&table, out, page);
    table_free(&table);
}

/* Of a hidden figure the sentences would say what is hidden. */
static bool
is_hidden(const json_t *figure)
{
    return str_eq(json_str(figure, "state"), STR("suppressed"));
}

static void put_made_of(struct buf *out, const json_t *figure, const struct page *page, struct arena *arena);

static void
put_behind(struct buf *out, const json_t *figure, const struct page *page, struct arena *arena)
{
    const json_t *measure;
    size_t i;

    json_array_foreach(json_object_get(figure, "measures"), i, measure)
        explain_print_lists(out, measure, page, arena);
    put_made_of(out, figure, page, arena);
}

static void
put_bounds(struct buf *out, const json_t *figure, const struct page *page, struct arena *arena)
{
    const json_t *measure;
    size_t i;

    json_array_foreach(json_object_get(figure, "measures"), i, measure)
        put_line(out, explain_bounds_story(measure, arena), TONE_PLAIN, page);
}

/* The figures that this one is made of, each with what lies behind it. */
static void
put_made_of(struct buf *out, const json_t *figure, const struct page *page, struct arena *arena)
{
    const json_t *part;
    size_t i;

    json_array_foreach(json_object_get(figure, "made_of"), i, part) {
        buf_put_str(out, STR("\n"));
        put_line(out, explain_title(part), TONE_STRONG, page);
        put_figure(out, part, page, arena);
        put_line(out, is_hidden(part) ? (struct str){ 0 } : explain_story(part, arena), TONE_PLAIN, page);
        put_behind(out, part, page, arena);
    }
}

/* "Education coverage · Willow Bridge · 2024" */
static void
put_title(struct buf *out, const json_t *answer, const struct page *page, struct arena *arena)
{
    static const char *const keys[] = { "team", "category", "group" };
    struct str title = explain_title(answer), unit = explain_unit_name(answer);
    struct str period = words_of_period(json_str(answer, "period"), arena), of = { 0 };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (json_str(answer, keys[i]).ptr)
            of = json_str(answer, keys[i]);
    if (of.ptr)
        put_line(out, arena_printf(arena, "%.*s · %.*s · %.*s · %.*s", STR_ARG(title), STR_ARG(unit), STR_ARG(of), STR_ARG(period)),
                 TONE_STRONG, page);
    else
        put_line(out, arena_printf(arena, "%.*s · %.*s · %.*s", STR_ARG(title), STR_ARG(unit), STR_ARG(period)), TONE_STRONG, page);
}

static void
put_position(struct buf *out, const json_t *answer, const struct page *page, struct arena *arena)
{
    struct str day = json_str(answer, "day");

    put_line(out, arena_printf(arena, _("Log position %lld, as of %.*s"), (long long)json_integer_value(json_object_get(answer, "as_of")),
                               STR_ARG(day)),
             TONE_QUIET, page);
}

static void
put_score(struct buf *out, const json_t *answer, const struct page *page, struct arena *arena)
{
    struct str total = json_str(answer, "total"), grade = json_str(answer, "grade"), most = json_str(answer, "full");

    if (!total.ptr)
        put_line(out, word_of_state(json_str(answer, "state")), TONE_PLAIN, page);
    else if (grade.ptr)
        put_line(out, arena_printf(arena, _("%.*s of %.*s points, grade %.*s"), STR_ARG(total), STR_ARG(most), STR_ARG(grade)), TONE_PLAIN, page);
    else
        put_line(out, arena_printf(arena, _("%.*s of %.*s points"), STR_ARG(total), STR_ARG(most)), TONE_PLAIN, page);
    explain_print_lines(out, answer, page, arena);
}

void
explain_print_text(struct buf *out, const json_t *answer, const struct page *page, struct arena *arena)
{
    put_title(out, answer, page, arena);
    if (json_object_get(answer, "lines")) {
        put_score(out, answer, page, arena);
        put_line(out, explain_official_story(answer, arena), TONE_PLAIN, page);
    } else {
        put_figure(out, answer, page, arena);
        buf_put_str(out, STR("\n"));
        if (!is_hidden(answer)) {
            put_line(out, explain_story(answer, arena), TONE_PLAIN, page);
            put_bounds(out, answer, page, arena);
        }
        put_line(out, explain_target_story(answer, arena), TONE_PLAIN, page);
        put_line(out, explain_outlook_story(answer, arena), TONE_PLAIN, page);
        put_line(out, explain_official_story(answer, arena), TONE_PLAIN, page);
        put_behind(out, answer, page, arena);
    }
    buf_put_str(out, STR("\n"));
    put_line(out, explain_rule_story(answer, arena), TONE_QUIET, page);
    put_position(out, answer, page, arena);
}
