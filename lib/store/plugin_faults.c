/* SPDX-License-Identifier: MIT */
#include "lib/store/plugin_faults.h"

#include "lib/store/query.h"
#include "lib/store/sql.h"

/* -- writing: rare, so that nothing is kept prepared -- */

static bool
run(struct sql *sql, struct sqlite3_stmt *stmt, struct sql_values *values, struct err *err)
{
    bool done = sql_run(sql, values, err);

    sql_finalize(stmt);
    return done;
}

bool
plugin_faults_doubt(struct sql *sql, struct err *err)
{
    return sql_exec(sql, "UPDATE plugin_failure SET stands = 2 WHERE stands = 1", err);
}

bool
plugin_faults_settle(struct sql *sql, int64_t now, struct err *err)
{
    struct sqlite3_stmt *stmt =
        sql_prepare(sql,
                    ("UPDATE plugin_failure SET mended_at = ?, stands = 0 WHERE mended_at IS NULL"
                     " AND plugin NOT IN (SELECT plugin FROM plugin_failure WHERE stands = 1)"),
                    err);
    struct sql_values values = sql_bind(stmt);

    if (!stmt)
        return false;
    sql_int(&values, now);
    return run(sql, stmt, &values, err) && sql_exec(sql, "UPDATE plugin_failure SET stands = 0 WHERE stands = 2", err);
}

static struct str
cut(struct str text, size_t most)
{
    if (text.len <= most)
        return text;
    for (text.len = most; text.len > 0 && ((unsigned char)text.ptr[text.len] & 0xc0) == 0x80;)
        text.len--;
    return text;
}

static void
read_number(struct query_row *row, void *item)
{
    *(int64_t *)item = row_int(row);
}

/* The one that stands, or did until now, and says the same; 0: none. A worker that was ended is told of twice: so is it by what loads next. */
static bool
find_same(struct sql *sql, const struct fault_row *row, int64_t *failure, bool *is_told, struct err *err)
{
    static const char text[] = "SELECT failure FROM plugin_failure WHERE stands > 0 AND plugin = ? AND message = ?";
    static const char by_worker[] = "SELECT failure FROM plugin_failure WHERE stands > 0 AND cause = 'worker' AND plugin = ? AND message = ?";
    struct str values[2] = { row->plugin, cut(row->message, FAULT_MESSAGE_MAX) };
    struct query_item item = { sizeof *failure, read_number };
    struct arena arena = { 0 };
    void *found = NULL;
    size_t count, worker_count = 0;
    bool done = query_all(sql, text, values, 2, item, &arena, &found, &count, err);

    *failure = done && count > 0 ? *(int64_t *)found : 0;
    if (done && str_eq(row->cause, fault_cause_names[FAULT_LOADING]))
        done = query_all(sql, by_worker, values, 2, item, &arena, &found, &worker_count, err);
    *is_told = worker_count > 0;
    arena_free(&arena);
    return done;
}

static bool
count_again(struct sql *sql, int64_t failure, int64_t at, bool is_told, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, "UPDATE plugin_failure SET stands = 1, last_at = ?, times = times + ? WHERE failure = ?", err);
    struct sql_values values = sql_bind(stmt);

    if (!stmt)
        return false;
    sql_int(&values, at);
    sql_int(&values, !is_told);
    sql_int(&values, failure);
    return run(sql, stmt, &values, err);
}

static void
put_number(struct sql_values *values, uint64_t number)
{
    sql_int_or_null(values, number > 0, number <= INT64_MAX ? (int64_t)number : INT64_MAX);
}

static void
put_use(struct sql_values *values, const struct fault_use *use)
{
    put_number(values, use->instructions);
    put_number(values, use->nanoseconds);
    put_number(values, use->memory);
    put_number(values, use->allocated);
    put_number(values, use->longest);
    put_number(values, use->round);
}

