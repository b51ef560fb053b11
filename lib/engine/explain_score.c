/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain_score.h"

#include "lib/base/mem.h"
#include "lib/engine/explain_frozen.h"
#include "lib/engine/explain_values.h"
#include "lib/engine/frozen_page.h"
#include "lib/engine/score_text.h"
#include "lib/engine/scoreboard.h"

#include <stdlib.h>

/* One score under way, on a board of its own. */
struct scoring {
    const struct explain_place *place;
    const struct scope *scope;
    struct scoreboard board;
    struct score_run run;
    bool *seen; /* by indicator */
    struct figure *figures;
    bool waits;
};

static void
see_card(struct scoring *scoring, uint32_t place)
{
    const struct ruleset *ruleset = scoring->place->ruleset;
    const struct scorecard *card = &ruleset->cards[place];

    for (size_t i = 0; i < card->term_count; i++) {
        int indicator = card->terms[i].indicator;
        if (card->terms[i].card >= 0) {
            see_card(scoring, (uint32_t)card->terms[i].card);
            continue;
        }
        if (scoring->seen[indicator])
            continue;
        scoring->seen[indicator] = true;
        scoring->figures[indicator] = figure_compute(scoring->scope, ruleset, (uint32_t)indicator);
        scoring->waits |= scoring->figures[indicator].waits;
        scoreboard_see(&scoring->board, &scoring->run, scoring->scope, (uint32_t)indicator, &scoring->figures[indicator]);
    }
}

static json_t *
fraction_json(struct fraction value)
{
    char text[DECIMAL_SIZE];

    fraction_text(value, text);
    return json_string(text);
}

static json_t *
ranges_of(const struct scoring_shape *shape)
{
    json_t *list = json_array();

    for (size_t i = 0; i < shape->range_count; i++)
        json_array_append_new(list, json_pack("{s:o, s:o, s:o}", "from", fraction_json(shape->ranges[i].from), "points",
                                              fraction_json(shape->ranges[i].points), "grade", explain_text(shape->ranges[i].grade)));
    return list;
}

/* The shape with what it asks for. */
static json_t *
shape_of(const struct scoring_shape *shape)
{
    json_t *object = json_pack("{s:o}", "kind", explain_text(shape_kind_names[shape->kind]));

    switch (shape->kind) {
    case SHAPE_LINEAR:
        json_object_update_new(object, json_pack("{s:o, s:o, s:b, s:o}", "target", fraction_json(shape->target), "floor",
                                                 fraction_json(shape->floor), "from_floor", shape->from_floor, "cap",
                                                 fraction_json(shape->cap)));
        break;
    case SHAPE_THRESHOLD:
        json_object_update_new(object, json_pack("{s:o, s:b}", "target", fraction_json(shape->target), "at_most", shape->at_most));
        break;
    case SHAPE_GRADED:
    case SHAPE_PIECEWISE:
        json_object_update_new(object, json_pack("{s:o, s:b, s:o}", "ranges", ranges_of(shape), "bound_is_below",
                                                 shape->bound_is_below, "below", fraction_json(shape->below)));
        break;
    case SHAPE_STEPS:
        json_object_update_new(object, json_pack("{s:o, s:o, s:o, s:b}", "target", fraction_json(shape->target), "per",
                                                 fraction_json(shape->per), "minus", fraction_json(shape->minus), "started",
                                                 shape->started));
        break;
    case SHAPE_PER_COUNT:
        json_object_update_new(object, json_pack("{s:o, s:o}", "each", fraction_json(shape->each), "most", fraction_json(shape->most)));
        break;
    }
    return object;
}

