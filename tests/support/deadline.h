/* SPDX-License-Identifier: MIT */
/*
 * deadline.h -- how long a test waits for something before it fails.
 *
 * Nothing in the tests waits for a time: they poll for a condition, and the
 * deadline only says when to give up.  It is far above what a healthy program
 * needs under a sanitizer on two cores that ten others use as well.
 */
#ifndef TESTS_SUPPORT_DEADLINE_H
#define TESTS_SUPPORT_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

enum { DEADLINE_MS = 300 * 1000 };

/* The moment DEADLINE_MS from now, in milliseconds of the monotonic clock. */
int64_t deadline_start(void);
/* Milliseconds left, never below 0: what poll() takes. */
int deadline_left(int64_t deadline);

#endif
