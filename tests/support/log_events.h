/* SPDX-License-Identifier: MIT */
/*
 * log_events.h -- events as the engine hands them to the log: short to write, whole enough to append.
 */
#ifndef TESTS_SUPPORT_LOG_EVENTS_H
#define TESTS_SUPPORT_LOG_EVENTS_H

#include "lib/model/event.h"

#include <stdbool.h>
#include <stdint.h>

struct err;
struct event_log;

/* An attendance of one person, present, without minutes; *person must live as long as the event. */
struct event log_attendance(const char *source, const char *id, const char *activity, uint32_t *person);
/* Another type without persons; data: JSON. */
struct event log_other(enum event_type type, const char *source, const char *id, const char *data);

/* Finds and appends, in the open batch; its position. */
uint64_t log_append(struct event_log *log, const struct event *event);
void log_begin(struct event_log *log);
void log_commit(struct event_log *log);
/* A batch of its own. */
uint64_t log_commit_one(struct event_log *log, const struct event *event);
/* Attendances of gate/1 with the ids PREFIX0, PREFIX1 ... at one session, so many in a batch. */
void log_append_many(struct event_log *log, const char *prefix, int count, int batch);
/* As many, in the open batch, without looking for them, until one cannot be appended: false, and err says why. */
bool log_try_many(struct event_log *log, const char *prefix, int count, struct err *err);
/* The position of the identity, or 0. */
uint64_t log_find(struct event_log *log, const char *source, const char *id);

#endif
