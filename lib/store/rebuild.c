/* SPDX-License-Identifier: MIT */
#include "lib/store/rebuild.h"

#include "lib/base/buf.h"
#include "lib/store/query.h"
#include "lib/store/sql.h"

#include <stdio.h>
#include <string.h>

/* What a publication writes (figures.h, scores.h, finding_table.h, frozen_scores.h, meta.h). */
static const char *const tables[] = { "meta", "cell", "cell_value", "unit", "indicator", "code", "session", "event_state", "plugin_failure",
                                      "stale", "score_row", "score_line", "score_card", "score_grade", "score_closed", "finding" };

/* Of each kind, what is kept of a row: its name, its content. Both are JSON. */
static const char *const rows[REBUILD_KINDS] = {
    [REBUILD_FIGURE] =
        ("json_array(c.indicator, c.unit, c.team, c.category, c.\"group\", c.period, c.kind),"
         " json_object('state', v.state, 'numerator', v.numerator, 'denominator', v.denominator, 'value', v.value, 'method', v.method,"
         " 'named', v.named, 'lower', v.lower, 'upper', v.upper, 'target', v.target, 'met', v.met, 'short', v.short, 'flags', v.flags,"
         " 'notes', v.notes, 'detail', v.detail, 'first', c.first, 'end', c.\"end\", 'plugin', c.plugin, 'closing', c.closing,"
         " 'unit_name', c.unit_name)"),
    [REBUILD_SCORE] =
        ("json_array(s.card, s.unit, s.team, s.period, s.kind),"
         " json_object('state', s.state, 'total', s.total, 'sum', s.sum, 'available', s.available, 'full', s.\"full\", 'base', s.base,"
         " 'bonus', s.bonus, 'penalty', s.penalty, 'most', s.most, 'grade', s.grade, 'class', s.class, 'rank', s.rank, 'of', s.\"of\","
         " 'change', s.change, 'rank_change', s.rank_change, 'comparison', s.comparison, 'flags', s.flags, 'first', s.first,"
         " 'end', s.\"end\", 'plugin', s.plugin)"),
    [REBUILD_COMPONENT] =
        ("json_array(s.card, s.unit, s.team, s.period, s.kind, l.place),"
         " json_object('role', l.role, 'component', l.name, 'dimension', l.dimension, 'full', l.\"full\", 'self', l.self,"
         " 'points', l.points, 'state', l.state, 'mark', l.mark, 'value', l.value, 'target', l.target, 'grade', l.grade)"),
    [REBUILD_SESSION] = ("json_array(s.activity),"
                         " json_object('unit', s.unit, 'local_date', s.local_date, 'precision', s.\"precision\", 'state', s.state)"),
    [REBUILD_EVENT] = ("json_array(e.seq),"
                       " json_object('state', e.state, 'unit', e.unit, 'local_date', e.local_date, 'precision', e.\"precision\")"),
    [REBUILD_UNIT] = ("json_array(u.code),"
                      " json_object('place', u.place, 'end', u.\"end\", 'depth', u.depth, 'name', u.name, 'name_en', u.name_en,"
                      " 'level', u.level, 'parent', u.parent)"),
};

#define FROM(schema) \
    { \
        [REBUILD_FIGURE] = (schema ".cell AS c CROSS JOIN " schema ".cell_value AS v ON v.slot = c.cell + (SELECT value FROM " schema ".meta WHERE key = 'shown')"), \
        [REBUILD_SCORE] = (schema ".score_row AS s"), \
        [REBUILD_COMPONENT] = (schema ".score_line AS l JOIN " schema ".score_row AS s ON s.score = l.score"), \
        [REBUILD_SESSION] = (schema ".session AS s"), \
        [REBUILD_EVENT] = (schema ".event_state AS e"), \
        [REBUILD_UNIT] = (schema ".unit AS u"), \
    }

static const char *const from_file[REBUILD_KINDS] = FROM("main");
static const char *const from_memory[REBUILD_KINDS] = FROM("temp");

/* ---- keeping ---- */

/* Two rows of one name, which never are, must not pass for one. */
static bool
keep(struct sql *sql, const char *table, enum rebuild_kind kind, const char *from, struct err *err)
{
    struct buf text = { 0 };
    bool done;

    buf_printf(&text, "CREATE TEMP TABLE %s_%d (name TEXT PRIMARY KEY, content TEXT) WITHOUT ROWID;", table, (int)kind);
    buf_printf(&text, "INSERT INTO temp.%s_%d SELECT %s FROM %s WHERE true", table, (int)kind, rows[kind], from);
    buf_printf(&text, " ON CONFLICT (name) DO UPDATE SET content = content || excluded.content");
    buf_put_byte(&text, '\0');
    done = sql_exec(sql, text.ptr, err);
    buf_free(&text);
    return done;
}

static bool
keep_all(struct sql *sql, const char *table, const char *const *from, struct err *err)
{
    for (int kind = 0; kind < REBUILD_KINDS; kind++)
        if (!keep(sql, table, (enum rebuild_kind)kind, from[kind], err))
            return false;
    return true;
}

