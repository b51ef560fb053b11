/* SPDX-License-Identifier: MIT */
#include "lib/store/plugin_names.h"

#include "lib/store/sql.h"

static bool
change(struct sql *sql, const char *text, struct str before, struct str after, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, text, err);
    struct sql_values values = sql_bind(stmt);
    bool done;

    if (!stmt)
        return false;
    sql_text(&values, after);
    sql_text(&values, before);
    done = sql_run(sql, &values, err);
    sql_finalize(stmt);
    return done;
}

bool
plugin_names_change(struct sql *sql, struct str before, struct str after, struct err *err)
{
    return change(sql, "UPDATE cell SET plugin = ? WHERE plugin = ? AND closing IS NULL", before, after, err) &&
           change(sql, "UPDATE score_row SET plugin = ? WHERE plugin = ? AND kind <> 'official'", before, after, err);
}
