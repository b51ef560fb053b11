/* SPDX-License-Identifier: MIT */
/*
 * demo_data.h -- the two communities of ./run demo in a daemon of the test's own.
 */
#ifndef TESTS_SUPPORT_DEMO_DATA_H
#define TESTS_SUPPORT_DEMO_DATA_H

#include "tests/support/daemon.h"

#define DEMO_DAY "2026-01-01"

/* Starts a daemon at the demonstration's as-of day, posts its files and waits until the figures hold them. */
void demo_start(struct daemon *daemon);

#endif
