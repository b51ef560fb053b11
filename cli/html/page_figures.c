/* SPDX-License-Identifier: MIT */
#include "cli/html/page_figures.h"

#include "cli/figure_text.h"
#include "cli/html/packed_cells.h"
#include "cli/vocabulary.h"

static const struct str states[] = {
    STR_INIT("ok"), STR_INIT("no_data"), STR_INIT("no_denominator"), STR_INIT("n_a"), STR_INIT("error"), STR_INIT("suppressed"),
};
static const struct str kinds[] = { STR_INIT("draft"), STR_INIT("official"), STR_INIT("revised") };

#define COUNT(table) (sizeof(table) / sizeof *(table))

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
put_numbers(struct packed_cells *cells, const struct report_row *row, struct arena *arena)
{
    const struct figure_row *figure = &row->figure;

    packed_number(cells, figure->has_numerator, figure->numerator);
    packed_number(cells, figure->has_denominator, figure->denominator);
    packed_word(cells, figure->value);
    packed_number(cells, figure->has_bounds, figure->named);
    packed_number(cells, figure->has_bounds, figure->lower);
    packed_number(cells, figure->has_bounds, figure->upper);
    packed_word(cells, figure_target_number(row, arena));
    packed_number(cells, figure->has_met, figure->met);
    packed_number(cells, figure->has_short, figure->shortfall);
}

/* Last year's value, how this one differs from it, and whether that is better (1) or worse (-1). */
static void
put_trend(struct packed_cells *cells, struct bilingual *words, const struct trend *trend)
{
    static const int senses[] = { [TREND_NEUTRAL] = 0, [TREND_BETTER] = 1, [TREND_WORSE] = -1 };
    int sense = trend->state == TREND_KNOWN ? senses[trend->sense] : 0;
    struct str text = trend->state == TREND_KNOWN         ? trend->text
                      : trend->state == TREND_OTHER_RULES ? STR("≠")
                      : trend->state == TREND_HIDDEN      ? STR("*")
                                                          : (struct str){ 0 };

    packed_json(cells, trend->before && trend->state != TREND_NONE ? bilingual_say(words, say_value, trend->before) : json_null());
    packed_word(cells, text);
    packed_number(cells, sense != 0, sense);
}

/* The first of a list is what nearly all are: nothing is written for it. */
static void
put_place(struct packed_cells *cells, struct str word, const struct str *among, size_t count)
{
    int place = str_find(word, among, count);

    packed_number(cells, place > 0, place);
}

static void
put_row(struct packed_cells *cells, struct page_names *names, const struct ordered_row *ordered, const struct trend *trend)
{
    const struct report_row *row = ordered->row;
    const struct figure_row *figure = &row->figure;

    packed_row(cells);
    packed_json(cells, page_indicator(names, row));
    packed_json(cells, page_thing(names, ordered));
    put_place(cells, figure->kind, kinds, COUNT(kinds));
    put_place(cells, figure->state, states, COUNT(states));
    put_numbers(cells, row, names->words->arena);
    packed_json(cells, bilingual_say(names->words, say_verdict, row));
    packed_json(cells, bilingual_say(names->words, say_remarks, row));
    packed_json(cells, bilingual_name(names->words, figure->detail));
    packed_json(cells, bilingual_name(names->words, row->hidden));
    packed_number(cells, figure->method.len > 0, 1);
    put_trend(cells, names->words, trend);
}

/* The rows of one unit and period. */
static json_t *
block_of(struct page_names *names, const struct ordered_row *rows, size_t count, const struct trends *trends)
{
    const struct figure_row *first = &rows->row->figure;
    struct packed_cells cells = { 0 };
    json_t *block = json_object();

    json_object_set_new(block, "unit", page_unit(names, rows->row));
    json_object_set_new(block, "period", page_period(names, first->period, first->period_first, first->period_end));
    for (size_t i = 0; i < count; i++) {
        const struct trend trend = trend_of(trends, rows[i].row, TREND_LAST_YEAR, names->words->arena);
        put_row(&cells, names, &rows[i], &trend);
    }
    json_object_set_new(block, "rows", packed_take(&cells));
    return block;
}

json_t *
page_figures(struct page_names *names, const struct ordered_row *rows, size_t count, const struct trends *trends)
{
    json_t *list = json_array();

    for (size_t i = 0, n; i < count; i += n) {
        n = ordered_block(rows + i, count - i);
        json_array_append_new(list, block_of(names, rows + i, n, trends));
    }
    return list;
}
