/* SPDX-License-Identifier: MIT */
/*
 * positions.c -- what is acknowledged and what is published, from moment to moment.
 *
 * positions DATABASE: every 5 ms a line "time acknowledged published": seconds of
 * a clock that never goes back, the last log position that is committed, and the
 * one that the published figures stand for.  Until SIGTERM, after which comes one
 * line more.  One connection and one prepared statement, each time a transaction
 * that ends at once: it runs on the cores of the daemon that it watches, and a
 * reader that stays would hold up the write-ahead log.
 */
#include "bench/client.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { REST_NS = 5000000, BUSY_MS = 1000 };

static volatile sig_atomic_t is_ending;

static void
on_term(int signal)
{
    (void)signal;
    is_ending = 1;
}

static void
check(sqlite3 *db, int result, int expected, const char *what)
{
    if (result == expected)
        return;
    fprintf(stderr, "positions: %s: %s\n", what, sqlite3_errmsg(db));
    exit(74);
}

static sqlite3 *
open_database(const char *path)
{
    sqlite3 *db;

    check(NULL, sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK, path);
    check(db, sqlite3_busy_timeout(db, BUSY_MS), SQLITE_OK, path);
    return db;
}

static sqlite3_stmt *
prepare_query(sqlite3 *db)
{
    static const char sql[] = "SELECT (SELECT last FROM batch ORDER BY first DESC LIMIT 1), (SELECT value FROM meta WHERE key = 'published')";
    sqlite3_stmt *query;

    check(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &query, NULL), SQLITE_OK, sql);
    return query;
}

static void
sample(sqlite3 *db, sqlite3_stmt *query)
{
    long long acknowledged, published;

    check(db, sqlite3_step(query), SQLITE_ROW, "sample");
    acknowledged = sqlite3_column_int64(query, 0);
    published = sqlite3_column_int64(query, 1);
    check(db, sqlite3_reset(query), SQLITE_OK, "sample");
    printf("%.6f %lld %lld\n", now(), acknowledged, published);
}

int
main(int argc, char **argv)
{
    const struct sigaction action = { .sa_handler = on_term };
    sqlite3 *db;
    sqlite3_stmt *query;

    if (argc != 2) {
        fputs("usage: positions DATABASE\n", stderr);
        return 64;
    }
    sigaction(SIGTERM, &action, NULL);
    db = open_database(argv[1]);
    query = prepare_query(db);
    while (!is_ending) {
        sample(db, query);
        nanosleep(&(struct timespec){ .tv_nsec = REST_NS }, NULL);
    }
    sample(db, query); /* who waited for a publication before the signal finds it here */
    sqlite3_finalize(query);
    sqlite3_close(db);
    if (fflush(stdout) != 0)
        fail("positions");
    return 0;
}
