/* SPDX-License-Identifier: MIT */
#include "lib/store/score_reader.h"

#include "lib/base/buf.h"
#include "lib/store/query.h"
#include "lib/store/reader.h"

#include <stdlib.h>

static const char row_select[] =
    "SELECT s.score, s.card, s.unit, s.team, s.period, s.first, s.\"end\", s.kind, s.plugin, s.state, s.total, s.sum,"
    " s.available, s.\"full\", s.base, s.bonus, s.penalty, s.most, s.grade, s.class, s.rank, s.\"of\", s.change, s.rank_change,"
    " s.comparison, s.flags, u.name, u.name_en, t.name, c.title_zh, c.title_en, g.title_zh, g.title_en,"
    " (SELECT value FROM meta WHERE key = 'day'), (SELECT value FROM meta WHERE key = 'published')"
    " FROM score_row AS s"
    " LEFT JOIN unit AS u ON u.code = s.unit"
    " LEFT JOIN code AS t ON t.kind = 'team' AND t.code = s.team"
    " LEFT JOIN score_card AS c ON c.name = s.card"
    " LEFT JOIN score_grade AS g ON g.card = s.card AND g.grade = s.grade"
    " WHERE 1";

static const char line_select[] =
    "SELECT l.score, l.role, l.name, l.dimension, l.\"full\", l.self, l.points, l.state, l.mark, l.value, l.target, l.grade,"
    " coalesce(i.title_zh, c.title_zh), coalesce(i.title_en, c.title_en), coalesce(i.factor, 1)"
    " FROM score_row AS s JOIN score_line AS l ON l.score = s.score"
    " LEFT JOIN unit AS u ON u.code = s.unit"
    " LEFT JOIN indicator AS i ON i.name = l.name"
    " LEFT JOIN score_card AS c ON c.name = l.name"
    " WHERE 1";

/* The same for both, so that the lines come in the order of their rows. */
#define ORDER " ORDER BY s.card, s.first, s.\"end\" DESC, u.place IS NULL, u.place, s.unit, s.team, s.kind, s.score"

static const char *const columns[FILTERS] = {
    [FILTER_INDICATOR] = "s.card", [FILTER_UNIT] = "s.unit", [FILTER_TEAM] = "s.team", [FILTER_PERIOD] = "s.period",
};

static void
read_points(struct query_row *row, struct score_row *score)
{
    score->total = row_text(row);
    score->sum = row_text(row);
    score->available = row_text(row);
    score->full = row_text(row);
    score->base = row_text(row);
    score->bonus = row_text(row);
    score->penalty = row_text(row);
    score->most = row_text(row);
    score->grade = row_text(row);
    score->peers = row_text(row);
    score->has_rank = row_has(row);
    score->rank = row_int(row);
    score->of = row_int(row);
    score->change = row_text(row);
    score->has_rank_change = row_has(row);
    score->rank_change = row_int(row);
    score->comparison = row_text(row);
    score->flags = row_text(row);
}

static void
read_row(struct query_row *row, void *item)
{
    struct score_report *report = item;
    struct score_row *score = &report->row;

    score->score = (uint32_t)row_int(row);
    score->card = row_text(row);
    score->unit = row_text(row);
    score->team = row_text(row);
    score->period = row_text(row);
    score->period_first = (int32_t)row_int(row);
    score->period_end = (int32_t)row_int(row);
    score->kind = row_text(row);
    score->plugin = row_text(row);
    score->state = row_text(row);
    read_points(row, score);
    report->unit_name = row_text(row);
    report->unit_name_en = row_text(row);
    report->team_name = row_text(row);
    report->card_zh = row_text(row);
    report->card_en = row_text(row);
    report->grade_zh = row_text(row);
    report->grade_en = row_text(row);
    report->day = row_text(row);
    report->as_of = (uint64_t)row_int(row);
}

static void
read_line(struct query_row *row, void *item)
{
    struct score_report_line *report = item;
    struct score_line_row *line = &report->line;

    report->score = (uint32_t)row_int(row);
    line->role = row_text(row);
    line->name = row_text(row);
    line->dimension = row_text(row);
    line->full = row_text(row);
    line->self = row_text(row);
    line->points = row_text(row);
    line->state = row_text(row);
    line->mark = row_text(row);
    line->value = row_text(row);
    line->target = row_text(row);
    line->grade = row_text(row);
    report->title_zh = row_text(row);
    report->title_en = row_text(row);
    report->factor = (int)row_int(row);
}

static bool
select_filtered(struct reader *reader, const char *select, const char *order, const struct report_filter *filter,
                struct query_item item, struct arena *arena, void **items, size_t *count, struct err *err)
{
    struct conditions conditions;
    struct buf text = { 0 };
    bool done;

    buf_put_str(&text, str_of(select));
    conditions = conditions_put(&text, filter, columns);
    buf_put(&text, order, strlen(order) + 1);
    done = query_all(reader_sql(reader), text.ptr, conditions.values, conditions.count, item, arena, items, count, err);
    free(conditions.values);
    buf_free(&text);
    return done;
}

static void
give_lines(struct score_report *scores, size_t count, struct score_report_line *lines, size_t line_count)
{
    size_t at = 0;

    for (size_t i = 0; i < count; i++) {
        scores[i].lines = lines + at;
        while (at < line_count && lines[at].score == scores[i].row.score)
            at++;
        scores[i].line_count = (size_t)(lines + at - scores[i].lines);
    }
}

bool
score_reader_report(struct reader *reader, const struct report_filter *filter, struct arena *arena,
                    struct score_report **scores, size_t *count, struct err *err)
{
    const struct query_item row = { sizeof **scores, read_row }, line = { sizeof(struct score_report_line), read_line };
    void *rows = NULL, *lines = NULL;
    size_t line_count;

    if (!select_filtered(reader, row_select, ORDER, filter, row, arena, &rows, count, err) ||
        !select_filtered(reader, line_select, ORDER ", l.place", filter, line, arena, &lines, &line_count, err))
        return false;
    *scores = rows;
    give_lines(*scores, *count, lines, line_count);
    return true;
}

static void
read_name(struct query_row *row, void *item)
{
    *(struct str *)item = row_text(row);
}

bool
score_reader_cards(struct reader *reader, struct arena *arena, struct str **cards, size_t *count, struct err *err)
{
    const struct query_item item = { sizeof **cards, read_name };
    void *found = NULL;

    if (!query_all(reader_sql(reader), "SELECT name FROM score_card ORDER BY name", NULL, 0, item, arena, &found, count, err))
        return false;
    *cards = found;
    return true;
}
