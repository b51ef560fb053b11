/* SPDX-License-Identifier: MIT */
/*
 * bare_loop.c -- what SQLite alone does with the same rows.
 *
 * bare_loop FROM TABLE COUNT TO: reads the last COUNT rows of the daemon's log
 * into memory, creates the same table in TO, and inserts them there: WAL,
 * synchronous=FULL, a thousand rows a commit, nothing parsed, checked or
 * counted.  Only the inserting is timed.  Prints one line of JSON.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { BATCH = 1000, PIECE = 1 << 20 };

/* One column of one row. */
struct value {
    int type; /* SQLITE_INTEGER, SQLITE_TEXT, SQLITE_BLOB, SQLITE_NULL */
    int len;
    union {
        sqlite3_int64 number;
        const char *bytes;
    } as;
};

struct rows {
    struct value *values; /* count * columns of them */
    size_t count;
    int columns;
};

/* Texts and blobs in large pieces, never freed: the program ends soon. */
static const char *
keep_bytes(const void *bytes, size_t len)
{
    static char *piece;
    static size_t used, size;
    char *place;

    if (used + len > size) {
        size = len > PIECE ? len : PIECE;
        piece = malloc(size);
        used = 0;
        if (piece == NULL)
            abort();
    }
    place = piece + used;
    if (len > 0)
        memcpy(place, bytes, len);
    used += len;
    return place;
}

static void
check(sqlite3 *db, int result, int expected, const char *what)
{
    if (result == expected)
        return;
    fprintf(stderr, "bare_loop: %s: %s\n", what, sqlite3_errmsg(db));
    exit(74);
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;

    check(db, sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK, sql);
    return statement;
}

static void
keep_row(struct rows *rows, sqlite3_stmt *query, size_t room)
{
    struct value *value = &rows->values[rows->count * (size_t)rows->columns];

    if (rows->count++ == room) {
        fputs("bare_loop: more rows than asked for\n", stderr);
        exit(74);
    }
    for (int i = 0; i < rows->columns; i++, value++) {
        value->type = sqlite3_column_type(query, i);
        if (value->type == SQLITE_INTEGER) {
            value->as.number = sqlite3_column_int64(query, i);
        } else if (value->type != SQLITE_NULL) {
            const void *bytes = sqlite3_column_blob(query, i);

            value->len = sqlite3_column_bytes(query, i);
            value->as.bytes = keep_bytes(bytes, (size_t)value->len);
        }
    }
}

static struct rows
read_rows(sqlite3 *db, const char *table, size_t count)
{
    char *sql = sqlite3_mprintf("SELECT * FROM %s WHERE rowid > (SELECT max(rowid) FROM %s) - %lld ORDER BY rowid", table, table,
                                (long long)count);
    sqlite3_stmt *query = prepare(db, sql);
    struct rows rows = { .columns = sqlite3_column_count(query) };
    int step;

    rows.values = calloc(count * (size_t)rows.columns, sizeof *rows.values);
    if (rows.values == NULL)
        abort();
    while ((step = sqlite3_step(query)) == SQLITE_ROW)
        keep_row(&rows, query, count);
    check(db, step, SQLITE_DONE, sql);
    sqlite3_finalize(query);
    sqlite3_free(sql);
    return rows;
}

