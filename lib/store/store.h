/* SPDX-License-Identifier: MIT */
/*
 * store.h -- the database file: opening, migrations, who may write.
 *
 * Exactly one process opens it for writing and holds `FILE.lock` meanwhile;
 * readers (lib/store/reader.h) open it read-only.  WAL, synchronous=FULL,
 * trusted_schema=OFF, defensive mode, STRICT tables.  Migrations are numbered
 * and append-only; a file with a newer number is refused.
 */
#ifndef LIB_STORE_STORE_H
#define LIB_STORE_STORE_H

#include "lib/base/err.h"

#include <stdbool.h>

struct store;
struct sql;

/*
 * Creates the file (mode 0640) when it is not there.  NULL: ERR_UNAVAILABLE
 * when another process has it, ERR_STORE otherwise (not a database, newer
 * schema, no right ...), each with the path and what to do.
 */
struct store *store_open(const char *path, struct err *err);
/* Read-only, beside a writer or without one. NULL: ERR_NO_FILE when there is no such file, else ERR_STORE. */
struct store *store_open_to_read(const char *path, struct err *err);
/* As to read, and what a publication writes may be made in memory: rebuild.h. */
struct store *store_open_to_rebuild(const char *path, struct err *err);
/* As to read, a backup, which may be an older Turnout's. */
struct store *store_open_backup(const char *path, struct err *err);
void store_close(struct store *store);

/*
 * Call when nothing waits: moves what the write-ahead log holds into the file,
 * when that is worth it.  Not inside a transaction.  A commit does so by itself
 * only when the write-ahead log has become large.
 */
void store_rest(struct store *store);

/*
 * What was overwritten in the open transaction is to leave no trace: notes so
 * in it.  store_wipe then empties the write-ahead log, which holds pages as
 * they were, once everything of it is in the file; readers may be in the way,
 * and no waiting for them: it is tried again.  Also after a restart.
 */
bool store_want_wipe(struct store *store, struct err *err);
/* Not inside a transaction. True: there is nothing to be wiped any more. */
bool store_wipe(struct store *store);

/* The connection, for the modules of this folder. */
struct sql *store_sql(struct store *store);

#endif
