/* SPDX-License-Identifier: MIT */
#include "cli/score_json.h"

#include "cli/json_members.h"
#include "cli/score_sums.h"
#include "lib/model/fraction.h"

static void
put_component(struct buf *out, const struct score_line_row *line)
{
    buf_put_byte(out, '{');
    json_text(out, "role", line->role);
    json_text(out, "component", line->name);
    json_text(out, "dimension", line->dimension);
    json_text(out, "full", line->full);
    json_text(out, "self", line->self);
    json_text(out, "points", line->points);
    json_text(out, "state", line->state);
    json_text(out, "mark", line->mark.len > 0 ? line->mark : (struct str){ 0 });
    json_text(out, "value", line->value);
    json_text(out, "target", line->target);
    json_text(out, "grade", line->grade);
    buf_put_byte(out, '}');
}

static void
put_components(struct buf *out, const struct score_report *score)
{
    json_key(out, "components");
    buf_put_byte(out, '[');
    for (size_t i = 0; i < score->line_count; i++) {
        if (i > 0)
            buf_put_byte(out, ',');
        put_component(out, &score->lines[i].line);
    }
    buf_put_byte(out, ']');
}

static void
put_points(struct buf *out, const char *key, int64_t hundredths)
{
    char text[DECIMAL_SIZE];

    decimal_print(hundredths, 100, 1, SCORE_DECIMALS, text);
    json_text(out, key, str_of(text));
}

/* Only those that the card's items belong to. */
static void
put_dimensions(struct buf *out, const struct score_report *score)
{
    struct field_sum sums[WORK_FIELDS];
    const char *between = "";

    score_field_sums(score, sums);
    json_key(out, "dimensions");
    buf_put_byte(out, '[');
    for (int i = 0; i < WORK_FIELDS; i++) {
        if (!sums[i].has_items)
            continue;
        buf_printf(out, "%s{", between);
        json_text(out, "dimension", work_field_names[i]);
        put_points(out, "full", sums[i].full);
        put_points(out, "points", sums[i].points);
        buf_put_byte(out, '}');
        between = ",";
    }
    buf_put_byte(out, ']');
}

static void
put_totals(struct buf *out, const struct score_row *row)
{
    json_text(out, "state", row->state);
    json_text(out, "total", row->total);
    json_text(out, "sum", row->sum);
    json_text(out, "available", row->available);
    json_text(out, "full", row->full);
    json_text(out, "base", row->base);
    json_text(out, "bonus", row->bonus);
    json_text(out, "penalty", row->penalty);
    json_text(out, "most", row->most);
    json_text(out, "grade", row->grade);
    json_text(out, "class", row->peers);
    json_number(out, "rank", row->has_rank, row->rank);
    json_number(out, "of", row->has_rank, row->of);
    json_text(out, "change", row->change);
    json_number(out, "rank_change", row->has_rank_change, row->rank_change);
    json_text(out, "comparison", row->comparison);
    json_words(out, "flags", row->flags);
}

static void
put_score(struct buf *out, const struct score_report *score)
{
    const struct score_row *row = &score->row;

    buf_put_byte(out, '{');
    json_text(out, "card", row->card);
    json_text(out, "unit", row->unit);
    json_text(out, "team", row->team);
    json_text(out, "period", row->period);
    put_totals(out, row);
    put_components(out, score);
    put_dimensions(out, score);
    json_text(out, "kind", row->kind);
    json_text(out, "unit_name", score->words.unit);
    json_text(out, "plugin", row->plugin);
    json_text(out, "day", score->day);
    json_number(out, "as_of", true, (int64_t)score->as_of);
    json_number(out, "stale_since", score->stale_plugin.ptr != NULL, (int64_t)score->as_of);
    buf_put_byte(out, '}');
}

void
score_json(struct buf *out, const struct score_report *scores, size_t count)
{
    buf_put_byte(out, '[');
    for (size_t i = 0; i < count; i++) {
        buf_put_str(out, i > 0 ? STR(",\n") : STR("\n"));
        put_score(out, &scores[i]);
    }
    buf_put_str(out, count > 0 ? STR("\n]\n") : STR("]\n"));
}
