/* SPDX-License-Identifier: MIT */
/*
 * row_lender.h -- lends a connection to a thread that puts rows into it (row_thread.h).
 */
#ifndef LIB_STORE_ROW_LENDER_H
#define LIB_STORE_ROW_LENDER_H

#include "lib/store/row_thread.h"
#include "lib/store/sql.h"

#include <stdbool.h>

/* Stays where it is from the beginning to the end; zero at first. */
struct row_lender {
    struct row_thread *thread; /* NULL: there is none */
    struct sql *sql;           /* whose connection is lent; NULL: none is */
    struct sql_guest guest;    /* the thread */
    bool alone;                /* no thread could be started */
};

/* Starts the thread, the first time. False: none could be started, the caller writes by itself. */
bool row_lender_begin(struct row_lender *lender, struct sql *sql, unsigned pages, row_page_fn write, void *ctx);
/* Waits for what was put; nothing to do when it never began. */
void row_lender_end(struct row_lender *lender);

#endif
