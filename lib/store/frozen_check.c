/* SPDX-License-Identifier: MIT */
#include "lib/store/frozen_check.h"

#include "lib/store/sql.h"
#include "lib/store/store.h"

/* Each gives a sentence a row for what is wrong. */
static const char *const questions[] = {
    ("SELECT printf('the close of %s %s is not at log position %d', c.unit, c.period, c.close) FROM closing AS c"
     " LEFT JOIN event AS e ON e.seq = c.close LEFT JOIN word AS w ON w.kind = 'type' AND w.no = e.type"
     " WHERE w.name IS NOT 'turnout.period.close' LIMIT 20"),
    ("SELECT printf('what was frozen for %s %s stands for log position %d, behind the end of the log', unit, period, position)"
     " FROM closing WHERE position > (SELECT max(last) FROM batch) OR position < close LIMIT 20"),
    ("SELECT printf('official %d of %s %s is missing', n.official - 1, n.unit, n.period) FROM closing AS n WHERE n.official > 1"
     " AND NOT EXISTS (SELECT 1 FROM closing AS b WHERE b.unit = n.unit AND b.first = n.first AND b.\"end\" = n.\"end\""
     " AND b.official = n.official - 1) LIMIT 20"),
    ("SELECT printf('frozen figures of a close that is not there: %s %s %s', o.indicator, o.unit, o.period) FROM official AS o"
     " WHERE NOT EXISTS (SELECT 1 FROM closing AS c WHERE c.closing = o.closing) LIMIT 20"),
    ("SELECT printf('the frozen figure %s %s %s contradicts itself', indicator, unit, period) FROM official"
     " WHERE (state = 'ok') <> (value IS NOT NULL) OR (state <> 'ok' AND met IS NOT NULL) OR (met IS 1 AND short IS NOT NULL AND short > 0)"
     " OR lower > upper OR named > upper LIMIT 20"),
    ("SELECT printf('frozen scores of a close that is not there: %s %s %s', s.card, s.unit, s.period) FROM frozen_score AS s"
     " WHERE NOT EXISTS (SELECT 1 FROM closing AS c WHERE c.closing = s.closing) LIMIT 20"),
    ("SELECT printf('the frozen score %s %s %s has no components', s.card, s.unit, s.period) FROM frozen_score AS s"
     " WHERE NOT EXISTS (SELECT 1 FROM frozen_score_line AS l WHERE l.score = s.score) LIMIT 20"),
    ("SELECT printf('person %d has no key of 16 bytes', number) FROM person WHERE length(key) <> 16 OR typeof(key) <> 'blob' LIMIT 20"),
    ("SELECT printf('person %d: that number was never given', number) FROM person"
     " WHERE number < 1 OR number > (SELECT coalesce(max(persons), 0) FROM batch) LIMIT 20"),
    ("SELECT printf('persons %d and %d have one key', min(number), max(number)) FROM person"
     " WHERE substr(key, 1, 12) <> zeroblob(12) GROUP BY key HAVING count(*) > 1 LIMIT 20"),
    ("SELECT printf('the figures stand for log position %d, the log ends at %d: its end is gone', m.value,"
     " (SELECT coalesce(max(last), 0) FROM batch)) FROM meta AS m WHERE m.key = 'published'"
     " AND m.value > (SELECT coalesce(max(last), 0) FROM batch)"),
};

static bool
ask(struct sql *sql, const char *question, void (*tell)(void *ctx, struct str what), void *ctx, size_t *found, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, question, err);
    struct sql_values none = sql_bind(stmt);
    bool row = false, done = stmt && sql_first(sql, &none, &row, err);

    for (; done && row; done = sql_next(sql, stmt, &row, err)) {
        tell(ctx, sql_column_str(stmt, 0));
        ++*found;
    }
    sql_finalize(stmt);
    return done;
}

bool
frozen_check(struct store *store, void (*tell)(void *ctx, struct str what), void *ctx, size_t *found, struct err *err)
{
    struct sql *sql = store_sql(store);
    bool done = sql_exec(sql, "BEGIN", err);

    *found = 0;
    for (size_t i = 0; done && i < sizeof questions / sizeof *questions; i++)
        done = ask(sql, questions[i], tell, ctx, found, err);
    sql_rollback(sql);
    return done;
}
