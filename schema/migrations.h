/* SPDX-License-Identifier: MIT */
/*
 * migrations.h -- the SQL files of this folder, in the order of their numbers.
 *
 * The build writes the array (cmake/embed-migrations.cmake); whoever opens a
 * database runs those it has not seen yet.  A file that was released is never
 * changed or renumbered: what comes later is a new file.
 */
#ifndef SCHEMA_MIGRATIONS_H
#define SCHEMA_MIGRATIONS_H

#include <stddef.h>

struct migration {
    int number;       /* 1, 2, 3 ... without gaps */
    const char *name; /* "0001_log": the file's name without its ending */
    const char *sql;  /* the whole file */
};

extern const struct migration migrations[];
extern const size_t migration_count;

#endif
