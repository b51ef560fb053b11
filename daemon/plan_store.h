/* SPDX-License-Identifier: MIT */
/*
 * plan_store.h -- what a plan's child asks the store: by a process of its own.
 *
 * The child is a fork of the daemon and must not touch SQLite, whose state
 * belongs to the parent.  When it needs something that is not in the facts, it
 * starts this program once more, as a reader of the database: who posted an
 * event and when (which decides between statements, and is the identity of what
 * a map emits), and what was frozen of a closed period.  A line of JSON asks, a
 * line answers.
 */
#ifndef DAEMON_PLAN_STORE_H
#define DAEMON_PLAN_STORE_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/codebook.h"
#include "lib/base/err.h"
#include "lib/store/figure_row.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event_origin;

#define PLAN_STORE_OPTION "--plan-store" /* turnoutd --plan-store DATABASE: what the child starts */

struct plan_store {
    const char *db_path;
    int in, out;           /* of the reader; -1: it was not started yet */
    struct buf line;
    struct codebook seqs;  /* that were asked for */
    struct arena texts;    /* of their origins */
    struct event_origin *origins; /* by number of the position */
    size_t count, capacity;
};

void plan_store_init(struct plan_store *store, const char *db_path);

/* As the functions of the store say: ledger.h, freeze.h. ctx: the plan_store. ERR_STORE: the reader failed. */
bool plan_store_origin(void *ctx, uint64_t seq, struct event_origin *origin, struct err *err);
bool plan_store_expect(void *ctx, const uint64_t *seqs, size_t count, struct err *err);
bool plan_store_officials(void *ctx, int64_t closing, int32_t first, int32_t end, struct str team, struct arena *arena,
                          struct figure_row **rows, size_t *count, struct err *err);

/* The reader: answers standard input until its end. The status of the process. */
int plan_store_serve(const char *db_path);

#endif
