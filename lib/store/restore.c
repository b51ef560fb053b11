/* SPDX-License-Identifier: MIT */
#include "lib/store/restore.h"

#include "lib/base/mem.h"
#include "lib/store/backup.h"
#include "lib/store/disk.h"
#include "lib/store/file_check.h"
#include "lib/store/forgotten.h"
#include "lib/store/lock_file.h"
#include "lib/store/log_verify.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { STEP_MS = 50, OWN_MODE = 0640 /* as store.c makes one */ };

/* ---- checking ---- */

struct first_finding {
    char text[300];
};

static void
note_first(void *ctx, struct str what)
{
    struct first_finding *first = ctx;

    if (!first->text[0])
        snprintf(first->text, sizeof first->text, "%.*s", STR_ARG(what));
}

static bool
read_position(struct store *store, uint64_t *position, struct err *err)
{
    int64_t last = 0;
    bool done = sql_ask_int(store_sql(store), "SELECT max(last) FROM batch", &last, err);

    if (done)
        *position = (uint64_t)last;
    return done;
}

static bool
check_store(struct store *store, const char *name, const struct check_watch *watch, uint64_t *position, struct err *err)
{
    struct first_finding first = { 0 };
    size_t found = 0;

    if (!file_check(store, watch, note_first, &first, &found, err))
        return false;
    if (found > 0)
        return err_set(err, ERR_STORE, "%s: is damaged, and nothing was restored: %s", name, first.text);
    return log_verify(store, watch, err) && read_position(store, position, err);
}

bool
restore_check(const char *backup, const struct check_watch *watch, struct restored *restored, struct err *err)
{
    struct store *store = store_open_backup(backup, err);
    bool done = store && check_store(store, backup, watch, &restored->position, err);

    store_close(store);
    return done;
}

/* ---- the copy beside the database ---- */

static bool
copy_all(struct backup *copy, const struct check_watch *watch, struct err *err)
{
    struct backup_progress progress = { 0 };

    while (!progress.is_complete) {
        if (!backup_step(copy, STEP_MS, &progress, err) || !check_watch_goes_on(watch, err))
            return false;
        check_watch_tell(watch, CHECK_COPYING, progress.done, progress.total);
    }
    return true;
}

/* The name of a copy "DB.XXXXXX" of the file and its write-ahead log, if it has one. */
static char *
copy_beside(const char *from, const char *db_path, const struct check_watch *watch, struct err *err)
{
    struct store *store = store_open_backup(from, err);
    struct backup *copy = store ? backup_begin(store_sql(store), db_path, err) : NULL;
    char *name = NULL;

    if (copy && copy_all(copy, watch, err))
        name = backup_take(copy, err);
    else
        backup_free(copy);
    store_close(store);
    return name;
}

/* ---- the names ---- */

static char *
joined(const char *path, const char *end)
{
    size_t size = strlen(path) + strlen(end) + 1;
    char *name = mem_new(size);

    snprintf(name, size, "%s%s", path, end);
    return name;
}

/* "turnout.db.before-20250529T140311Z"; a second one in the same second gets "-2". */
static char *
free_name(const char *db_path)
{
    time_t now = time(NULL);
    char end[64];
    struct tm utc;

    gmtime_r(&now, &utc);
    for (int i = 1;; i++) {
        size_t len = strftime(end, sizeof end, ".before-%Y%m%dT%H%M%SZ", &utc);
        char *name;
        if (i > 1)
            snprintf(end + len, sizeof end - len, "-%d", i);
        name = joined(db_path, end);
        if (access(name, F_OK) != 0)
            return name;
        free(name);
    }
}

/* A second name for it; nothing to do when it is not there. */
static bool
keep_one(const char *db_path, const char *kept, const char *end, struct err *err)
{
    char *from = joined(db_path, end), *to = joined(kept, end);
    bool done = link(from, to) == 0 || errno == ENOENT || err_set(err, ERR_STORE, "%s cannot be kept as %s: %s", from, to, strerror(errno));

    free(from);
    free(to);
    return done;
}

