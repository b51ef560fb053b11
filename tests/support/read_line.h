/* SPDX-License-Identifier: MIT */
/*
 * read_line.h -- posted lines read without a daemon, and valid ones of every type.
 *
 * One reader and one arena for a test program: what is returned is good until
 * read_line_stop.
 */
#ifndef TESTS_SUPPORT_READ_LINE_H
#define TESTS_SUPPORT_READ_LINE_H

#include "lib/model/event.h"
#include "lib/wire/line.h"

/* 2024-06-01T00:00:00Z */
#define READ_LINE_NOW INT64_C(1717200000)

/* Group fixtures for cmocka. */
int read_line_start(void **state);
int read_line_stop(void **state);
struct line_reader *read_line_reader(void);
struct arena *read_line_arena(void);

/* line_read at READ_LINE_NOW. */
bool read_line(struct str line, struct event *event, struct refusal *refusal);
/* The same; the test fails when the line is refused. */
struct event read_good_line(struct str line);
/* The same; the test fails when the line is accepted. */
struct refusal read_bad_line(struct str line);

/* An event with that type (without "turnout.") and data: id "e1", source "test", time 2024-05-29T14:03:11+08:00. */
struct str line_with(const char *type, const char *data);
/* The whole line with ' for ". */
struct str line_quoted(const char *text);

/* Data of a type with every field of its table but `persons`, each valid; `field` has this JSON instead, or is left
 * out when value is NULL. field NULL: nothing is changed. */
struct str valid_data(enum event_type type, const char *field, const char *value);
struct str valid_line(enum event_type type, const char *field, const char *value);

#endif
