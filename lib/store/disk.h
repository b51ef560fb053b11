/* SPDX-License-Identifier: MIT */
/*
 * disk.h -- files that are made under a temporary name and are on the disk before they get their own.
 *
 * For files that no connection of this process has open: closing a second
 * descriptor of one would drop SQLite's locks.
 */
#ifndef LIB_STORE_DISK_H
#define LIB_STORE_DISK_H

#include "lib/base/err.h"

#include <stdbool.h>

/* Does the folder exist that the file would lie in? errno says why not. */
bool disk_folder_is_there(const char *path);
/* An empty new file "PATH.XXXXXX", for its owner alone; its name, which the caller frees. NULL: ERR_STORE. */
char *disk_temporary(const char *path, struct err *err);
/* Until what was written to it is on the disk. */
bool disk_flush(const char *path, struct err *err);
/* Its bytes go there by now, without a promise: the file system's own notes are left for later, so nobody else's have to wait. */
bool disk_write_out(const char *path, struct err *err);
/* As disk_flush, for the folder that the file lies in, and so for its name. */
bool disk_flush_folder(const char *path, struct err *err);

#endif
