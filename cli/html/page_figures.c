/* SPDX-License-Identifier: MIT */
#include "cli/html/page_figures.h"

#include "cli/figure_text.h"
#include "cli/vocabulary.h"
#include "lib/base/buf.h"

static const struct str states[] = {
    STR_INIT("ok"), STR_INIT("no_data"), STR_INIT("no_denominator"), STR_INIT("n_a"), STR_INIT("error"), STR_INIT("suppressed"),
};
static const struct str kinds[] = { STR_INIT("draft"), STR_INIT("official"), STR_INIT("revised") };

#define COUNT(table) (sizeof(table) / sizeof *(table))

static json_t *
text_or_null(struct str text)
{
    return text.ptr ? json_stringn(text.ptr, text.len) : json_null();
}

static json_t *
number_or_null(bool has_number, int64_t number)
{
    return has_number ? json_integer(number) : json_null();
}

static struct str
say_verdict(const void *row, struct arena *arena)
{
    return figure_verdict(row, arena).text;
}

static struct str
say_remarks(const void *row, struct arena *arena)
{
    return figure_remarks(row, arena);
}

static struct str
say_value(const void *row, struct arena *arena)
{
    return figure_value(row, arena).text;
}

static struct str
say_state(const void *state, struct arena *arena)
{
    (void)arena;
    return word_of_state(*(const struct str *)state);
}

json_t *
page_states(struct bilingual *words)
{
    json_t *list = json_array();

    for (size_t i = 0; i < COUNT(states); i++)
        json_array_append_new(list, bilingual_say(words, say_state, &states[i]));
    return list;
}

static void
put_numbers(json_t *cells, const struct figure_row *figure)
{
    json_array_append_new(cells, number_or_null(figure->has_numerator, figure->numerator));
    json_array_append_new(cells, number_or_null(figure->has_denominator, figure->denominator));
    json_array_append_new(cells, text_or_null(figure->value));
    json_array_append_new(cells, number_or_null(figure->has_bounds, figure->named));
    json_array_append_new(cells, number_or_null(figure->has_bounds, figure->lower));
    json_array_append_new(cells, number_or_null(figure->has_bounds, figure->upper));
    json_array_append_new(cells, text_or_null(figure->target));
    json_array_append_new(cells, figure->has_met ? json_integer(figure->met) : json_null());
    json_array_append_new(cells, number_or_null(figure->has_short, figure->shortfall));
}

/* Last year's value, how this one differs from it, and whether that is better (1) or worse (-1). */
static void
put_trend(json_t *cells, struct bilingual *words, const struct trend *trend)
{
    static const int senses[] = { [TREND_NEUTRAL] = 0, [TREND_BETTER] = 1, [TREND_WORSE] = -1 };
    struct str text = trend->state == TREND_KNOWN         ? trend->text
                      : trend->state == TREND_OTHER_RULES ? STR("≠")
                      : trend->state == TREND_HIDDEN      ? STR("*")
                                                          : (struct str){ 0 };

    json_array_append_new(cells, trend->before && trend->state != TREND_NONE ? bilingual_say(words, say_value, trend->before) : json_null());
    json_array_append_new(cells, text_or_null(text));
    json_array_append_new(cells, trend->state == TREND_KNOWN && senses[trend->sense] != 0 ? json_integer(senses[trend->sense]) : json_null());
}

static void
trim(json_t *cells)
{
    while (json_array_size(cells) > 0 && json_is_null(json_array_get(cells, json_array_size(cells) - 1)))
        json_array_remove(cells, json_array_size(cells) - 1);
}

static json_t *
cells_of(struct page_names *names, const struct ordered_row *ordered, const struct trend *trend)
{
    const struct report_row *row = ordered->row;
    const struct figure_row *figure = &row->figure;
    json_t *cells = json_array();

    json_array_append_new(cells, page_unit(names, row));
    json_array_append_new(cells, page_indicator(names, row));
    json_array_append_new(cells, page_period(names, figure->period, figure->period_first, figure->period_end));
    json_array_append_new(cells, page_thing(names, ordered));
    json_array_append_new(cells, json_integer(str_find(figure->kind, kinds, COUNT(kinds))));
    json_array_append_new(cells, json_integer(str_find(figure->state, states, COUNT(states))));
    put_numbers(cells, figure);
    json_array_append_new(cells, bilingual_say(names->words, say_verdict, row));
    json_array_append_new(cells, bilingual_say(names->words, say_remarks, row));
    json_array_append_new(cells, text_or_null(figure->detail));
    json_array_append_new(cells, text_or_null(row->hidden));
    put_trend(cells, names->words, trend);
    json_array_append_new(cells, text_or_null(figure->method));
    trim(cells);
    return cells;
}

json_t *
page_figures(struct page_names *names, const struct ordered_row *rows, size_t count, const struct trends *trends)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++) {
        const struct trend trend = trend_of(trends, rows[i].row, TREND_LAST_YEAR, names->words->arena);
        json_array_append_new(list, cells_of(names, &rows[i], &trend));
    }
    return list;
}
