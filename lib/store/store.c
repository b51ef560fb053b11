/* SPDX-License-Identifier: MIT */
#include "lib/store/store.h"

#include "lib/base/mem.h"
#include "lib/store/lock_file.h"
#include "lib/store/meta.h"
#include "lib/store/migrate.h"
#include "lib/store/sql.h"
#include "lib/store/words.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Rows come by the thousand, and each page of a commit is found, sent to the
 * write-ahead log and moved on by itself: so pages are larger than SQLite's
 * 4 KiB.  Larger ones yet cost those who wait for small commits more.  A store
 * keeps the size that it was made with.
 */
#define NEW_STORE "PRAGMA page_size = 16384"

/*
 * Pages in the write-ahead log.  Small commits write the same ones again and
 * again, and a checkpoint moves each page once however often it was written: so
 * it pays to wait, and an idle moment is better than a commit.
 */
enum { CHECKPOINT_RESTING = 120, CHECKPOINT_LATEST = 4000 };

static const char wipe_key[] = "wipe"; /* in meta: 1 while store_wipe has not done its work */

struct store {
    struct sql sql;
    int lock;
    int frames; /* in the write-ahead log, not yet in the file */
    bool wants_wipe;
};

/* Also when it fails: what was committed is safe where it is, and the next commit says so if the disk is gone. */
static void
checkpoint(struct store *store)
{
    sqlite3_wal_checkpoint_v2(store->sql.db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    store->frames = 0;
}

static int
on_commit(void *ctx, struct sqlite3 *db, const char *name, int frames)
{
    struct store *store = ctx;

    (void)db;
    (void)name;
    store->frames = frames;
    if (frames >= CHECKPOINT_LATEST)
        checkpoint(store);
    return SQLITE_OK;
}

/* O_EXCL: a file that is there is never opened here, since closing it would drop SQLite's locks in this process. */
static bool
make_file(const char *path, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);

    if (fd >= 0)
        return close(fd) == 0 || err_set(err, ERR_STORE, "%s: %s", path, strerror(errno));
    return errno == EEXIST || err_set(err, ERR_STORE, "%s: %s", path, strerror(errno));
}

/* journal_mode answers with the mode that it could get. */
static bool
use_wal(struct sql *sql, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, "PRAGMA journal_mode = WAL", err);
    struct sql_values none = sql_bind(stmt);
    bool row = false, done;

    if (!stmt)
        return false;
    done = sql_first(sql, &none, &row, err);
    if (done && !(row && str_eq(sql_column_str(stmt, 0), STR("wal"))))
        done = err_set(err, ERR_STORE, "%s: this file system has no shared memory for SQLite; use a local one", sql->path);
    sql_finalize(stmt);
    return done;
}

/*
 * The files of the write-ahead log stay when the writer goes, so that readers
 * without the right to make files in the folder can still read.
 */