/* What stands in a write-ahead log would be played into whatever file has the name: it goes before the new one comes. */
static bool
drop_one(const char *db_path, const char *end, struct err *err)
{
    char *name = joined(db_path, end);
    bool done = unlink(name) == 0 || errno == ENOENT || err_set(err, ERR_STORE, "%s: %s", name, strerror(errno));

    free(name);
    return done;
}

/* The new file belongs to whom the old one did. */
static bool
take_owner(const char *temporary, const char *db_path, struct err *err)
{
    struct stat old;
    bool is_new = stat(db_path, &old) != 0;

    if (chmod(temporary, is_new ? OWN_MODE : old.st_mode & 0777) != 0)
        return err_set(err, ERR_STORE, "%s: %s", temporary, strerror(errno));
    if (is_new || (old.st_uid == geteuid() && old.st_gid == getegid()) || chown(temporary, old.st_uid, old.st_gid) == 0)
        return true;
    return err_set(err, ERR_STORE, "%s belongs to another user, to whom the restored one cannot be given: %s; restore as that user or as root",
                   db_path, strerror(errno));
}

static bool
swap(const char *temporary, const char *db_path, char **kept, struct err *err)
{
    char *name = free_name(db_path);
    bool was_there = access(db_path, F_OK) == 0;

    if (!take_owner(temporary, db_path, err) || !keep_one(db_path, name, "-wal", err) || !keep_one(db_path, name, "", err) ||
        !drop_one(db_path, "-wal", err) || !drop_one(db_path, "-shm", err) || !disk_flush_folder(db_path, err) ||
        (rename(temporary, db_path) != 0 && !err_set(err, ERR_STORE, "%s: %s", db_path, strerror(errno)))) {
        free(name);
        return false;
    }
    *kept = was_there ? name : NULL;
    if (!was_there)
        free(name);
    return disk_flush_folder(db_path, err);
}

/* ---- all of it ---- */

static bool
check_copy(const char *temporary, const char *backup, const struct check_watch *watch, uint64_t *position, struct err *err)
{
    struct store *store = store_open_backup(temporary, err);
    bool done = store && check_store(store, backup, watch, position, err);

    store_close(store);
    return done;
}

static bool
bring_in(const char *backup, const char *db_path, const struct check_watch *watch, struct restored *restored, struct err *err)
{
    char *temporary = copy_beside(backup, db_path, watch, err);
    bool done;

    if (!temporary)
        return false;
    done = backup_settle(temporary, err) && check_copy(temporary, backup, watch, &restored->position, err) &&
           forgotten_carry_over(db_path, temporary, &restored->forgotten, err) && disk_flush(temporary, err) &&
           check_watch_goes_on(watch, err) && swap(temporary, db_path, &restored->kept, err);
    if (!done)
        unlink(temporary);
    free(temporary);
    return done;
}

static bool
are_one(const char *backup, const char *db_path)
{
    struct stat a, b;

    return stat(backup, &a) == 0 && stat(db_path, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool
restore_run(const char *backup, const char *db_path, const struct check_watch *watch, struct restored *restored, struct err *err)
{
    int lock;
    bool done;

    *restored = (struct restored){ 0 };
    if (access(backup, F_OK) != 0)
        return err_set(err, ERR_NO_FILE, "%s: %s", backup, strerror(errno));
    if (are_one(backup, db_path))
        return err_set(err, ERR_USAGE, "%s: is the database itself", backup);
    if (!disk_folder_is_there(db_path))
        return err_set(err, ERR_NO_FILE, "%s: there is no such folder", db_path);
    lock = lock_file_take(db_path, err);
    if (lock < 0)
        return false;
    done = bring_in(backup, db_path, watch, restored, err);
    lock_file_release(lock);
    return done;
}

void
restored_free(struct restored *restored)
{
    free(restored->kept);
    *restored = (struct restored){ 0 };
}
