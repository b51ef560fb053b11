/* SPDX-License-Identifier: MIT */
#include "lib/store/score_reader.h"

#include "lib/base/buf.h"
#include "lib/store/query.h"
#include "lib/store/reader.h"

#include <stdlib.h>
#include <string.h>

static const char row_select[] =
    "SELECT s.score, s.card, s.unit, s.team, s.period, s.first, s.\"end\", s.kind, s.plugin, s.state, s.total, s.sum,"
    " s.available, s.\"full\", s.base, s.bonus, s.penalty, s.most, s.grade, s.class, s.rank, s.\"of\", s.change, s.rank_change,"
    " s.comparison, s.flags, s.unit_name, s.unit_name_en, s.team_name, s.card_zh, s.card_en, s.grade_zh, s.grade_en, s.day,"
    " s.as_of, h.plugin, h.message FROM %s AS s LEFT JOIN unit AS u ON u.code = s.unit"
    " LEFT JOIN stale_figure AS h ON h.kind = 'card' AND h.name = s.card AND s.closing IS NULL WHERE 1";
static const char row_order[] =
    " ORDER BY s.card, s.first, s.\"end\" DESC, u.place IS NULL, u.place, s.unit, s.team, s.kind, s.as_of, s.score";

#define LINE_COLUMNS "l.role, l.name, l.dimension, l.\"full\", l.self, l.points, l.state, l.mark, l.value, l.target, l.grade"

static const char live_lines[] =
    "SELECT l.score, " LINE_COLUMNS ", coalesce(i.title_zh, c.title_zh), coalesce(i.title_en, c.title_en), coalesce(i.factor, 1)"
    " FROM score_row AS s JOIN score_line AS l ON l.score = s.score"
    " LEFT JOIN indicator AS i ON i.name = l.name"
    " LEFT JOIN score_card AS c ON c.name = l.name"
    " WHERE 1";
/* In the order in which the rows' numbers go up, which are below 0. */
static const char frozen_lines[] =
    "SELECT -l.score, " LINE_COLUMNS ", l.title_zh, l.title_en, l.factor"
    " FROM frozen_score AS s JOIN frozen_score_line AS l ON l.score = s.score"
    " WHERE 1";

/* Without the kind: lines of rows that are not asked for are not missed. */
static const char *const columns[FILTERS] = {
    [FILTER_INDICATOR] = "s.card", [FILTER_UNIT] = "s.unit", [FILTER_TEAM] = "s.team", [FILTER_PERIOD] = "s.period",
};
static const char *const row_columns[FILTERS] = {
    [FILTER_INDICATOR] = "s.card", [FILTER_UNIT] = "s.unit", [FILTER_TEAM] = "s.team", [FILTER_PERIOD] = "s.period",
    [FILTER_KIND] = "s.kind",
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

    score->score = row_int(row);
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
    report->words.unit = row_text(row);
    report->words.unit_en = row_text(row);
    report->words.team = row_text(row);
    report->words.card_zh = row_text(row);
    report->words.card_en = row_text(row);
    report->words.grade_zh = row_text(row);
    report->words.grade_en = row_text(row);
    report->day = row_text(row);
    report->as_of = (uint64_t)row_int(row);
    report->stale_plugin = row_text(row);
    report->stale_reason = row_text(row);
}

static void
read_line(struct query_row *row, void *item)
{
    struct score_report_line *report = item;
    struct score_line_row *line = &report->line;

    report->score = row_int(row);
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
    report->words.title_zh = row_text(row);
    report->words.title_en = row_text(row);
    report->words.factor = (int)row_int(row);
}

/* What is asked for, of one table. */
struct question {
    const char *select, *table; /* table: stands for the %s of select; NULL: there is none */
    const char *order;
    const char *const *columns;
    struct query_item item;
};

static bool
ask(struct reader *reader, const struct question *question, const struct report_filter *filter, struct arena *arena,
    void **items, size_t *count, struct err *err)
{
    const char *hole = question->table ? strstr(question->select, "%s") : NULL;
    struct conditions conditions;
    struct buf text = { 0 };
    bool done;

    if (hole)
        buf_put(&text, question->select, (size_t)(hole - question->select));
    buf_put_str(&text, str_of(hole ? question->table : ""));
    buf_put_str(&text, str_of(hole ? hole + 2 : question->select));
    if (filter->official && question->table)
        buf_printf(&text, " AND s.official = %llu", (unsigned long long)filter->official);
    conditions = conditions_put(&text, filter, question->columns);
    buf_put(&text, question->order, strlen(question->order) + 1);
    done = query_all(reader_sql(reader), text.ptr, conditions.values, conditions.count, question->item, arena, items, count, err);
    free(conditions.values);
    buf_free(&text);
    return done;
}

/* Lines in order of their rows' numbers. */
struct lines {
    struct score_report_line *lines;
    size_t count;
};

static bool
read_lines(struct reader *reader, const char *select, const char *order, const struct report_filter *filter,
           struct arena *arena, struct lines *lines, struct err *err)
{
    const struct question question = { select, NULL, order, columns, { sizeof(struct score_report_line), read_line } };
    void *found = NULL;

    if (!ask(reader, &question, filter, arena, &found, &lines->count, err))
        return false;
    lines->lines = found;
    return true;
}

static int
line_cmp(const void *key, const void *item)
{
    const int64_t *score = key;
    const struct score_report_line *line = item;

    return (*score > line->score) - (*score < line->score);
}

static void
give_lines(struct score_report *score, const struct lines *lines)
{
    struct score_report_line *end = lines->lines + lines->count, *found = NULL;

    if (lines->count > 0)
        found = bsearch(&score->row.score, lines->lines, lines->count, sizeof *found, line_cmp);
    if (!found)
        return;
    while (found > lines->lines && found[-1].score == score->row.score)
        found--;
    score->lines = found;
    while (found < end && found->score == score->row.score)
        found++;
    score->line_count = (size_t)(found - score->lines);
}

bool
score_reader_report(struct reader *reader, const struct report_filter *filter, struct arena *arena,
                    struct score_report **scores, size_t *count, struct err *err)
{
    const struct question rows = { row_select, filter->official ? "score_frozen" : "score_now", row_order, row_columns,
                                   { sizeof **scores, read_row } };
    struct lines live = { 0 }, frozen = { 0 };
    void *found = NULL;

    if (!ask(reader, &rows, filter, arena, &found, count, err) ||
        !read_lines(reader, live_lines, " ORDER BY l.score, l.place", filter, arena, &live, err) ||
        !read_lines(reader, frozen_lines, " ORDER BY l.score DESC, l.place", filter, arena, &frozen, err))
        return false;
    *scores = found;
    for (size_t i = 0; i < *count; i++)
        give_lines(&(*scores)[i], (*scores)[i].row.score < 0 ? &frozen : &live);
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

    if (!query_all(reader_sql(reader), "SELECT name FROM score_card UNION SELECT card FROM frozen_score ORDER BY 1", NULL, 0, item, arena, &found, count, err))
        return false;
    *cards = found;
    return true;
}
