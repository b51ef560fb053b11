/* SPDX-License-Identifier: MIT */
#include "lib/store/scores.h"

#include "lib/base/mem.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>

enum statement { PUT_ROW, DROP_ROW, PUT_LINE, DROP_LINES, PUT_CARD, PUT_GRADE, STATEMENTS };

static const char *const texts[STATEMENTS] = {
    [PUT_ROW] = ("INSERT OR REPLACE INTO score_row (score, card, unit, team, period, first, \"end\", kind, plugin, state, total,"
                " sum, available, \"full\", base, bonus, penalty, most, grade, class, rank, \"of\", change, rank_change, comparison, flags)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    [DROP_ROW] = "DELETE FROM score_row WHERE score = ?",
    [PUT_LINE] = ("INSERT INTO score_line (score, place, role, name, dimension, \"full\", self, points, state, mark, value,"
                 " target, grade) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    [DROP_LINES] = "DELETE FROM score_line WHERE score = ?",
    [PUT_CARD] = "INSERT INTO score_card (name, place, \"of\", title_zh, title_en, plugin) VALUES (?, ?, ?, ?, ?, ?)",
    [PUT_GRADE] = "INSERT INTO score_grade (card, grade, place, title_zh, title_en) VALUES (?, ?, ?, ?, ?)",
};

struct score_table {
    struct sql *sql;
    struct sqlite3_stmt *stmts[STATEMENTS];
};

struct score_table *
score_table_open(struct store *store, struct err *err)
{
    struct score_table *table = mem_new(sizeof *table);

    table->sql = store_sql(store);
    for (int i = 0; i < STATEMENTS; i++) {
        table->stmts[i] = sql_prepare(table->sql, texts[i], err);
        if (!table->stmts[i]) {
            score_table_close(table);
            return NULL;
        }
    }
    return table;
}

void
score_table_close(struct score_table *table)
{
    if (!table)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sql_finalize(table->stmts[i]);
    free(table);
}

bool
score_table_clear(struct score_table *table, struct err *err)
{
    return sql_exec(table->sql,
                    "DELETE FROM score_row; DELETE FROM score_line; DELETE FROM score_card; DELETE FROM score_grade", err);
}

static bool
run_on(struct score_table *table, enum statement statement, int64_t score, struct err *err)
{
    struct sql_values values = sql_bind(table->stmts[statement]);

    sql_int(&values, score);
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
put_line(struct score_table *table, int64_t score, size_t place, const struct score_line_row *line, struct err *err)
{
    struct sql_values values = sql_bind(table->stmts[PUT_LINE]);

    sql_int(&values, score);
    sql_int(&values, (int64_t)place);
    sql_text(&values, line->role);
    sql_text(&values, line->name);
    sql_text(&values, line->dimension);
    sql_text(&values, line->full);
    sql_text(&values, line->self);
    sql_text(&values, line->points);
    sql_text(&values, line->state);
    sql_text(&values, line->mark);
    sql_text(&values, line->value);
    sql_text(&values, line->target);
    sql_text(&values, line->grade);
    return sql_run(table->sql, &values, err);
}

bool
score_table_put(struct score_table *table, const struct score_row *row, const struct score_line_row *lines, size_t count,
                struct err *err)
{
    if (!put_row(table, row, err))
        return false;
    if (!lines)
        return true;
    if (!run_on(table, DROP_LINES, row->score, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!put_line(table, row->score, i, &lines[i], err))
            return false;
    return true;
}

bool
score_table_drop(struct score_table *table, int64_t score, struct err *err)
{
    return run_on(table, DROP_ROW, score, err) && run_on(table, DROP_LINES, score, err);
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
