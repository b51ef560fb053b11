/* SPDX-License-Identifier: MIT */
/*
 * worked.h -- a worked example: a JSON file of steps, each posting events and
 * saying which rows the report then has, whole and in order.
 *
 *   { title, as_of, plugins?, common, steps: [
 *       { title, as_of?, post: [event...], totals, log,
 *         reports: [ { options, rows } ] | same_as_before: true } ] }
 *
 * `log` is the log position after the step; `as_of` of a step restarts the
 * daemon under that day.  Every row of `rows` is completed from what stands
 * around it and from `common`, `day` and `as_of` (report.h, rows_complete).
 */
#ifndef TESTS_SUPPORT_WORKED_H
#define TESTS_SUPPORT_WORKED_H

#include "tests/support/daemon.h"

#include <jansson.h>

/* Reads tests/worked/NAME.json. */
json_t *worked_read(const char *name);
/* An empty daemon with the example's plugins and day, not started. */
void worked_daemon(const json_t *example, struct daemon *daemon);
/* Runs every step on a daemon of its own and compares. */
void worked_run(const char *name);

/* All events of steps 0..last, in order, repeated ones written out; a new array. */
json_t *worked_events(const json_t *example, size_t last);
/* Waits for the figures and compares the reports of one step. */
void worked_compare(const json_t *example, size_t step, const struct daemon *daemon);

#endif
