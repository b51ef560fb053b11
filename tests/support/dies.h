/* SPDX-License-Identifier: MIT */
/*
 * dies.h -- for tests of broken invariants: does this end the process by abort?
 *
 * Runs the function in a child, so the test goes on either way.
 */
#ifndef TESTS_SUPPORT_DIES_H
#define TESTS_SUPPORT_DIES_H

#include <stdbool.h>
#include <stddef.h>

/* True when act() aborted; said gets what it wrote to standard error, cut to size - 1 bytes, with a NUL. */
bool dies(void (*act)(void), char *said, size_t size);

#endif
