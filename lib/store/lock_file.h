/* SPDX-License-Identifier: MIT */
/*
 * lock_file.h -- one process at a time writes a database.
 *
 * The lock is flock's on FILE.lock, so it ends with the process however that
 * ends.  The file holds the process id for the message and stays behind.
 */
#ifndef LIB_STORE_LOCK_FILE_H
#define LIB_STORE_LOCK_FILE_H

#include "lib/base/err.h"

/* The descriptor that holds the lock, or -1: ERR_UNAVAILABLE naming the process that has it, ERR_STORE. */
int lock_file_take(const char *db_path, struct err *err);
/* -1 does nothing. */
void lock_file_release(int fd);

#endif
