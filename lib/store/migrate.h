/* SPDX-License-Identifier: MIT */
/*
 * migrate.h -- brings a file to the schema of this program.
 *
 * Each migration of schema/ runs once, in a transaction of its own; the file
 * counts them (PRAGMA user_version).  A file that is another program's, or a
 * newer Turnout's, is refused and not changed.
 */
#ifndef LIB_STORE_MIGRATE_H
#define LIB_STORE_MIGRATE_H

#include "lib/base/err.h"

#include <stdbool.h>

struct sql;

enum { MIGRATE_APPLICATION_ID = 0x54524e54 /* "TRNT", for file(1) */ };

bool migrate_run(struct sql *sql, struct err *err);
/* For readers: is the file exactly of this program's schema? */
bool migrate_check(struct sql *sql, struct err *err);
/* The same, but an older Turnout's is fine. */
bool migrate_can_run(struct sql *sql, struct err *err);

#endif