static json_t *
line_object(const struct scoring *scoring, const struct card_term *term, const struct score_line_row *row,
            const struct score_line *line)
{
    const struct ruleset *ruleset = scoring->place->ruleset;
    const struct figure *figure = term->card < 0 ? &scoring->figures[term->indicator] : NULL;
    bool is_gate = term->role == TERM_GATE || term->role == TERM_TIE_BREAK;
    struct str zh = term->card < 0 ? ruleset->indicators[term->indicator].title_zh : ruleset->cards[term->card].title_zh;
    struct str en = term->card < 0 ? ruleset->indicators[term->indicator].title_en : ruleset->cards[term->card].title_en;
    json_t *object = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "role", explain_text(row->role), "name",
                               explain_text(row->name), "title_zh", explain_text(zh), "title_en", explain_text(en), "full",
                               explain_text(row->full), "points", explain_text(row->points), "self", explain_text(row->self), "state",
                               explain_text(row->state), "mark", explain_text(row->mark), "value", explain_text(row->value), "target",
                               explain_text(row->target), "grade", explain_text(row->grade));

    json_object_set_new(object, "numerator", figure && figure->has_numerator ? json_integer((json_int_t)figure->numerator) : json_null());
    json_object_set_new(object, "denominator",
                        figure && figure->has_denominator ? json_integer((json_int_t)figure->denominator) : json_null());
    json_object_set_new(object, "shape", is_gate ? json_null() : shape_of(&term->shape));
    json_object_set_new(object, "range", line->range >= 0 ? json_integer(line->range) : json_null());
    return object;
}

static void
put_entry(json_t *object, const struct scoring *scoring, uint32_t place, const struct score_board *board,
          const struct score_entry *entry)
{
    static const struct score_change none = { .comparison = COMPARISON_NONE };
    const struct scorecard *card = &scoring->place->ruleset->cards[place];
    struct arena arena = { 0 };
    struct score_row row = score_text_row(&scoring->run, board, entry, &none, &arena);
    const struct score_line_row *lines = score_text_lines(card, entry, &arena);
    json_t *list = json_array();

    explain_put_score(object, &row);
    for (size_t i = 0; i < card->term_count; i++)
        json_array_append_new(list, line_object(scoring, &card->terms[i], &lines[i], &entry->lines[i]));
    json_object_set_new(object, "lines", list);
    arena_free(&arena);
}

static void
put_card(json_t *object, const struct explain_place *place, const struct scorecard *card)
{
    const struct plugin *plugin = &place->ruleset->plugins[card->plugin];

    json_object_update_new(object, json_pack("{s:o, s:o, s:o, s:o}", "scorecard", explain_text(card->name), "title_zh",
                                             explain_text(card->title_zh), "title_en", explain_text(card->title_en), "rule",
                                             json_pack("{s:o, s:o, s:o}", "plugin", explain_text(plugin->name), "version",
                                                       explain_text(plugin->version), "path", explain_text(plugin->path))));
}

static bool
compute(struct scoring *scoring, json_t *object, uint32_t place, struct err *err)
{
    const struct scope *scope = scoring->scope;
    const struct ruleset *ruleset = scoring->place->ruleset;
    bool is_team = scope->team != CODE_NONE;
    const struct frozen_page open_period = { 0 };
    const struct score_board *board;
    const struct score_entry *entry;

    scoreboard_begin(&scoring->board, &scoring->run);
    scoreboard_page(&scoring->board, is_team ? OWNER_TEAM : OWNER_HOST, is_team ? scope->team : scope->unit, &open_period);
    see_card(scoring, place);
    if (scoring->waits)
        return true;
    scoreboard_page_end(&scoring->board, &scoring->run, &scope->period, false);
    board = score_board_of(&scoring->board.all, &scoring->run, place, &scope->period);
    entry = score_entry_find(board, is_team ? scope->team : scope->unit);
    if (entry)
        put_entry(object, scoring, place, board, entry);
    put_card(object, scoring->place, &ruleset->cards[place]);
    return explain_put_frozen(object, scoring->place, scope, &scoring->run, board, entry, err);
}

bool
explain_score(json_t *object, const struct explain_place *place, const struct scope *scope, uint32_t card, bool *waits,
              struct err *err)
{
    static const uint64_t nothing_paused[4] = { 0 };
    uint8_t *held = mem_array(place->ruleset->indicator_count + 1, 1);
    struct scoring scoring = {
        .place = place,
        .scope = scope,
        .run = { .facts = place->facts, .ruleset = place->ruleset, .paused = nothing_paused, .held = held, .day = place->day,
                 .year_start_month = place->year_start_month },
        .seen = mem_array(place->ruleset->indicator_count + 1, sizeof *scoring.seen),
        .figures = mem_array(place->ruleset->indicator_count + 1, sizeof *scoring.figures),
    };
    bool fine;

    scoreboard_init(&scoring.board, NULL, NULL);
    fine = compute(&scoring, object, card, err);
    *waits = scoring.waits;
    scoreboard_free(&scoring.board);
    free(scoring.seen);
    free(scoring.figures);
    free(held);
    return fine;
}
