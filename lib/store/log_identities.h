/* SPDX-License-Identifier: MIT */
/*
 * log_identities.h -- who posted the event at a log position, and when, read by a connection of its own.
 *
 * For a process that has no event log open (event_log.h): it opens at once,
 * however long the log is, and reads one row a question.
 */
#ifndef LIB_STORE_LOG_IDENTITIES_H
#define LIB_STORE_LOG_IDENTITIES_H

#include "lib/base/arena.h"
#include "lib/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct event;
struct log_identities;
struct store;

/* The store must outlive it. NULL and err on failure. */
struct log_identities *log_identities_open(struct store *store, struct err *err);
void log_identities_close(struct log_identities *identities);

/* The row's event as event_log_fetch gives it, but without an attendance's activity; texts in the arena. ERR_STORE when there is none. */
bool log_identities_get(struct log_identities *identities, uint64_t seq, struct arena *arena, struct event *event,
                        struct err *err);

#endif
