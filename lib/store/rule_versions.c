/* SPDX-License-Identifier: MIT */
#include "lib/store/rule_versions.h"

#include "lib/base/hash.h"
#include "lib/store/query.h"
#include "lib/store/sql.h"

#include <stdio.h>

/* -- writing: rare, so that nothing is kept prepared -- */

static bool
run(struct sql *sql, struct sqlite3_stmt *stmt, struct sql_values *values, struct err *err)
{
    bool done = sql_run(sql, values, err);

    sql_finalize(stmt);
    return done;
}

static bool
put_version(struct sql *sql, const struct rule_version *version, struct err *err)
{
    struct sqlite3_stmt *stmt =
        sql_prepare(sql, "INSERT INTO rule_version (applied_at, position, uid, how, same_as, disk, rules, parameters) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    err);
    struct sql_values values = sql_bind(stmt);

    if (!stmt)
        return false;
    sql_int(&values, version->applied_at);
    sql_int(&values, (int64_t)version->position);
    sql_int_or_null(&values, version->uid >= 0, version->uid);
    sql_text(&values, version->how);
    sql_int_or_null(&values, version->same_as > 0, version->same_as);
    sql_text(&values, version->disk);
    sql_text(&values, version->rules);
    sql_text(&values, version->parameters);
    return run(sql, stmt, &values, err);
}

static void
hash_text(struct str text, char digits[33])
{
    struct hash128 hash = hash128(text.ptr ? text.ptr : "", text.len);

    snprintf(digits, 33, "%016llx%016llx", (unsigned long long)hash.high, (unsigned long long)hash.low);
}

static bool
put_source(struct sql *sql, struct str hash, struct str text, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, "INSERT OR IGNORE INTO rule_source (hash, text) VALUES (?, ?)", err);
    struct sql_values values = sql_bind(stmt);

    if (!stmt)
        return false;
    sql_text(&values, hash);
    sql_text(&values, text.ptr ? text : STR(""));
    return run(sql, stmt, &values, err);
}

static bool
put_file(struct sql *sql, int64_t version, size_t place, const struct rule_file *file, struct err *err)
{
    char hash[33];
    struct sqlite3_stmt *stmt;
    struct sql_values values;

    hash_text(file->text, hash);
    if (!put_source(sql, str_of(hash), file->text, err))
        return false;
    stmt = sql_prepare(sql,
                       ("INSERT INTO rule_file (version, place, name, path, file, source, plugin, plugin_version, meaning)"
                        " VALUES (?, ?, ?, ?, ?, (SELECT source FROM rule_source WHERE hash = ?), ?, ?, ?)"),
                       err);
    values = sql_bind(stmt);
    if (!stmt)
        return false;
    sql_int(&values, version);
    sql_int(&values, (int64_t)place);
    sql_text(&values, file->name);
    sql_text(&values, file->path);
    sql_text(&values, file->file);
    sql_text(&values, str_of(hash));
    sql_text(&values, file->plugin);
    sql_text(&values, file->version);
    sql_text(&values, file->meaning);
    return run(sql, stmt, &values, err);
}

static void
read_number(struct query_row *row, void *item)
{
    *(int64_t *)item = row_int(row);
}

bool
rule_versions_put(struct sql *sql, const struct rule_version *version, int64_t *number, struct err *err)
{
    int64_t given;

    if (!put_version(sql, version, err) ||
        !query_one(sql, "SELECT max(version) FROM rule_version", (struct query_item){ sizeof given, read_number }, NULL,
                   &given, err))
        return false;
    for (size_t i = 0; i < version->file_count; i++)
        if (!put_file(sql, given, i, &version->files[i], err))
            return false;
    *number = given;
    return true;
}

/* -- reading -- */

static void
read_version(struct query_row *row, void *item)
{
    struct rule_version *version = item;

    version->number = row_int(row);
    version->applied_at = row_int(row);
    version->position = (uint64_t)row_int(row);
    version->uid = row_has(row) ? row_int(row) : (row_int(row), -1);
    version->how = row_text(row);
    version->same_as = row_int(row);
    version->disk = row_text(row);
    version->rules = row_text(row);
    version->parameters = row_text(row);
}

