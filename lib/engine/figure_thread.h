/* SPDX-License-Identifier: MIT */
/*
 * figure_thread.h -- a thread that computes the figures of a publication while its owner decides events.
 *
 *     owner    begin ─┬─ batch ─ serve ─ batch ─ batch ─ serve ─┬─ end
 *     thread          └─ figures ─ visit ──── figures ──────────┘
 *
 * Meanwhile the facts are the thread's: the owner reads of them what no figure
 * changes (engine_takes).  The store stays the owner's: whoever needs it on the
 * thread asks for a visit, and the owner runs that between two batches.
 */
#ifndef LIB_ENGINE_FIGURE_THREAD_H
#define LIB_ENGINE_FIGURE_THREAD_H

#include "lib/base/err.h"

#include <stdbool.h>

struct figure_thread;

typedef bool (*figure_work_fn)(void *ctx, struct err *err);

/* Of work for the thread: what it does, and how the owner is told of a visit and of the end; called on the thread, may be NULL. */
struct figure_work {
    figure_work_fn run;
    void *ctx;
    void (*wake)(void *ctx);
    void *wake_ctx;
};

/* NULL: no thread could be started. */
struct figure_thread *figure_thread_new(void);
/* At rest; NULL is fine. */
void figure_thread_free(struct figure_thread *thread);

/* -- the owner -- */

/* Begins what figure_thread_end ends. */
void figure_thread_begin(struct figure_thread *thread, const struct figure_work *work);
/* Runs the visit that is asked for, if one is, and those that follow at once, for two milliseconds. False: the work is over. */
bool figure_thread_serve(struct figure_thread *thread);
/* Until there is something to serve, or the work is over. */
void figure_thread_wait(struct figure_thread *thread);
/* The work had better end: figure_thread_goes_on is false from now on. */
void figure_thread_give_up(struct figure_thread *thread);
/* Serves until it is over. False: it failed, err is its. */
bool figure_thread_end(struct figure_thread *thread, struct err *err);

/* -- the thread -- */

/* On any other thread: true. */
bool figure_thread_goes_on(const struct figure_thread *thread);
/* The owner does it, between two of its batches; on any other thread than this one, or without one (NULL), it is done at once. */
bool figure_thread_visit(struct figure_thread *thread, figure_work_fn visit, void *ctx, struct err *err);

#endif
