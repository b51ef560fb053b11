/* SPDX-License-Identifier: MIT */
/*
 * events.h -- lines of events, built in a test or read from a test's JSON file.
 */
#ifndef TESTS_SUPPORT_EVENTS_H
#define TESTS_SUPPORT_EVENTS_H

#include "lib/base/buf.h"

#include <jansson.h>

/* One line: source "test", time 2025-01-01T00:00:00+08:00; type without "turnout."; data_format gives the data. */
void add_event(struct buf *lines, const char *id, int rev, const char *type, const char *data_format, ...)
    __attribute__((format(printf, 5, 6)));
/* period.close, rev 1. */
void add_close(struct buf *lines, const char *id, const char *unit, const char *period, const char *at);

/* The line that `repeat` stands in is written once for each n of its two bounds; "{n}" in it becomes the number. */
json_t *events_expand(const json_t *events);
/* Each object of the array as a line. */
void add_events(struct buf *lines, const json_t *events);
/* Two numbers decide the order: the same seed gives the same one. In place. */
void shuffle(json_t *array, unsigned seed);

/* A small generator of numbers that are the same everywhere (splitmix64). */
struct dice {
    unsigned long long state;
};
unsigned dice_below(struct dice *dice, unsigned bound);

#endif
