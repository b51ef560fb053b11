/* SPDX-License-Identifier: MIT */
/*
 * event_rows.h -- the rows of the table `event`: into it some hundred at a time, out of it one by one.
 *
 * Rows that were added are found at once, though they reach the table only
 * with flush.
 */
#ifndef LIB_STORE_EVENT_ROWS_H
#define LIB_STORE_EVENT_ROWS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/event_columns.h"
#include "lib/store/incoming.h"

#include <stdbool.h>
#include <stdint.h>

struct sql;
struct sqlite3_stmt;

enum { EVENT_ROWS_HELD = 512 };

struct event_rows {
    struct sql *sql;
    struct sqlite3_stmt *insert, *get, *get_id;
    struct incoming incoming;
    struct event_columns *held; /* EVENT_ROWS_HELD of them; incoming.count are filled */
    struct arena texts;         /* of the held rows */
};

/* A read-only connection will do when nothing is added. */
bool event_rows_open(struct event_rows *rows, struct sql *sql, struct err *err);
void event_rows_close(struct event_rows *rows);

/* Takes the row; its texts must lie in rows->texts. Positions follow one another. */
bool event_rows_add(struct event_rows *rows, const struct event_columns *columns, struct err *err);
bool event_rows_flush(struct event_rows *rows, struct err *err);
/* Forgets what was added and not flushed. */
void event_rows_forget(struct event_rows *rows);

/* All of a row, or with only_id its source, id and rev; its texts in the arena. ERR_STORE when there is no such row. */
bool event_rows_get(struct event_rows *rows, uint64_t seq, bool only_id, struct arena *arena,
                    struct event_columns *columns, struct err *err);

/* Rows from..to of the table in order: sql_next goes on, sql_finalize ends; *row as in sql_first. NULL and err on failure. */
struct sqlite3_stmt *event_rows_from(struct sql *sql, uint64_t from, uint64_t to, bool *row, struct err *err);
/* The row that such a statement stands at; texts are valid until the next one. False with ERR_STORE when its values are impossible. */
bool event_row_read(struct sqlite3_stmt *stmt, struct event_columns *columns, struct err *err);

#endif
