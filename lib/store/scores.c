/* SPDX-License-Identifier: MIT */
#include "lib/store/scores.h"

#include "lib/base/mem.h"
#include "lib/store/incoming.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>

#define LINE_COLUMNS "role, name, dimension, \"full\", self, points, state, mark, value, target, grade"

enum statement { PUT_ROW, DROP_ROW, PUT_LINES, DROP_LINES, PUT_CARD, PUT_GRADE, STATEMENTS };

static const char *const texts[STATEMENTS] = {
    [PUT_ROW] = ("INSERT OR REPLACE INTO score_row (score, card, unit, team, period, first, \"end\", kind, plugin, state, total,"
                " sum, available, \"full\", base, bonus, penalty, most, grade, class, rank, \"of\", change, rank_change, comparison, flags)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    [DROP_ROW] = "DELETE FROM score_row WHERE score = ?",
    [PUT_LINES] = ("INSERT OR REPLACE INTO score_line (score, place, " LINE_COLUMNS ") SELECT ?, place, " LINE_COLUMNS
                   " FROM incoming_line"),
    [DROP_LINES] = "DELETE FROM score_line WHERE score = ? AND place >= ?",
    [PUT_CARD] = "INSERT INTO score_card (name, place, \"of\", title_zh, title_en, plugin) VALUES (?, ?, ?, ?, ?, ?)",
    [PUT_GRADE] = "INSERT INTO score_grade (card, grade, place, title_zh, title_en) VALUES (?, ?, ?, ?, ?)",
};

struct placed_line {
    int64_t place;
    const struct score_line_row *line;
};

struct score_table {
    struct sql *sql;
    struct sqlite3_stmt *stmts[STATEMENTS];
    struct incoming lines; /* of the score that is being put */
    struct placed_line *placed;
    size_t placed_count, placed_capacity;
};

static void
put_column(const void *data, int column, struct sqlite3_context *result)
{
    const struct placed_line *placed = data;
    const struct score_line_row *line = placed->line;
    const struct str values[] = { line->role, line->name, line->dimension, line->full,   line->self, line->points,
                                 line->state, line->mark, line->value,    line->target, line->grade };

    if (column == 0)
        incoming_int(result, placed->place);
    else
        incoming_text(result, values[column - 1]);
}

static const struct incoming line_columns = {
    .declaration = "CREATE TABLE x(place, " LINE_COLUMNS ")",
    .column = put_column,
    .row_size = sizeof(struct placed_line),
};

static bool
prepare(struct score_table *table, struct err *err)
{
    table->lines = line_columns;
    if (!incoming_register(table->sql, "incoming_line", &table->lines, err))
        return false;
    for (int i = 0; i < STATEMENTS; i++) {
        table->stmts[i] = sql_prepare(table->sql, texts[i], err);
        if (!table->stmts[i])
            return false;
    }
    return true;
}

struct score_table *
score_table_open(struct store *store, struct err *err)
{
    struct score_table *table = mem_new(sizeof *table);

    table->sql = store_sql(store);
    if (prepare(table, err))
        return table;
    score_table_close(table);
    return NULL;
}

void
score_table_close(struct score_table *table)
{
    if (!table)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sql_finalize(table->stmts[i]);
    free(table->placed);
    free(table);
}

bool
score_table_clear(struct score_table *table, struct err *err)
{
    return sql_exec(table->sql,
                    "DELETE FROM score_row; DELETE FROM score_line; DELETE FROM score_card; DELETE FROM score_grade", err);
}

static bool
drop_row(struct score_table *table, int64_t score, struct err *err)
{
    struct sql_values values = sql_bind(table->stmts[DROP_ROW]);

    sql_int(&values, score);
    return sql_run(table->sql, &values, err);
}

/* Those from a place on. */
static bool
drop_lines(struct score_table *table, int64_t score, size_t place, struct err *err)
{
    struct sql_values values = sql_bind(table->stmts[DROP_LINES]);

    sql_int(&values, score);
    sql_int(&values, (int64_t)place);
    return sql_run(table->sql, &values, err);
}

static void
bind_points(struct sql_values *values, const struct score_row *row)
{
    sql_text(values, row->total);
    sql_text(values, row->sum);
    sql_text(values, row->available);
    sql_text(values, row->full);
    sql_text(values, row->base);
    sql_text(values, row->bonus);
    sql_text(values, row->penalty);
    sql_text(values, row->most);
}

static bool
put_row(struct score_table *table, const struct score_row *row, struct err *err)
{
    struct sql_values values = sql_bind(table->stmts[PUT_ROW]);

    sql_int(&values, row->score);
    sql_text(&values, row->card);
    sql_text(&values, row->unit);
    sql_text(&values, row->team);
    sql_text(&values, row->period);
    sql_int(&values, row->period_first);
    sql_int(&values, row->period_end);
    sql_text(&values, row->kind);
    sql_text(&values, row->plugin);
    sql_text(&values, row->state);
    bind_points(&values, row);
    sql_text(&values, row->grade);
    sql_text(&values, row->peers);
    sql_int_or_null(&values, row->has_rank, row->rank);
    sql_int_or_null(&values, row->has_rank, row->of);
    sql_text(&values, row->change);
    sql_int_or_null(&values, row->has_rank_change, row->rank_change);
    sql_text(&values, row->comparison);
    sql_text(&values, row->flags);
    return sql_run(table->sql, &values, err);
}

static bool
put_lines(struct score_table *table, int64_t score, const struct score_line_row *lines, size_t count, struct err *err)
{
    struct sql_values values = sql_bind(table->stmts[PUT_LINES]);

    table->placed_count = 0;
    for (size_t i = 0; i < count; i++) {
        table->placed = mem_grow(table->placed, table->placed_count, &table->placed_capacity, sizeof *table->placed);
        table->placed[table->placed_count++] = (struct placed_line){ (int64_t)i, &lines[i] };
    }
    table->lines.rows = (const char *)table->placed;
    table->lines.count = count;
    sql_int(&values, score);
    return sql_run(table->sql, &values, err);
}

bool
score_table_put(struct score_table *table, const struct score_row *row, const struct score_line_row *lines, size_t count,
                struct err *err)
{
    if (!put_row(table, row, err))
        return false;
    return !lines || (put_lines(table, row->score, lines, count, err) && drop_lines(table, row->score, count, err));
}

bool
score_table_drop(struct score_table *table, int64_t score, struct err *err)
{
    return drop_row(table, score, err) && drop_lines(table, score, 0, err);
}

bool
score_table_put_cards(struct score_table *table, const struct score_card_row *cards, size_t count, struct err *err)
{
    bool done = sql_exec(table->sql, "DELETE FROM score_card", err);

    for (size_t i = 0; done && i < count; i++) {
        struct sql_values values = sql_bind(table->stmts[PUT_CARD]);

        sql_text(&values, cards[i].name);
        sql_int(&values, (int64_t)i);
        sql_text(&values, cards[i].of);
        sql_text(&values, cards[i].title_zh);
        sql_text(&values, cards[i].title_en);
        sql_text(&values, cards[i].plugin);
        done = sql_run(table->sql, &values, err);
    }
    return done;
}

bool
score_table_put_grades(struct score_table *table, const struct score_grade_row *grades, size_t count, struct err *err)
{
    bool done = sql_exec(table->sql, "DELETE FROM score_grade", err);

    for (size_t i = 0; done && i < count; i++) {
        struct sql_values values = sql_bind(table->stmts[PUT_GRADE]);

        sql_text(&values, grades[i].card);
        sql_text(&values, grades[i].grade);
        sql_int(&values, (int64_t)i);
        sql_text(&values, grades[i].title_zh);
        sql_text(&values, grades[i].title_en);
        done = sql_run(table->sql, &values, err);
    }
    return done;
}