static void
read_file(struct query_row *row, void *item)
{
    struct rule_file *file = item;

    file->name = row_text(row);
    file->path = row_text(row);
    file->file = row_text(row);
    file->text = row_text(row);
    file->plugin = row_text(row);
    file->version = row_text(row);
    file->meaning = row_text(row);
}

bool
rule_versions_list(struct sql *sql, struct arena *arena, struct rule_version **versions, size_t *count, struct err *err)
{
    void *found = NULL;

    if (!query_all(sql, "SELECT version, applied_at, position, uid, how, same_as, disk, rules, parameters FROM rule_version ORDER BY version",
                   NULL, 0, (struct query_item){ sizeof **versions, read_version }, arena, &found, count, err))
        return false;
    *versions = found;
    return true;
}

static bool
read_files(struct sql *sql, int64_t number, struct arena *arena, struct rule_version *version, struct err *err)
{
    struct str digits = arena_printf(arena, "%lld", (long long)number);
    void *found = NULL;

    if (!query_all(sql,
                   ("SELECT f.name, f.path, f.file, s.text, f.plugin, f.plugin_version, f.meaning FROM rule_file AS f"
                    " JOIN rule_source AS s ON s.source = f.source WHERE f.version = CAST(? AS INTEGER) ORDER BY f.place"),
                   &digits, 1, (struct query_item){ sizeof *version->files, read_file }, arena, &found, &version->file_count,
                   err))
        return false;
    version->files = found;
    return true;
}

bool
rule_versions_get(struct sql *sql, int64_t number, struct arena *arena, struct rule_version *version, bool *found,
                  struct err *err)
{
    struct rule_version *all;
    size_t count;

    *found = false;
    if (!rule_versions_list(sql, arena, &all, &count, err))
        return false;
    if (number == 0 && count > 0)
        number = all[count - 1].number;
    for (size_t i = 0; i < count && !*found; i++) {
        *found = all[i].number == number;
        if (*found)
            *version = all[i];
    }
    return !*found || read_files(sql, number, arena, version, err);
}

bool
rule_versions_loaded(struct sql *sql, struct arena *arena, struct rule_file **files, size_t *count, struct err *err)
{
    void *found = NULL;

    if (!query_all(sql,
                   ("SELECT f.name, f.path, f.file, s.text, f.plugin, f.plugin_version, f.meaning FROM rule_file AS f"
                    " JOIN rule_source AS s ON s.source = f.source WHERE f.meaning IS NOT NULL AND f.version ="
                    " (SELECT max(g.version) FROM rule_file AS g WHERE g.name = f.name AND g.meaning IS NOT NULL)"
                    " ORDER BY f.name"),
                   NULL, 0, (struct query_item){ sizeof **files, read_file }, arena, &found, count, err))
        return false;
    *files = found;
    return true;
}

static void
read_since(struct query_row *row, void *item)
{
    struct rule_since *since = item;

    since->name = row_text(row);
    since->version = row_int(row);
    since->applied_at = row_int(row);
    since->position = (uint64_t)row_int(row);
}

bool
rule_versions_since(struct sql *sql, struct arena *arena, struct rule_since **since, size_t *count, struct err *err)
{
    void *found = NULL;

    /* The first version behind the last one in which the file was another, or was not there. */
    if (!query_all(sql,
                   ("SELECT f.name, v.version, v.applied_at, v.position FROM rule_file AS f JOIN rule_version AS v"
                    " ON v.version = (SELECT min(w.version) FROM rule_version AS w WHERE w.version > coalesce("
                    "(SELECT max(g.version) FROM rule_version AS g LEFT JOIN rule_file AS h ON h.version = g.version AND"
                    " h.name = f.name WHERE h.source IS NOT f.source), 0))"
                    " WHERE f.version = (SELECT max(version) FROM rule_version) ORDER BY f.name"),
                   NULL, 0, (struct query_item){ sizeof **since, read_since }, arena, &found, count, err))
        return false;
    *since = found;
    return true;
}
