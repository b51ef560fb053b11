/* SPDX-License-Identifier: MIT */
/*
 * report.h -- what the daemon published, as `turnout` shows it, and comparing it.
 *
 * Rows are compared whole, key by key; the order of rows and every value count,
 * only the order of flags does not.  A difference is printed row by row.
 */
#ifndef TESTS_SUPPORT_REPORT_H
#define TESTS_SUPPORT_REPORT_H

#include <jansson.h>
#include <stdbool.h>

struct buf;
struct daemon;

/* What a command prints that must end with 0 and print JSON. */
json_t *command_json(const struct daemon *daemon, const char *const *words);
/* `turnout status --format json`. */
json_t *status_object(const struct daemon *daemon);
/* Waits until the figures stand for the whole log, and for the daemon's as-of day; returns that position. */
json_int_t wait_published(const struct daemon *daemon);
/* Posts the lines, which must all be accepted, and leaves `lines` empty; then as above. */
json_int_t post_published(const struct daemon *daemon, struct buf *lines);

/* `turnout report --format json --full OPTIONS`; options: an array of strings, or NULL for none. */
json_t *report_rows(const struct daemon *daemon, const json_t *options);
/* The same with the words given here, up to NULL. */
json_t *report_with(const struct daemon *daemon, ...) __attribute__((sentinel));

/* Rows that are whole: each is `common` with the row's own keys over it. A row that has `rows` is no row but what
 * those have in common. */
json_t *rows_complete(const json_t *common, const json_t *rows);
/* Fails the test with the differences unless both are the same. */
void expect_rows(const char *what, const json_t *expected, const json_t *actual);
/* Fails unless each pattern's row exists once and has the pattern's values. The row is found by indicator, unit, team,
 * category, group and period; what the pattern does not give of these is null. */
void expect_patterns(const char *what, const json_t *patterns, const json_t *actual);

#endif
