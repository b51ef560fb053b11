/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain_frozen.h"

#include "lib/engine/explain_values.h"
#include "lib/engine/frozen_page.h"
#include "lib/engine/publish.h"

void
explain_put_score(json_t *object, const struct score_row *row)
{
    json_object_update_new(
        object, json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "state", explain_text(row->state), "total",
                          explain_text(row->total), "sum", explain_text(row->sum), "available", explain_text(row->available), "full",
                          explain_text(row->full), "base", explain_text(row->base), "bonus", explain_text(row->bonus), "penalty",
                          explain_text(row->penalty), "most", explain_text(row->most), "grade", explain_text(row->grade), "flags",
                          explain_words(row->flags)));
}

static json_t *
lines_of(const struct frozen_score *score)
{
    json_t *list = json_array();

    for (size_t i = 0; i < score->line_count; i++) {
        const struct score_line_row *line = &score->lines[i];
        json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "role", explain_text(line->role), "name",
                                              explain_text(line->name), "full", explain_text(line->full), "points",
                                              explain_text(line->points), "self", explain_text(line->self), "state",
                                              explain_text(line->state), "mark", explain_text(line->mark), "value",
                                              explain_text(line->value), "target", explain_text(line->target), "grade",
                                              explain_text(line->grade)));
    }
    return list;
}

static json_t *
official_of(const struct frozen_score *score, const struct closed_period *closed)
{
    const struct score_row *row = &score->row;
    json_t *object = json_object();

    explain_put_score(object, row);
    json_object_set_new(object, "rank", row->has_rank ? json_integer((json_int_t)row->rank) : json_null());
    json_object_set_new(object, "of", row->has_rank ? json_integer((json_int_t)row->of) : json_null());
    json_object_set_new(object, "lines", lines_of(score));
    json_object_set_new(object, "plugin", explain_text(row->plugin));
    json_object_set_new(object, "close_seq", json_integer((json_int_t)closed->close));
    return object;
}

/* A score that says the same but for its rank is official: ranks are of many, and are not explained here. */
static bool
agrees(const struct frozen_score *score, const struct score_run *run, const struct score_board *board, const struct score_entry *entry)
{
    return entry && hash128_eq(score_says(&score->row, score->lines, score->line_count), frozen_page_says(run, board, entry));
}

bool
explain_put_frozen(json_t *object, const struct explain_place *place, const struct scope *scope, const struct score_run *run,
                   const struct score_board *board, const struct score_entry *entry, struct err *err)
{
    const struct closed_period *closed = place->freezer ? freezer_find(place->freezer, scope->unit, &scope->period) : NULL;
    struct str team = scope->team == CODE_NONE ? (struct str){ 0 } : codebook_name(&place->facts->teams.codes, scope->team);
    const struct frozen_score *score;
    struct frozen_page page;

    if (!closed || !place->publisher) {
        json_object_update_new(object, json_pack("{s:s, s:n}", "kind", "draft", "official"));
        return true;
    }
    if (!frozen_page_open(&page, place->publisher->scores.archive.frozen, closed, &scope->period, team, err))
        return false;
    score = frozen_page_find(&page, run->ruleset->cards[board->card].name);
    json_object_set_new(object, "kind", json_string(score && agrees(score, run, board, entry) ? "official" : "revised"));
    json_object_set_new(object, "official", score ? official_of(score, closed) : json_null());
    frozen_page_close(&page);
    return true;
}
