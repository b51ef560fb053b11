/* SPDX-License-Identifier: MIT */
/*
 * row_thread.h -- a thread that puts rows into the table while the next ones are made.
 *
 * One thread decides events, fills pages of rows and hands them over; this one
 * writes them, in order, and does what else is given to it after them (the
 * commit, while the next batch is decided).  The two never use the connection at the same time:
 * who needs it for anything else waits with row_thread_settle, which struct sql
 * calls by itself (sql.h, `settle`).  Pages are the owner's, numbered round and
 * round; one that was put belongs to the thread until it is written.
 */
#ifndef LIB_STORE_ROW_THREAD_H
#define LIB_STORE_ROW_THREAD_H

#include "lib/base/err.h"

#include <stdbool.h>

struct row_thread;

/* Writes one page and leaves it empty; on the thread. */
typedef bool (*row_page_fn)(void *ctx, unsigned page, struct err *err);
/* Anything else that is done with the connection, between two pages; on the thread. */
typedef bool (*row_work_fn)(void *ctx, struct err *err);

/* NULL: no thread could be started; the owner writes by itself. */
struct row_thread *row_thread_new(unsigned pages, row_page_fn write, void *ctx);
/* Waits for what was put. */
void row_thread_free(struct row_thread *thread);

/* Puts the page that follows the last one put; returns when the one after it is free to be filled. False: one failed to be written, err is its. */
bool row_thread_put(struct row_thread *thread, struct err *err);
/* Has `work` done between the pages put so far and those put later; skipped when one of them failed. Waits for what was given before. */
void row_thread_do(struct row_thread *thread, row_work_fn work, void *ctx);
/* Waits until every page is written and the work done. Does nothing on the thread itself. NULL is fine. */
void row_thread_settle(struct row_thread *thread);
/* After settling: was every page written, and the work done? */
bool row_thread_check(struct row_thread *thread, struct err *err);
/* After settling: what failed is given up with the batch, and pages begin at 0 again. */
void row_thread_forget(struct row_thread *thread);

#endif
