/* SPDX-License-Identifier: MIT */
#include "lib/store/migrate.h"

#include "lib/store/sql.h"
#include "schema/migrations.h"

#include <stdint.h>
#include <stdio.h>

static int
newest(void)
{
    return migration_count ? migrations[migration_count - 1].number : 0;
}

/* 0: a file without tables. Refuses other programs' files and newer ones. */
static bool
read_version(struct sql *sql, int64_t *version, struct err *err)
{
    int64_t application, tables;

    if (!sql_ask_int(sql, "PRAGMA application_id", &application, err) ||
        !sql_ask_int(sql, "PRAGMA user_version", version, err) ||
        !sql_ask_int(sql, "SELECT count(*) FROM sqlite_schema", &tables, err))
        return false;
    if (application != MIGRATE_APPLICATION_ID && (application != 0 || *version != 0 || tables != 0))
        return err_set(err, ERR_STORE, "%s: is the database of another program; choose another file", sql->path);
    if (*version > newest())
        return err_set(err, ERR_STORE,
                       "%s: was written by a newer Turnout (schema %d, this program knows %d); install that one",
                       sql->path, (int)*version, newest());
    return true;
}

static bool
run_one(struct sql *sql, const struct migration *migration, struct err *err)
{
    char stamp[96];
    struct err ignored;

    snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d; PRAGMA user_version = %d", MIGRATE_APPLICATION_ID,
             migration->number);
    if (sql_exec(sql, "BEGIN IMMEDIATE", err) && sql_exec(sql, migration->sql, err) && sql_exec(sql, stamp, err) &&
        sql_exec(sql, "COMMIT", err))
        return true;
    sql_exec(sql, "ROLLBACK", &ignored);
    return err_wrap(err, "migration %s", migration->name);
}

bool
migrate_run(struct sql *sql, struct err *err)
{
    int64_t version;

    if (!read_version(sql, &version, err))
        return false;
    for (size_t i = 0; i < migration_count; i++)
        if (migrations[i].number > version && !run_one(sql, &migrations[i], err))
            return false;
    return true;
}

bool
migrate_check(struct sql *sql, struct err *err)
{
    int64_t version;

    if (!read_version(sql, &version, err))
        return false;
    if (version == newest())
        return true;
    if (version == 0)
        return err_set(err, ERR_STORE, "%s: is empty; start turnoutd on it once", sql->path);
    return err_set(err, ERR_STORE, "%s: was written by an older Turnout; start turnoutd on it once", sql->path);
}

bool
migrate_can_run(struct sql *sql, struct err *err)
{
    int64_t version;

    if (!read_version(sql, &version, err))
        return false;
    return version > 0 || err_set(err, ERR_STORE, "%s: is empty", sql->path);
}
