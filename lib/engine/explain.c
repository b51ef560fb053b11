/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain.h"

#include "lib/engine/explain_choice.h"
#include "lib/engine/explain_json.h"
#include "lib/engine/explain_outlook.h"
#include "lib/engine/explain_scope.h"
#include "lib/engine/explain_score.h"
#include "lib/engine/freeze.h"
#include "lib/engine/official_page.h"
#include "lib/engine/row_text.h"

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

/* Of a plugin that is paused what is published is older than what would be said here. */
static bool
is_paused(const struct explain_place *place, const struct explain_scope *row)
{
    uint32_t plugin = row->card >= 0 ? place->ruleset->cards[row->card].plugin : place->ruleset->indicators[row->indicator].plugin;

    return place->paused && place->paused[plugin / 64] >> (plugin % 64) & 1;
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
    if (fine && is_paused(place, &row))
        fine = err_set(err, ERR_RULE, "the plugin of %.*s is paused after a fault: turnout status says which", STR_ARG(question->indicator));
    if (fine) {
        object = row_object(place, &row.scope);
        if (row.card >= 0)
            *waits = !explain_score(object, place, &row.scope, (uint32_t)row.card);
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