/* The daemon's own statement that made the table. */
static char *
definition_of(sqlite3 *db, const char *table)
{
    sqlite3_stmt *query = prepare(db, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?");
    char *sql;

    check(db, sqlite3_bind_text(query, 1, table, -1, SQLITE_STATIC), SQLITE_OK, table);
    check(db, sqlite3_step(query), SQLITE_ROW, table);
    sql = sqlite3_mprintf("%s", sqlite3_column_text(query, 0));
    sqlite3_finalize(query);
    return sql;
}

/* As large as the daemon's. */
static void
set_page_size(sqlite3 *to, sqlite3 *from)
{
    sqlite3_stmt *query = prepare(from, "PRAGMA page_size");
    char *sql;

    check(from, sqlite3_step(query), SQLITE_ROW, "PRAGMA page_size");
    sql = sqlite3_mprintf("PRAGMA page_size=%d", sqlite3_column_int(query, 0));
    sqlite3_finalize(query);
    check(to, sqlite3_exec(to, sql, NULL, NULL, NULL), SQLITE_OK, sql);
    sqlite3_free(sql);
}

static void
run(sqlite3 *db, sqlite3_stmt *statement)
{
    check(db, sqlite3_step(statement), SQLITE_DONE, sqlite3_sql(statement));
    sqlite3_reset(statement);
}

static sqlite3_stmt *
prepare_insert(sqlite3 *db, const char *table, int columns)
{
    char *sql = sqlite3_mprintf("INSERT INTO %s VALUES (?", table);
    sqlite3_stmt *insert;

    for (int i = 1; i < columns; i++)
        sql = sqlite3_mprintf("%z,?", sql);
    sql = sqlite3_mprintf("%z)", sql);
    insert = prepare(db, sql);
    sqlite3_free(sql);
    return insert;
}

static void
bind(sqlite3_stmt *insert, int column, const struct value *value)
{
    if (value->type == SQLITE_INTEGER)
        sqlite3_bind_int64(insert, column, value->as.number);
    else if (value->type == SQLITE_TEXT)
        sqlite3_bind_text(insert, column, value->as.bytes, value->len, SQLITE_STATIC);
    else if (value->type == SQLITE_BLOB)
        sqlite3_bind_blob(insert, column, value->as.bytes, value->len, SQLITE_STATIC);
    else
        sqlite3_bind_null(insert, column);
}

static void
insert_rows(sqlite3 *db, const char *table, const struct rows *rows)
{
    sqlite3_stmt *insert = prepare_insert(db, table, rows->columns), *begin = prepare(db, "BEGIN IMMEDIATE"),
                 *commit = prepare(db, "COMMIT");
    const struct value *value = rows->values;

    for (size_t i = 0; i < rows->count; i++) {
        if (i % BATCH == 0)
            run(db, begin);
        for (int column = 1; column <= rows->columns; column++)
            bind(insert, column, value++);
        run(db, insert);
        if (i % BATCH == BATCH - 1 || i + 1 == rows->count)
            run(db, commit);
    }
    sqlite3_finalize(insert);
    sqlite3_finalize(begin);
    sqlite3_finalize(commit);
}

static double
now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double
seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

static void
time_inserting(sqlite3 *db, const char *table, const struct rows *rows)
{
    struct rusage before, after;
    double began, seconds;

    getrusage(RUSAGE_SELF, &before);
    began = now();
    insert_rows(db, table, rows);
    seconds = now() - began;
    getrusage(RUSAGE_SELF, &after);
    printf("{\"events\":%zu,\"seconds\":%.4f,\"user\":%.2f,\"system\":%.2f}\n", rows->count, seconds,
           seconds_of(after.ru_utime) - seconds_of(before.ru_utime), seconds_of(after.ru_stime) - seconds_of(before.ru_stime));
}

int
main(int argc, char **argv)
{
    sqlite3 *from, *to;
    struct rows rows;
    char *definition;

    if (argc != 5) {
        fputs("usage: bare_loop FROM TABLE COUNT TO\n", stderr);
        return 64;
    }
    check(NULL, sqlite3_open_v2(argv[1], &from, SQLITE_OPEN_READONLY, NULL), SQLITE_OK, argv[1]);
    check(NULL, sqlite3_open(argv[4], &to), SQLITE_OK, argv[4]);
    rows = read_rows(from, argv[2], strtoul(argv[3], NULL, 10));
    definition = definition_of(from, argv[2]);
    set_page_size(to, from);
    sqlite3_close(from);
    check(to, sqlite3_exec(to, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", NULL, NULL, NULL), SQLITE_OK, "PRAGMA");
    check(to, sqlite3_exec(to, definition, NULL, NULL, NULL), SQLITE_OK, definition);
    time_inserting(to, argv[2], &rows);
    sqlite3_free(definition);
    sqlite3_close(to);
    return 0;
}