static bool
insert(struct sql *sql, const struct fault_row *row, struct err *err)
{
    struct sqlite3_stmt *stmt =
        sql_prepare(sql,
                    ("INSERT INTO plugin_failure (plugin, stands, at, last_at, times, position, cause, message, file, line, traceback,"
                     " rule, subject, activity, source, id, seq, figure, instructions, cpu_ns, memory, allocated, longest_string,"
                     " round_ns, max_instructions, max_cpu_ns, max_memory, max_allocated, max_string, max_round_ns)"
                     " VALUES (?, 1, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    err);
    struct sql_values values = sql_bind(stmt);

    if (!stmt)
        return false;
    sql_text(&values, row->plugin);
    sql_int(&values, row->at);
    sql_int(&values, row->at);
    sql_int(&values, (int64_t)row->position);
    sql_text(&values, row->cause);
    sql_text(&values, cut(row->message, FAULT_MESSAGE_MAX));
    sql_text(&values, row->file);
    put_number(&values, row->line);
    sql_text(&values, cut(row->traceback, FAULT_TRACEBACK_MAX));
    sql_text(&values, row->rule);
    sql_text(&values, row->subject);
    sql_text(&values, row->activity);
    sql_text(&values, row->source);
    sql_text(&values, row->id);
    put_number(&values, row->seq);
    sql_text(&values, row->figure);
    put_use(&values, &row->used);
    put_use(&values, &row->limit);
    return run(sql, stmt, &values, err);
}

/* The newest of the plugin, and of all, stay; what stands always does. */
static bool
trim(struct sql *sql, struct str plugin, struct err *err)
{
    struct sqlite3_stmt *stmt =
        sql_prepare(sql,
                    ("DELETE FROM plugin_failure WHERE plugin = ?1 AND stands <> 1 AND failure NOT IN"
                     " (SELECT failure FROM plugin_failure WHERE plugin = ?1 ORDER BY stands = 1 DESC, failure DESC LIMIT ?2)"),
                    err);
    struct sql_values values = sql_bind(stmt);

    if (!stmt)
        return false;
    sql_text(&values, plugin);
    sql_int(&values, FAULTS_KEPT);
    if (!run(sql, stmt, &values, err))
        return false;
    stmt = sql_prepare(sql,
                       ("DELETE FROM plugin_failure WHERE stands <> 1 AND failure NOT IN"
                        " (SELECT failure FROM plugin_failure ORDER BY stands = 1 DESC, failure DESC LIMIT ?)"),
                       err);
    values = sql_bind(stmt);
    if (!stmt)
        return false;
    sql_int(&values, FAULTS_MOST);
    return run(sql, stmt, &values, err);
}

static bool
displace(struct sql *sql, struct str plugin, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, "UPDATE plugin_failure SET stands = 0 WHERE plugin = ?", err);
    struct sql_values values = sql_bind(stmt);

    if (!stmt)
        return false;
    sql_text(&values, plugin);
    return run(sql, stmt, &values, err);
}

bool
plugin_faults_put(struct sql *sql, const struct fault_row *row, struct err *err)
{
    int64_t same;
    bool is_told;

    if (!find_same(sql, row, &same, &is_told, err) || !displace(sql, row->plugin, err))
        return false;
    if (same > 0)
        return count_again(sql, same, row->at, is_told, err);
    return insert(sql, row, err) && trim(sql, row->plugin, err);
}

/* -- reading -- */

static struct fault_use
read_use(struct query_row *row)
{
    struct fault_use use;

    use.instructions = (uint64_t)row_int(row);
    use.nanoseconds = (uint64_t)row_int(row);
    use.memory = (uint64_t)row_int(row);
    use.allocated = (uint64_t)row_int(row);
    use.longest = (uint64_t)row_int(row);
    use.round = (uint64_t)row_int(row);
    return use;
}

static void
read_fault(struct query_row *row, void *item)
{
    struct fault_row *fault = item;

    fault->plugin = row_text(row);
    fault->cause = row_text(row);
    fault->message = row_text(row);
    fault->file = row_text(row);
    fault->traceback = row_text(row);
    fault->rule = row_text(row);
    fault->subject = row_text(row);
    fault->activity = row_text(row);
    fault->source = row_text(row);
    fault->id = row_text(row);
    fault->figure = row_text(row);
    fault->position = (uint64_t)row_int(row);
    fault->line = (uint64_t)row_int(row);
    fault->seq = (uint64_t)row_int(row);
    fault->at = row_int(row);
    fault->last_at = row_int(row);
    fault->mended_at = row_int(row);
    fault->times = (uint64_t)row_int(row);
    fault->stands = row_int(row) == 1;
    fault->used = read_use(row);
    fault->limit = read_use(row);
}

bool
plugin_faults_read(struct sql *sql, struct arena *arena, struct fault_row **rows, size_t *count, struct err *err)
{
    static const char text[] =
        "SELECT plugin, cause, message, file, traceback, rule, subject, activity, source, id, figure, position, line, seq, at, last_at,"
        " mended_at, times, stands, instructions, cpu_ns, memory, allocated, longest_string, round_ns, max_instructions, max_cpu_ns,"
        " max_memory, max_allocated, max_string, max_round_ns FROM plugin_failure ORDER BY last_at DESC, failure DESC";
    void *found = NULL;

    if (!query_all(sql, text, NULL, 0, (struct query_item){ sizeof **rows, read_fault }, arena, &found, count, err))
        return false;
    *rows = found;
    return true;
}

/* -- what is stale -- */

bool
stale_rows_put(struct sql *sql, const struct stale_row *rows, size_t count, struct err *err)
{
    if (!sql_exec(sql, "DELETE FROM stale", err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct sqlite3_stmt *stmt = sql_prepare(sql, "INSERT INTO stale (kind, name, plugin, position, day) VALUES (?, ?, ?, ?, ?)", err);
        struct sql_values values = sql_bind(stmt);
        if (!stmt)
            return false;
        sql_text(&values, rows[i].kind);
        sql_text(&values, rows[i].name);
        sql_text(&values, rows[i].plugin);
        sql_int(&values, (int64_t)rows[i].position);
        sql_text(&values, rows[i].day);
        if (!run(sql, stmt, &values, err))
            return false;
    }
    return true;
}

static void
read_stale(struct query_row *row, void *item)
{
    struct stale_row *stale = item;

    stale->kind = row_text(row);
    stale->name = row_text(row);
    stale->plugin = row_text(row);
    stale->position = (uint64_t)row_int(row);
    stale->day = row_text(row);
    stale->message = row_text(row);
}

bool
stale_rows_read(struct sql *sql, struct arena *arena, struct stale_row **rows, size_t *count, struct err *err)
{
    void *found = NULL;

    if (!query_all(sql, "SELECT kind, name, plugin, position, day, message FROM stale_figure ORDER BY plugin, position, kind DESC, name",
                   NULL, 0, (struct query_item){ sizeof **rows, read_stale }, arena, &found, count, err))
        return false;
    *rows = found;
    return true;
}
