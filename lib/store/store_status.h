/* SPDX-License-Identifier: MIT */
/*
 * store_status.h -- how a store stands: positions, sizes, what became of each source's events, faults.
 *
 * Read by the command beside the daemon (reader.h) and by the daemon through
 * its own connection.  Costs a count of the figures and sessions.
 */
#ifndef LIB_STORE_STORE_STATUS_H
#define LIB_STORE_STORE_STATUS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sql;

struct source_outcomes {
    struct str source;
    uint64_t applied, duplicate, stale, pending, conflict, rejected;
};

struct fault_line {
    struct str plugin, message;
    uint64_t position;
};

struct store_status {
    uint64_t log, published;
    struct str day; /* as-of day; ptr NULL before the first publication */
    uint64_t events, persons, sessions, cells;
    int64_t last_recorded_at; /* UTC ms, 0: none */
    struct source_outcomes *sources;
    size_t source_count;
    struct fault_line *faults;
    size_t fault_count;
};

/* Several statements: what they say is of one moment inside a transaction, or when nobody else writes. */
bool store_status_read(struct sql *sql, struct arena *arena, struct store_status *status, struct err *err);

#endif
