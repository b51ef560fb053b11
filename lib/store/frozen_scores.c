/* SPDX-License-Identifier: MIT */
#include "lib/store/frozen_scores.h"

#include "lib/base/mem.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>

enum statement { NUMBER, PUT, PUT_LINE, PAGE, LINES, PERIODS, SHOW, HIDE, STATEMENTS };

#define TEXTS \
    "card, unit, team, period, plugin, state, total, sum, available, \"full\", base, bonus, penalty, most, grade, class, " \
    "change, comparison, flags"
#define WORDS "unit_name, unit_name_en, team_name, card_zh, card_en, grade_zh, grade_en, rules"
#define LINE_TEXTS "role, name, dimension, \"full\", self, points, state, mark, value, target, grade"

static const char *const texts[STATEMENTS] = {
    [NUMBER] = "SELECT coalesce(max(score), 0) + 1 FROM frozen_score",
    [PUT] = ("INSERT INTO frozen_score (score, closing, " TEXTS ", " WORDS ", first, \"end\", rank, \"of\", rank_change)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    [PUT_LINE] = ("INSERT INTO frozen_score_line (score, place, " LINE_TEXTS ", title_zh, title_en, factor)"
                  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    [PAGE] = ("SELECT score, " TEXTS ", rank, \"of\" FROM frozen_score"
              " WHERE closing = ? AND first = ? AND \"end\" = ? AND team IS ? ORDER BY score"),
    [LINES] = "SELECT " LINE_TEXTS " FROM frozen_score_line WHERE score = ? ORDER BY place",
    [PERIODS] = "SELECT DISTINCT first, \"end\" FROM frozen_score WHERE closing = ? ORDER BY first, \"end\"",
    [SHOW] = "INSERT OR IGNORE INTO score_closed (closing, first, \"end\") VALUES (?, ?, ?)",
    [HIDE] = "DELETE FROM score_closed WHERE closing = ? AND first = ? AND \"end\" = ?",
};

struct frozen_scores {
    struct sql *sql;
    struct sqlite3_stmt *stmts[STATEMENTS];
};

struct frozen_scores *
frozen_scores_open(struct store *store, struct err *err)
{
    struct frozen_scores *frozen = mem_new(sizeof *frozen);

    frozen->sql = store_sql(store);
    for (int i = 0; i < STATEMENTS; i++) {
        frozen->stmts[i] = sql_prepare(frozen->sql, texts[i], err);
        if (!frozen->stmts[i]) {
            frozen_scores_close(frozen);
            return NULL;
        }
    }
    return frozen;
}

void
frozen_scores_close(struct frozen_scores *frozen)
{
    if (!frozen)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sql_finalize(frozen->stmts[i]);
    free(frozen);
}

/* The texts of a row, in the order of TEXTS. */
enum { ROW_TEXTS = 19, LINE_ROW_TEXTS = 11 };

static void
row_texts(struct score_row *row, struct str *fields[ROW_TEXTS])
{
    struct str *const all[ROW_TEXTS] = {
        &row->card,  &row->unit, &row->team,  &row->period,  &row->plugin, &row->state, &row->total,
        &row->sum,   &row->available, &row->full, &row->base, &row->bonus, &row->penalty, &row->most,
        &row->grade, &row->peers, &row->change, &row->comparison, &row->flags,
    };

    memcpy(fields, all, sizeof all);
}

/* Likewise of a line, in the order of LINE_TEXTS. */
static void
line_texts(struct score_line_row *line, struct str *fields[LINE_ROW_TEXTS])
{
    struct str *const all[LINE_ROW_TEXTS] = {
        &line->role,  &line->name, &line->dimension, &line->full,   &line->self,  &line->points,
        &line->state, &line->mark, &line->value,     &line->target, &line->grade,
    };

    memcpy(fields, all, sizeof all);
}

static void
bind_words(struct sql_values *values, const struct frozen_score *score)
{
    const struct score_words *words = &score->words;
    const struct str all[] = { words->unit,    words->unit_en,  words->team,     words->card_zh,
                               words->card_en, words->grade_zh, words->grade_en, score->rules };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sql_text(values, all[i]);
}

static bool
put_row(struct frozen_scores *frozen, int64_t number, int64_t closing, const struct frozen_score *score, struct err *err)
{
    struct sql_values values = sql_bind(frozen->stmts[PUT]);
    struct score_row row = score->row;
    struct str *fields[ROW_TEXTS];

    sql_int(&values, number);
    sql_int(&values, closing);
    row_texts(&row, fields);
    for (int i = 0; i < ROW_TEXTS; i++)
        sql_text(&values, *fields[i]);
    bind_words(&values, score);
    sql_int(&values, row.period_first);
    sql_int(&values, row.period_end);
    sql_int_or_null(&values, row.has_rank, row.rank);
    sql_int_or_null(&values, row.has_rank, row.of);
    sql_int_or_null(&values, row.has_rank_change, row.rank_change);
    return sql_run(frozen->sql, &values, err);
}

static bool
put_line(struct frozen_scores *frozen, int64_t number, size_t place, const struct frozen_score *score, struct err *err)
{
    struct sql_values values = sql_bind(frozen->stmts[PUT_LINE]);
    struct score_line_row line = score->lines[place];
    struct str *fields[LINE_ROW_TEXTS];

    sql_int(&values, number);
    sql_int(&values, (int64_t)place);
    line_texts(&line, fields);
    for (int i = 0; i < LINE_ROW_TEXTS; i++)
        sql_text(&values, *fields[i]);
    sql_text(&values, score->line_words[place].title_zh);
    sql_text(&values, score->line_words[place].title_en);
    sql_int(&values, score->line_words[place].factor);
    return sql_run(frozen->sql, &values, err);
}

static bool
next_number(struct frozen_scores *frozen, int64_t *number, struct err *err)
{
    struct sqlite3_stmt *stmt = frozen->stmts[NUMBER];
    struct sql_values none = sql_bind(stmt);
    bool row, done = sql_first(frozen->sql, &none, &row, err);

    if (done)
        *number = sql_column_int(stmt, 0);
    sql_reset(stmt);
    return done;
}

bool
frozen_scores_put(struct frozen_scores *frozen, int64_t closing, const struct frozen_score *score, struct err *err)
{
    int64_t number;
    bool done = next_number(frozen, &number, err) && put_row(frozen, number, closing, score, err);

    for (size_t i = 0; done && i < score->line_count; i++)
        done = put_line(frozen, number, i, score, err);
    return done;
}

static void
read_texts(struct sqlite3_stmt *stmt, int column, struct str *const *fields, int count, struct arena *arena)
{
    for (int i = 0; i < count; i++) {
        struct str found = sql_column_str(stmt, column + i);

        *fields[i] = found.ptr ? arena_copy(arena, found) : found;
    }
}

/* What a statement gives, as an array in the arena. */
struct rows {
    void *items;
    size_t size, count, capacity;
};

static void *
add_row(struct rows *rows, struct arena *arena)
{
    if (rows->count == rows->capacity) {
        size_t capacity = rows->capacity ? 2 * rows->capacity : 8;
        char *items = arena_array(arena, capacity, rows->size);

        if (rows->count > 0)
            memcpy(items, rows->items, rows->count * rows->size);
        rows->items = items;
        rows->capacity = capacity;
    }
    return (char *)rows->items + rows->count++ * rows->size;
}

static void
read_score(struct sqlite3_stmt *stmt, void *item, struct arena *arena)
{
    struct frozen_score *score = item;
    struct str *fields[ROW_TEXTS];

    *score = (struct frozen_score){ .row = { .score = sql_column_int(stmt, 0), .kind = STR("official") } };
    row_texts(&score->row, fields);
    read_texts(stmt, 1, fields, ROW_TEXTS, arena);
    score->row.has_rank = !sql_column_is_null(stmt, 1 + ROW_TEXTS);
    score->row.rank = sql_column_int(stmt, 1 + ROW_TEXTS);
    score->row.of = sql_column_int(stmt, 2 + ROW_TEXTS);
}

static void
read_line(struct sqlite3_stmt *stmt, void *item, struct arena *arena)
{
    struct str *fields[LINE_ROW_TEXTS];

    line_texts(item, fields);
    read_texts(stmt, 0, fields, LINE_ROW_TEXTS, arena);
}

static void
read_days(struct sqlite3_stmt *stmt, void *item, struct arena *arena)
{
    (void)arena;
    *(struct frozen_days *)item = (struct frozen_days){ (int32_t)sql_column_int(stmt, 0), (int32_t)sql_column_int(stmt, 1) };
}

typedef void (*read_fn)(struct sqlite3_stmt *stmt, void *item, struct arena *arena);

static bool
read_all(struct frozen_scores *frozen, struct sql_values *values, struct rows *rows, read_fn read, struct arena *arena,
         struct err *err)
{
    bool row, done = sql_first(frozen->sql, values, &row, err);

    while (done && row) {
        read(values->stmt, add_row(rows, arena), arena);
        done = sql_next(frozen->sql, values->stmt, &row, err);
    }
    sql_reset(values->stmt);
    return done;
}

static bool
read_lines(struct frozen_scores *frozen, struct frozen_score *score, struct arena *arena, struct err *err)
{
    struct sql_values values = sql_bind(frozen->stmts[LINES]);
    struct rows lines = { .size = sizeof *score->lines };
    bool done;

    sql_int(&values, score->row.score);
    done = read_all(frozen, &values, &lines, read_line, arena, err);
    score->lines = lines.items;
    score->line_count = lines.count;
    return done;
}

bool
frozen_scores_page(struct frozen_scores *frozen, int64_t closing, int32_t first, int32_t end, struct str team,
                   struct arena *arena, struct frozen_score **scores, size_t *count, struct err *err)
{
    struct sql_values values = sql_bind(frozen->stmts[PAGE]);
    struct rows rows = { .size = sizeof **scores };
    bool done;

    sql_int(&values, closing);
    sql_int(&values, first);
    sql_int(&values, end);
    sql_text(&values, team);
    done = read_all(frozen, &values, &rows, read_score, arena, err);
    *scores = rows.items;
    *count = done ? rows.count : 0;
    for (size_t i = 0; done && i < rows.count; i++)
        done = read_lines(frozen, &(*scores)[i], arena, err);
    return done;
}

bool
frozen_scores_periods(struct frozen_scores *frozen, int64_t closing, struct arena *arena, struct frozen_days **periods,
                      size_t *count, struct err *err)
{
    struct sql_values values = sql_bind(frozen->stmts[PERIODS]);
    struct rows rows = { .size = sizeof **periods };
    bool done;

    sql_int(&values, closing);
    done = read_all(frozen, &values, &rows, read_days, arena, err);
    *periods = rows.items;
    *count = done ? rows.count : 0;
    return done;
}

bool
frozen_scores_show(struct frozen_scores *frozen, int64_t closing, const struct frozen_days *period, bool shown,
                   struct err *err)
{
    struct sql_values values = sql_bind(frozen->stmts[shown ? SHOW : HIDE]);

    sql_int(&values, closing);
    sql_int(&values, period->first);
    sql_int(&values, period->end);
    return sql_run(frozen->sql, &values, err);
}

bool
frozen_scores_hide_all(struct frozen_scores *frozen, struct err *err)
{
    return sql_exec(frozen->sql, "DELETE FROM score_closed", err);
}