/* "CREATE TABLE cell (...)" becomes "CREATE TEMP TABLE cell (...)": names are looked for there first. */
static bool
make_table(struct sql *sql, const char *name, struct err *err)
{
    static const char create[] = "CREATE ";
    struct sqlite3_stmt *stmt = sql_prepare(sql, "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?", err);
    struct sql_values values = sql_bind(stmt);
    struct buf text = { 0 };
    struct str made;
    bool row = false, done;

    if (!stmt)
        return false;
    sql_text(&values, str_of(name));
    done = sql_first(sql, &values, &row, err);
    made = done && row ? sql_column_str(stmt, 0) : (struct str){ 0 };
    if (done && str_starts(made, STR("CREATE TABLE")))
        buf_printf(&text, "CREATE TEMP %.*s", (int)(made.len - (sizeof create - 1)), made.ptr + sizeof create - 1);
    sql_finalize(stmt);
    buf_put_byte(&text, '\0');
    if (done)
        done = text.len > 1 ? sql_exec(sql, text.ptr, err) : err_set(err, ERR_STORE, "%s: the table %s is not there", sql->path, name);
    buf_free(&text);
    return done;
}

static void
read_name(struct query_row *row, void *item)
{
    *(struct str *)item = row_text(row);
}

static void
read_base(struct query_row *row, void *item)
{
    struct rebuild_base *base = item;

    base->position = (uint64_t)row_int(row);
    base->day = row_text(row);
    base->rule_version = row_int(row);
}

static bool
read_all(struct sql *sql, struct arena *arena, struct rebuild_base *base, struct err *err)
{
    static const char numbers[] = "SELECT (SELECT value FROM main.meta WHERE key = 'published'),"
                                  " (SELECT value FROM main.meta WHERE key = 'day'), (SELECT max(version) FROM main.rule_version)";
    void *faults = NULL;

    if (!query_one(sql, numbers, (struct query_item){ sizeof *base, read_base }, arena, base, err) ||
        !query_all(sql, "SELECT plugin FROM main.plugin_failure WHERE stands = 1", NULL, 0, (struct query_item){ sizeof(struct str), read_name }, arena, &faults,
                   &base->fault_count, err))
        return false;
    base->faults = faults;
    return keep_all(sql, "stored", from_file, err);
}

bool
rebuild_begin(struct sql *sql, struct arena *arena, struct rebuild_base *base, struct err *err)
{
    bool done;

    /* Not on a disk: what is private in the store would lie about there. */
    if (!sql_exec(sql, "PRAGMA temp_store = MEMORY; BEGIN", err))
        return false;
    done = read_all(sql, arena, base, err);
    for (size_t i = 0; done && i < sizeof tables / sizeof *tables; i++)
        done = make_table(sql, tables[i], err);
    done = done && sql_exec(sql, "INSERT INTO temp.meta SELECT * FROM main.meta", err) && sql_commit(sql, err);
    if (!done)
        sql_rollback(sql);
    return done;
}

/* ---- comparing ---- */

static bool
count(struct sql *sql, enum rebuild_kind kind, uint64_t *number, struct err *err)
{
    char text[64];
    int64_t found = 0;
    bool done;

    snprintf(text, sizeof text, "SELECT count(*) FROM temp.stored_%d", (int)kind);
    done = sql_ask_int(sql, text, &found, err);
    if (done)
        *number = (uint64_t)found;
    return done;
}

static bool
tell_rows(struct sql *sql, struct sqlite3_stmt *stmt, enum rebuild_kind kind,
          void (*tell)(void *ctx, const struct rebuild_difference *difference), void *ctx, struct err *err)
{
    struct sql_values none = sql_bind(stmt);
    bool row = false, done = sql_first(sql, &none, &row, err);

    while (done && row) {
        const struct rebuild_difference difference = { kind, sql_column_str(stmt, 0), sql_column_str(stmt, 1), sql_column_str(stmt, 2) };
        tell(ctx, &difference);
        done = sql_next(sql, stmt, &row, err);
    }
    return done;
}

static bool
compare(struct sql *sql, enum rebuild_kind kind, void (*tell)(void *ctx, const struct rebuild_difference *difference), void *ctx,
        struct err *err)
{
    struct buf text = { 0 };
    struct sqlite3_stmt *stmt;
    bool done;

    buf_printf(&text,
               "SELECT s.name, s.content, r.content FROM temp.stored_%d AS s LEFT JOIN temp.rebuilt_%d AS r ON r.name = s.name"
               " WHERE r.content IS NOT s.content"
               " UNION ALL SELECT r.name, NULL, r.content FROM temp.rebuilt_%d AS r"
               " WHERE NOT EXISTS (SELECT 1 FROM temp.stored_%d AS s WHERE s.name = r.name) ORDER BY 1",
               (int)kind, (int)kind, (int)kind, (int)kind);
    buf_put_byte(&text, '\0');
    stmt = sql_prepare(sql, text.ptr, err);
    buf_free(&text);
    done = stmt && tell_rows(sql, stmt, kind, tell, ctx, err);
    sql_finalize(stmt);
    return done;
}

bool
rebuild_compare(struct sql *sql, void (*tell)(void *ctx, const struct rebuild_difference *difference), void *ctx,
                uint64_t compared[REBUILD_KINDS], struct err *err)
{
    if (!keep_all(sql, "rebuilt", from_memory, err))
        return false;
    for (int kind = 0; kind < REBUILD_KINDS; kind++)
        if (!count(sql, (enum rebuild_kind)kind, &compared[kind], err) || !compare(sql, (enum rebuild_kind)kind, tell, ctx, err))
            return false;
    return true;
}

bool
rebuild_rules_are(struct sql *sql, int64_t version, bool *same, struct err *err)
{
    int64_t newest = 0;
    bool done = sql_ask_int(sql, "SELECT max(version) FROM main.rule_version", &newest, err);

    if (done)
        *same = newest == version;
    return done;
}
