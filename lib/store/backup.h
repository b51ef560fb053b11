/* SPDX-License-Identifier: MIT */
/*
 * backup.h -- a copy of a database that is in use, taken in small steps.
 *
 * The pages go to a file of a temporary name beside the wanted one, through the
 * connection that writes: what it commits meanwhile reaches the copy, too, so
 * the copy is the store of the moment at which it is complete.  Then the file
 * is sealed: one file without a write-ahead log, on the disk, for its owner
 * alone, under its own name.  What is given up leaves nothing behind.
 */
#ifndef LIB_STORE_BACKUP_H
#define LIB_STORE_BACKUP_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct backup;
struct sql;

struct backup_progress {
    uint64_t done, total; /* bytes */
    bool is_complete;
};

/*
 * May the backup be written there? ERR_USAGE: a file stands there already,
 * which `replaces` allows for an older backup alone; it is the database itself.
 * ERR_NO_FILE: there is no such folder.
 */
bool backup_may_write(const char *path, bool replaces, const char *db_path, struct err *err);

/* Begins a copy that will be called path; nothing is copied yet. NULL: ERR_STORE. */
struct backup *backup_begin(struct sql *sql, const char *path, struct err *err);
/* Copies for about so many milliseconds. Not inside a transaction. */
bool backup_step(struct backup *backup, int milliseconds, struct backup_progress *progress, struct err *err);
const char *backup_file(const struct backup *backup);
/* A complete copy's temporary name, which the caller frees, seals or removes; the backup is gone then. NULL: ERR_STORE. */
char *backup_take(struct backup *backup, struct err *err);
/* Given up: the temporary file goes, too. NULL is fine. */
void backup_free(struct backup *backup);

/* What was written so far goes to the disk, so that others who write there wait for little. From any thread. */
bool backup_flush(const char *temporary, struct err *err);
/* Makes one file of it, and all of that is on the disk. From any thread. */
bool backup_settle(const char *temporary, struct err *err);
/*
 * That, and gives the copy its name. From any thread.  False: ERR_USAGE when there is a
 * file of that name by now, ERR_STORE; the temporary file is gone then.
 */
bool backup_seal(const char *temporary, const char *path, bool replaces, struct err *err);

#endif
