/* SPDX-License-Identifier: MIT */
#include "lib/store/finding_table.h"

#include "lib/base/mem.h"
#include "lib/store/meta.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>

struct finding_table {
    struct sql *sql;
    struct sqlite3_stmt *put, *drop;
};

struct finding_table *
finding_table_open(struct store *store, struct err *err)
{
    struct finding_table *table = mem_new(sizeof *table);

    table->sql = store_sql(store);
    table->put = sql_prepare(table->sql,
                             "INSERT INTO finding (finding, \"check\", severity, grave, place, unit, team, activity, subject,"
                             " period, first, numbers, events, more) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                             err);
    if (table->put)
        table->drop = sql_prepare(table->sql, "DELETE FROM finding WHERE finding = ?", err);
    if (table->drop)
        return table;
    finding_table_close(table);
    return NULL;
}

void
finding_table_close(struct finding_table *table)
{
    if (!table)
        return;
    sql_finalize(table->put);
    sql_finalize(table->drop);
    free(table);
}

bool
finding_table_clear(struct finding_table *table, struct err *err)
{
    return sql_exec(table->sql, "DELETE FROM finding; DELETE FROM meta WHERE key IN ('quality', 'quality_day')", err);
}

bool
finding_table_put(struct finding_table *table, const struct finding_row *row, struct err *err)
{
    struct sql_values values = sql_bind(table->put);

    sql_int(&values, row->finding);
    sql_text(&values, row->check);
    sql_text(&values, row->severity);
    sql_int(&values, row->grave);
    sql_int(&values, row->place);
    sql_text(&values, row->unit);
    sql_text(&values, row->team);
    sql_text(&values, row->activity);
    sql_text(&values, row->subject);
    sql_text(&values, row->period);
    sql_int_or_null(&values, row->has_first, row->first);
    sql_text(&values, row->numbers);
    sql_text(&values, row->events);
    sql_int(&values, (int64_t)row->more);
    return sql_run(table->sql, &values, err);
}

bool
finding_table_drop(struct finding_table *table, uint32_t finding, struct err *err)
{
    struct sql_values values = sql_bind(table->drop);

    sql_int(&values, finding);
    return sql_run(table->sql, &values, err);
}

bool
finding_table_stand(struct finding_table *table, uint64_t position, struct str day, struct err *err)
{
    return meta_put_int(table->sql, "quality", (int64_t)position, err) &&
           meta_put_text(table->sql, "quality_day", day, err);
}
