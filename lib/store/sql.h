/* SPDX-License-Identifier: MIT */
/*
 * sql.h -- a connection to SQLite and its statements, with errors that name the file.
 *
 * Values are bound from left to right and checked once, when the statement
 * runs; rows are read by column from 0.  Belongs to one thread, which may lend
 * it to others that write rows (row_thread.h), one at a time: whatever is run
 * here first waits for those.
 */
#ifndef LIB_STORE_SQL_H
#define LIB_STORE_SQL_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sqlite3;
struct sqlite3_stmt;

enum { SQL_BUSY_MS = 5000 /* for which a statement waits for others */ };

/* Whoever runs statements on another thread for a while. */
struct sql_guest {
    void (*settle)(void *ctx); /* waits until it has done what it was given */
    bool (*check)(void *ctx, struct err *err); /* could it? If not, nothing more is run for the owner but sql_rollback: its rows would be without theirs */
    void *ctx;
    struct sql_guest *next;
};

/* The calling thread is a guest's, on whatever connection: it never begins what an owner has left for later. */
void sql_be_guest(void);

struct sql {
    struct sqlite3 *db;
    char *path;
    struct sql_guest *guests;
    bool is_relaxed; /* in a transaction of sql_begin_relaxed */
    bool is_late;    /* after sql_begin_late; the owner's, guests do not look */
};

/* The file must be there, or be made by whoever writes. */
bool sql_open(struct sql *sql, const char *path, bool to_write, struct err *err);
void sql_close(struct sql *sql);

/* From now on until it is taken back, whatever is run waits for the guest first. The guest stays the caller's, where it is. */
void sql_lend(struct sql *sql, struct sql_guest *guest);
/* Does nothing when it was not lent. */
void sql_take_back(struct sql *sql, struct sql_guest *guest);
/* The calling thread never runs anything on any connection: a mistake otherwise, which debug builds find. */
void sql_keep_out(void);
/* Waits for all guests; what is run here does so by itself. */
void sql_settle(const struct sql *sql);

/* Fills err with ERR_STORE, the path and what SQLite says about its last failure; returns false. */
bool sql_failed(const struct sql *sql, struct err *err);
/* Statements without values. */
bool sql_exec(struct sql *sql, const char *text, struct err *err);

/* A transaction that writes. A failed commit is an unknown: roll back, and do not acknowledge. */
bool sql_begin(struct sql *sql, struct err *err);
/*
 * The same, while a guest still has the connection: begins with the first
 * statement that the calling thread runs, or when a guest does for it who was
 * told so by sql_take_late (true: and from now on the transaction is the guest's to begin).
 */
void sql_begin_late(struct sql *sql);
bool sql_take_late(struct sql *sql);
/* Waits for all guests, of whom none may have failed, and begins what was to begin late: as everything does here before it runs a statement. */
bool sql_make_ready(struct sql *sql, struct err *err);
/*
 * One whose commit does not wait for the disk: after a power cut it may be gone, with those like it that came after the last commit
 * that waits; each is there as a whole or not at all, and none without those before it. For what can be made again only. The
 * write-ahead log must be in use; its commits go to the disk in order.
 */
bool sql_begin_relaxed(struct sql *sql, struct err *err);
bool sql_commit(struct sql *sql, struct err *err);
/* A transaction that reads, unless one is open already: *begun says which. To be ended by sql_rollback. */
bool sql_begin_reading(struct sql *sql, bool *begun, struct err *err);
/* Does nothing when none is open. */
void sql_rollback(struct sql *sql);

/* Kept for the life of its owner, who finalizes it; NULL and err on failure. */
struct sqlite3_stmt *sql_prepare(struct sql *sql, const char *text, struct err *err);
void sql_finalize(struct sqlite3_stmt *stmt);

/* Values for a statement, one after another. */
struct sql_values {
    struct sqlite3_stmt *stmt;
    int place;
    bool failed;
};
struct sql_values sql_bind(struct sqlite3_stmt *stmt);
void sql_int(struct sql_values *values, int64_t value);
void sql_int_or_null(struct sql_values *values, bool has, int64_t value);
void sql_text(struct sql_values *values, struct str text); /* ptr NULL: NULL; borrowed until the next run */
void sql_blob(struct sql_values *values, const void *bytes, size_t len);

/* Runs it to its end, for what gives no rows; ready for the next values afterwards. */
bool sql_run(struct sql *sql, struct sql_values *values, struct err *err);
/* Begins to run it; then a row at a time. *row is false at the end. */
bool sql_first(struct sql *sql, struct sql_values *values, bool *row, struct err *err);
bool sql_next(struct sql *sql, struct sqlite3_stmt *stmt, bool *row, struct err *err);
/* Ends it before or after its last row; must follow sql_first. */
void sql_reset(struct sqlite3_stmt *stmt);

/* The number in the first column of the first row of a query without values; 0: there is none, or NULL. */
bool sql_ask_int(struct sql *sql, const char *text, int64_t *number, struct err *err);

int64_t sql_column_int(struct sqlite3_stmt *stmt, int column);
bool sql_column_is_null(struct sqlite3_stmt *stmt, int column);
/* Text or blob, valid until the next row; ptr NULL for NULL. */
struct str sql_column_str(struct sqlite3_stmt *stmt, int column);

#endif
