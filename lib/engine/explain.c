/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain.h"

#include "lib/engine/explain_choice.h"
#include "lib/engine/explain_json.h"
#include "lib/engine/explain_outlook.h"
#include "lib/engine/explain_scope.h"
#include "lib/engine/explain_score.h"
#include "lib/engine/freeze.h"
#include "lib/engine/official_page.h"
#include "lib/base/mem.h"
#include "lib/engine/row_text.h"
#include "lib/engine/staleness.h"
#include "lib/model/reading.h"

#include <stdlib.h>

static json_t *
code_or_null(const struct codebook *codes, uint32_t number)
{
    return number == CODE_NONE ? json_null() : explain_text(codebook_name(codes, number));
}

/* Which row it is, and for which position and day. */
static json_t *
row_object(const struct explain_place *place, const struct scope *scope)
{
    const struct facts *facts = place->facts;
    const struct unit *unit = &facts->units.units[scope->unit];
    char code[PERIOD_CODE_SIZE];

    period_code(&scope->period, scope->year_start_month, code);
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:b, s:I}", "unit",
                     explain_text(codebook_name(&facts->units.codes, scope->unit)), "unit_name", explain_text(unit->name),
                     "unit_name_en", explain_text(unit->name_en), "team", code_or_null(&facts->teams.codes, scope->team), "category",
                     code_or_null(&facts->categories.codes, scope->category), "group",
                     code_or_null(&facts->people.groups, scope->group), "period", code, "first", explain_day(scope->period.first),
                     "last", explain_day(scope->period.end - 1), "day", explain_day(place->day), "in_progress",
                     scope_in_progress(scope), "as_of", (json_int_t)place->position);
}

/* What was frozen when the period was closed, and whether that still is what the events say. */
static void
put_sealed(json_t *object, const struct explain_place *place, const struct explain_scope *row, const struct official_page *page,
           const struct gathered_figure *figure)
{
    struct arena arena = { 0 };
    struct figure_row live = row_text_make(&row->scope, place->ruleset, (uint32_t)row->indicator, &figure->figure, &arena);
    const struct figure_row *frozen = page->closed ? official_page_row(page, &live) : NULL;
    const char *kind = !page->closed ? "draft" : official_page_agrees(page, &live) ? "official" : "revised";
    json_t *official = frozen ? json_object() : json_null();

    if (frozen) {
        explain_put_row(official, frozen);
        json_object_set_new(official, "plugin", explain_text(frozen->plugin));
        json_object_set_new(official, "close_seq", json_integer((json_int_t)page->closed->close));
    }
    json_object_set_new(object, "kind", json_string(kind));
    json_object_set_new(object, "official", official);
    arena_free(&arena);
}

static bool
open_official(const struct explain_place *place, const struct scope *scope, struct official_page *page, struct err *err)
{
    struct str team = scope->team == CODE_NONE ? (struct str){ 0 } : codebook_name(&place->facts->teams.codes, scope->team);

    *page = (struct official_page){ 0 };
    return !place->freezer || official_page_open(page, place->freezer, scope->unit, team, &scope->period, err);
}

static bool
explain_row(json_t *object, const struct explain_place *place, const struct explain_scope *row,
            const struct explain_question *question, bool *waits, struct err *err)
{
    struct gathered_figure *figure;
    struct official_page page;
    struct explain_telling telling = { .events = question->events, .limit = question->limit };

    if (!open_official(place, &row->scope, &page, err))
        return false;
    telling.close = page.closed ? page.closed->close : 0;
    figure = explain_gather(&row->scope, place->ruleset, (uint32_t)row->indicator);
    explain_choose(figure, question->limit);
    *waits = figure->figure.waits;
    if (!*waits) {
        json_object_update_new(object, explain_figure(&row->scope, place->ruleset, figure, &telling));
        json_object_set_new(object, "outlook", explain_outlook(&row->scope, figure));
        put_sealed(object, place, row, &page, figure);
    }
    gathered_figure_free(figure);
    official_page_close(&page);
    return true;
}

static bool
has_bit(const uint64_t *bits, uint32_t place)
{
    return bits[place / 64] >> (place % 64) & 1;
}

/* Is the card's plugin paused, or one that its components need? */
static bool
is_card_held(const struct ruleset *ruleset, const uint64_t *paused, const uint8_t *held, int place)
{
    const struct scorecard *card = &ruleset->cards[place];
    bool is_held = has_bit(paused, card->plugin);

    for (size_t i = 0; i < card->term_count && !is_held; i++)
        is_held = card->terms[i].card >= 0 ? is_card_held(ruleset, paused, held, card->terms[i].card) : held[card->terms[i].indicator];
    return is_held;
}

/* What is published of a plugin that is paused, or made of such a one's figures, is older than what would be said here. */
static bool
is_stale(const struct explain_place *place, const struct explain_scope *row)
{
    uint8_t *held;
    bool is_held;

    if (!place->paused)
        return false;
    held = mem_array(place->ruleset->indicator_count + 1, 1);
    reading_find_held(place->ruleset, place->paused, held);
    is_held = row->card >= 0 ? is_card_held(place->ruleset, place->paused, held, row->card) : held[row->indicator];
    free(held);
    return is_held;
}

/* Nothing was published since it paused: then nothing is stale yet, and there is no position to tell. */
static bool
refuse_stale(const struct explain_place *place, const struct explain_scope *row, struct str name, struct err *err)
{
    const struct stale_thing *thing = place->stale ? staleness_find(place->stale, row->card >= 0, name) : NULL;

    if (!thing)
        return err_set(err, ERR_RULE, "%.*s cannot be explained: a plugin that it needs is paused; turnout plugin list --faults says which",
                       STR_ARG(name));
    return err_set(err, ERR_RULE,
                   ("%.*s cannot be explained: it is stale since log position %llu (%s), for the plugin %s is paused; turnout plugin list"
                    " --faults says why"),
                   STR_ARG(name), (unsigned long long)thing->position, thing->day, thing->plugin);
}

bool
explain(const struct explain_place *place, const struct explain_question *question, json_t **answer, bool *waits,
        struct err *err)
{
    struct explain_scope row;
    bool fine = explain_scope_open(&row, place, question, err);
    json_t *object = NULL;

    *waits = false;
    *answer = NULL;
    if (fine && is_stale(place, &row))
        fine = refuse_stale(place, &row, question->indicator, err);
    if (fine) {
        object = row_object(place, &row.scope);
        if (row.card >= 0)
            fine = explain_score(object, place, &row.scope, (uint32_t)row.card, waits, err);
        else
            fine = explain_row(object, place, &row, question, waits, err);
    }
    explain_scope_close(&row);
    if (fine && !*waits)
        *answer = object;
    else
        json_decref(object);
    return fine;
}