static bool
configure(struct store *store, struct err *err)
{
    int on = 1;

    if (!use_wal(&store->sql, err) || !sql_exec(&store->sql,
                                                "PRAGMA synchronous = FULL;"
                                                "PRAGMA cache_size = -32768;"
                                                "PRAGMA journal_size_limit = 67108864;"
                                                "PRAGMA secure_delete = FAST;",
                                                err))
        return false;
    sqlite3_file_control(store->sql.db, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
    sqlite3_wal_hook(store->sql.db, on_commit, store);
    return true;
}

static bool
read_wipe(struct store *store, struct err *err)
{
    int64_t wanted;

    if (!meta_get_int(&store->sql, wipe_key, &wanted, err))
        return false;
    store->wants_wipe = wanted != 0;
    return true;
}

static bool
open_file(struct store *store, const char *path, struct err *err)
{
    store->lock = lock_file_take(path, err);
    return store->lock >= 0 && sql_open(&store->sql, path, true, err) && sql_exec(&store->sql, NEW_STORE, err) &&
           migrate_run(&store->sql, err) && configure(store, err) && words_write(&store->sql, err) && read_wipe(store, err);
}

struct store *
store_open(const char *path, struct err *err)
{
    struct store *store;
    char *real;
    bool done;

    if (!make_file(path, err))
        return NULL;
    real = realpath(path, NULL); /* so that every way to name the file leads to one lock */
    if (!real) {
        err_set(err, ERR_STORE, "%s: %s", path, strerror(errno));
        return NULL;
    }
    store = mem_new(sizeof *store);
    done = open_file(store, real, err);
    free(real);
    if (done)
        return store;
    store_close(store);
    return NULL;
}

/* WAL needs its index in shared memory beside the file; a reader can use it without the right to write, but not make it. */
static bool
explain_no_index(const struct sql *sql, struct err *err)
{
    int code = sqlite3_errcode(sql->db) & 0xff;

    if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY)
        return sql_failed(sql, err);
    return err_set(err, ERR_STORE,
                   "%s: cannot be read: %s-shm is not there and may not be made in this folder; "
                   "start turnoutd, or read as a user who may write there",
                   sql->path, sql->path);
}

/* One that only reads may have tables of its own, but for query_only. */
static struct store *
open_to_read(const char *path, bool query_only, bool (*check)(struct sql *sql, struct err *err), struct err *err)
{
    struct store *store = mem_new(sizeof *store);
    bool done = false;

    store->lock = -1;
    if (sql_open(&store->sql, path, false, err))
        done = (sqlite3_exec(store->sql.db,
                             query_only ? "PRAGMA query_only = 1; PRAGMA cache_size = -32768; SELECT count(*) FROM sqlite_schema"
                                        : "SELECT count(*) FROM sqlite_schema",
                             NULL, NULL, NULL) == SQLITE_OK ||
                explain_no_index(&store->sql, err)) &&
               check(&store->sql, err);
    if (done)
        return store;
    store_close(store);
    return NULL;
}

static struct store *
open_existing(const char *path, bool query_only, struct err *err)
{
    if (access(path, F_OK) == 0)
        return open_to_read(path, query_only, migrate_check, err);
    err_set(err, ERR_NO_FILE, "%s: %s; start turnoutd, or name the database with --db", path, strerror(errno));
    return NULL;
}

struct store *
store_open_to_read(const char *path, struct err *err)
{
    return open_existing(path, true, err);
}

struct store *
store_open_to_rebuild(const char *path, struct err *err)
{
    return open_existing(path, false, err);
}

struct store *
store_open_backup(const char *path, struct err *err)
{
    if (access(path, F_OK) == 0)
        return open_to_read(path, true, migrate_can_run, err);
    err_set(err, ERR_NO_FILE, "%s: %s", path, strerror(errno));
    return NULL;
}

void
store_close(struct store *store)
{
    if (!store)
        return;
    sql_close(&store->sql);
    lock_file_release(store->lock);
    free(store);
}

void
store_rest(struct store *store)
{
    sql_settle(&store->sql);
    if (store->frames >= CHECKPOINT_RESTING)
        checkpoint(store);
}

bool
store_want_wipe(struct store *store, struct err *err)
{
    store->wants_wipe = true;
    return meta_put_int(&store->sql, wipe_key, 1, err);
}

/* A note that cannot be taken out only makes the next start wipe once more. */
bool
store_wipe(struct store *store)
{
    struct err err;
    int result;

    if (!store->wants_wipe)
        return true;
    sql_settle(&store->sql);
    sqlite3_busy_timeout(store->sql.db, 0);
    result = sqlite3_wal_checkpoint_v2(store->sql.db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(store->sql.db, SQL_BUSY_MS);
    if (result != SQLITE_OK)
        return false;
    store->frames = 0;
    store->wants_wipe = false;
    meta_put_int(&store->sql, wipe_key, 0, &err);
    return true;
}

struct sql *
store_sql(struct store *store)
{
    return &store->sql;
}
