/* SPDX-License-Identifier: MIT */
/*
 * restore.h -- a backup takes the place of a database.
 *
 * It is copied beside it, the copy is checked (pages, references, the hash
 * chain of the log), and only then the names change: the database that was
 * there is kept whole, with its write-ahead log, under another name.  Nobody
 * may write it meanwhile: the lock of lock_file.h is held.  Whoever was
 * forgotten in it since the backup was taken stays forgotten.
 */
#ifndef LIB_STORE_RESTORE_H
#define LIB_STORE_RESTORE_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct check_watch;

struct restored {
    char *kept;          /* where the old database is now; NULL: there was none */
    uint64_t position;   /* of the backup's log */
    uint64_t forgotten;  /* persons whom the backup still knew */
};

/* Is it a backup of which nothing is missing? Fills `position` alone. ERR_NO_FILE, ERR_STORE. */
bool restore_check(const char *backup, const struct check_watch *watch, struct restored *restored, struct err *err);
/* ERR_UNAVAILABLE: a daemon has the database; ERR_USAGE: they are one file; ERR_NO_FILE, ERR_STORE. What it fills is to be freed. */
bool restore_run(const char *backup, const char *db_path, const struct check_watch *watch, struct restored *restored,
                 struct err *err);
void restored_free(struct restored *restored);

#endif
