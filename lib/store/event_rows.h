/* SPDX-License-Identifier: MIT */
/*
 * event_rows.h -- the rows of the table `event`: into it some hundred at a time, out of it one by one.
 *
 * Rows that were added are found at once, though they reach the table only
 * with flush.  In a long batch a thread of its own writes full pages of them
 * (row_thread.h) while the caller decides the next events.  Whoever writes a row
 * adds it to the chain, which is the caller's again after flush.
 */
#ifndef LIB_STORE_EVENT_ROWS_H
#define LIB_STORE_EVENT_ROWS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/event_columns.h"
#include "lib/store/incoming.h"
#include "lib/store/row_lender.h"
#include "lib/store/sql.h"

#include <stdbool.h>
#include <stdint.h>

struct chain;
struct sqlite3_stmt;

enum { EVENT_ROWS_HELD = 512, EVENT_PAGES = 16 /* those of a commit, until the disk has it */ };

struct event_page {
    struct event_columns *held; /* EVENT_ROWS_HELD of them, `count` are filled */
    size_t count;
    struct arena texts;         /* of the held rows */
    bool begins;                /* the transaction, which waited for the connection */
};

struct event_rows {
    struct sql *sql;
    struct chain *chain;
    struct sqlite3_stmt *insert, *get, *get_id;
    struct sqlite3_stmt *insert_plain; /* of pages whose rows have nothing in the last columns: SQLite asks for each column of each row */
    struct incoming incoming;   /* the page that is being written */
    struct event_page pages[EVENT_PAGES];
    unsigned filling;           /* place of the page that is being filled */
    struct row_lender lender;   /* from the first full page on */
};

/* A read-only connection, and no chain (NULL), will do when nothing is added. */
bool event_rows_open(struct event_rows *rows, struct sql *sql, struct chain *chain, struct err *err);
void event_rows_close(struct event_rows *rows);

/* Where the texts of the next row have to lie. */
struct arena *event_rows_texts(struct event_rows *rows);
/* Takes the row. Positions follow one another. */
bool event_rows_add(struct event_rows *rows, const struct event_columns *columns, struct err *err);
bool event_rows_flush(struct event_rows *rows, struct err *err);
/* After flushing: has `work` done on the thread that writes pages, while the next ones are filled; event_rows_settle says how it went. */
void event_rows_do(struct event_rows *rows, row_work_fn work, void *ctx);
/* Was it, and were all full pages written? Nothing can be done beside when no page was ever full: there is no thread then. */
bool event_rows_settle(struct event_rows *rows, struct err *err);
bool event_rows_has_thread(const struct event_rows *rows);
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
