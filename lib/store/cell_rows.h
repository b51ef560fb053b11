/* SPDX-License-Identifier: MIT */
/*
 * cell_rows.h -- the published cells, in two tables: what each is about, and what stands in it.
 *
 * What a cell is about (indicator, unit, period ...) is long, is indexed and
 * never changes; what stands in it is short and changes with every
 * publication.  Apart, a publication writes a third of the pages and no index.
 * Rows go in some hundred at a time.  Of a publication that is one transaction
 * a thread writes them (row_thread.h) while the caller computes the next ones;
 * of others they may be put on another thread than the connection's
 * (cell_rows_hand), whose owner writes full pages whenever it has time.
 *
 * Values go to the side that readers do not see (cell_sides.h), in one
 * transaction or in several; names and drops are held in memory until
 * cell_rows_show.  A publication that is one transaction in any case, or that
 * fills no page, writes where readers look, and has nothing to copy; the first
 * one after cell_rows_clear writes both sides, so that the next has not either.
 */
#ifndef LIB_STORE_CELL_ROWS_H
#define LIB_STORE_CELL_ROWS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/cell_sides.h"
#include "lib/store/incoming.h"
#include "lib/store/row_lender.h"
#include "lib/store/sql.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct figure_row;
struct known_cell;
struct sqlite3_stmt;

enum { CELL_ROWS_HELD = 512, CELL_PAGES = 32 };

struct cell_page {
    struct figure_row *names, *values; /* CELL_ROWS_HELD of each, so many are filled: */
    size_t name_count, value_count;
    struct arena texts;                /* of both */
};

/* The owner of the connection, as another thread sees it that puts rows. */
struct cell_owner {
    void (*tell)(void *ctx);                   /* a page is full: cell_rows_write has something to do */
    bool (*write)(void *ctx, struct err *err); /* all are: returns when it was done */
    void *ctx;
};

struct held_names {
    struct figure_row *names;
    size_t count, capacity;
    struct arena texts;
};

struct cell_rows {
    struct sql *sql;
    struct incoming names, values; /* of the page that is being written */
    struct sqlite3_stmt *insert_names, *insert_values;
    struct cell_page pages[CELL_PAGES];
    unsigned filling;         /* place of the page that is being filled */
    struct cell_owner owner;  /* rows are put on another thread than its; NULLs: they are not */
    unsigned handed_from;     /* `filling` when that began */
    atomic_uint full, written; /* pages since then: the one counted by who puts, the other by the owner */
    struct row_lender lender; /* from the first full page on */
    struct known_cell *known; /* by cell number: what this process wrote */
    size_t known_count;
    struct cell_sides sides;
    uint32_t publication;     /* counted from 1 since cell_rows_open */
    bool is_whole;            /* it is one transaction, and writes where readers look */
    bool is_cleared;          /* likewise, and the tables were empty */
    bool has_side;            /* the first page has gone to the table, above the cells' numbers by: */
    int64_t side;
    struct held_names held;
    struct cell_list put, dropped; /* in this publication */
    struct cell_list behind;  /* whose hidden values are not those that readers see; no cell twice from caught_up on */
    size_t caught_up;         /* how many of them are copied */
    bool is_unsorted;         /* `behind` is, from caught_up on */
    bool is_known;            /* what is hidden is known: it stands in `behind` where it is not what readers see */
};

bool cell_rows_open(struct cell_rows *rows, struct sql *sql, struct err *err);
void cell_rows_close(struct cell_rows *rows);

void cell_rows_begin(struct cell_rows *rows, bool is_whole);
bool cell_rows_put(struct cell_rows *rows, const struct figure_row *row, struct err *err);
void cell_rows_drop(struct cell_rows *rows, uint32_t cell);
/* Both tables are empty; the publication is whole from here on. */
bool cell_rows_clear(struct cell_rows *rows, struct err *err);
/* From here on rows are put and dropped on another thread, and nothing else is done with them here, but cell_rows_write ... */
void cell_rows_hand(struct cell_rows *rows, const struct cell_owner *owner);
bool cell_rows_has_full(const struct cell_rows *rows);
/* Inside a transaction: writes at most so many full pages, of a publication that is not whole. */
bool cell_rows_write(struct cell_rows *rows, unsigned most, struct err *err);
/* ... until the other thread has done all it had to. */
void cell_rows_take_back(struct cell_rows *rows);
/* The transaction may end. False when a row could not be written. */
bool cell_rows_rest(struct cell_rows *rows, struct err *err);
/* Copies at most so many of the cells behind to the hidden side; *done: there are no more, or nothing went there yet. */
bool cell_rows_catch_up(struct cell_rows *rows, size_t most, bool *done, struct err *err);
/* All that was put and dropped is what readers see after the commit; then cell_rows_shown. */
bool cell_rows_show(struct cell_rows *rows, struct err *err);
void cell_rows_shown(struct cell_rows *rows);
/* After a rollback: what this process wrote is not there. */
void cell_rows_forget(struct cell_rows *rows);

#endif
