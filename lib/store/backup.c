/* SPDX-License-Identifier: MIT */
#include "lib/store/backup.h"

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/store/disk.h"
#include "lib/store/migrate.h"
#include "lib/store/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGES_AT_ONCE = 16, HEADER_SIZE = 100, APPLICATION_AT = 68 /* of SQLite's file header */ };

struct backup {
    struct sql *from;
    struct sql to;
    struct sqlite3_backup *copy;
    int64_t page_size;
    char *temporary;
};

/* ---- where it goes ---- */

static bool
is_same_file(const struct stat *file, const char *path)
{
    struct stat other;

    return stat(path, &other) == 0 && file->st_dev == other.st_dev && file->st_ino == other.st_ino;
}

/* Nobody's letter is to be lost to a slip of the hand: a store, or an empty file. */
static bool
is_store(const char *path, const struct stat *file)
{
    unsigned char header[HEADER_SIZE] = { 0 };
    int fd = S_ISREG(file->st_mode) ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    ssize_t got = fd >= 0 ? pread(fd, header, sizeof header, 0) : -1;
    uint32_t application = 0;

    if (fd >= 0)
        close(fd);
    for (int i = 0; i < 4; i++)
        application = application << 8 | header[APPLICATION_AT + i];
    return got == 0 || (got == sizeof header && application == MIGRATE_APPLICATION_ID);
}

static bool
is_there(const char *path, struct err *err)
{
    return err_set(err, ERR_USAGE, "%s: is there already, and nothing was written; take another name, or --force", path);
}

bool
backup_may_write(const char *path, bool replaces, const char *db_path, struct err *err)
{
    struct stat file;

    if (lstat(path, &file) != 0) {
        if (errno == ENOENT && disk_folder_is_there(path))
            return true;
        return err_set(err, errno == ENOENT ? ERR_NO_FILE : ERR_STORE, "%s: %s", path,
                       errno == ENOENT ? "there is no such folder" : strerror(errno));
    }
    if (is_same_file(&file, db_path))
        return err_set(err, ERR_USAGE, "%s: is the database itself; give the backup a name of its own", path);
    if (!replaces)
        return is_there(path, err);
    return is_store(path, &file) ||
           err_set(err, ERR_USAGE, "%s: is no backup of Turnout, and --force replaces nothing else; take another name", path);
}

/* ---- copying ---- */

static bool
open_copy(struct backup *backup, struct err *err)
{
    if (!sql_ask_int(backup->from, "PRAGMA page_size", &backup->page_size, err) ||
        !sql_open(&backup->to, backup->temporary, true, err) ||
        !sql_exec(&backup->to, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", err))
        return false;
    sql_settle(backup->from);
    backup->copy = sqlite3_backup_init(backup->to.db, "main", backup->from->db, "main");
    return backup->copy || sql_failed(&backup->to, err);
}

struct backup *
backup_begin(struct sql *sql, const char *path, struct err *err)
{
    struct backup *backup;
    char *temporary = disk_temporary(path, err); /* 0600 */

    if (!temporary)
        return NULL;
    backup = mem_new(sizeof *backup);
    backup->from = sql;
    backup->temporary = temporary;
    if (open_copy(backup, err))
        return backup;
    backup_free(backup);
    return NULL;
}

static void
note_progress(const struct backup *backup, bool is_complete, struct backup_progress *progress)
{
    uint64_t size = (uint64_t)backup->page_size;
    uint64_t total = size * (uint64_t)sqlite3_backup_pagecount(backup->copy), left = size * (uint64_t)sqlite3_backup_remaining(backup->copy);

    *progress = (struct backup_progress){ .done = total - left, .total = total, .is_complete = is_complete };
}

bool
backup_step(struct backup *backup, int milliseconds, struct backup_progress *progress, struct err *err)
{
    int64_t until = clock_us() + milliseconds * INT64_C(1000);
    int result;

    sql_settle(backup->from);
    do
        result = sqlite3_backup_step(backup->copy, PAGES_AT_ONCE);
    while (result == SQLITE_OK && clock_us() < until);
    if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_BUSY && result != SQLITE_LOCKED) {
        sqlite3_backup_finish(backup->copy); /* which notes why in the copy's connection */
        backup->copy = NULL;
        return sql_failed(&backup->to, err);
    }
    note_progress(backup, result == SQLITE_DONE, progress);
    return true;
}

const char *
backup_file(const struct backup *backup)
{
    return backup->temporary;
}

char *
backup_take(struct backup *backup, struct err *err)
{
    char *temporary = NULL;
    int result = sqlite3_backup_finish(backup->copy);

    backup->copy = NULL;
    if (result == SQLITE_OK) {
        temporary = backup->temporary;
        backup->temporary = NULL;
    } else {
        sql_failed(&backup->to, err);
    }
    backup_free(backup);
    return temporary;
}

void
backup_free(struct backup *backup)
{
    if (!backup)
        return;
    sqlite3_backup_finish(backup->copy);
    if (backup->to.db)
        sql_close(&backup->to);
    if (backup->temporary)
        unlink(backup->temporary);
    free(backup->temporary);
    free(backup);
}

/* ---- the file ---- */

/* One file: whoever opens it needs no right to make others beside it. */
static bool
leave_wal(const char *temporary, struct err *err)
{
    struct sql sql = { 0 };
    bool done = sql_open(&sql, temporary, true, err) &&
                sql_exec(&sql, "PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE", err);

    if (sql.db)
        sql_close(&sql);
    return done;
}

bool
backup_flush(const char *temporary, struct err *err)
{
    return disk_write_out(temporary, err);
}

bool
backup_settle(const char *temporary, struct err *err)
{
    return leave_wal(temporary, err) && disk_flush(temporary, err);
}

static bool
give_name(const char *temporary, const char *path, bool replaces, struct err *err)
{
    if (replaces ? rename(temporary, path) == 0 : renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return true;
    if (errno == EEXIST)
        return is_there(path, err);
    if (errno == EINVAL && access(path, F_OK) != 0 && rename(temporary, path) == 0) /* a file system that cannot do that */
        return true;
    return err_set(err, ERR_STORE, "%s: %s", path, strerror(errno));
}

bool
backup_seal(const char *temporary, const char *path, bool replaces, struct err *err)
{
    if (backup_settle(temporary, err) && give_name(temporary, path, replaces, err))
        return disk_flush_folder(path, err);
    unlink(temporary);
    return false;
}
