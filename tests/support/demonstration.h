/* SPDX-License-Identifier: MIT */
/*
 * demonstration.h -- a store with the two communities of demo/ in it, and what happened there the year before (tests/golden).
 */
#ifndef TESTS_SUPPORT_DEMONSTRATION_H
#define TESTS_SUPPORT_DEMONSTRATION_H

struct daemon;

/* Posts it to a fresh daemon, waits until it is published, and stops the daemon: commands that read need the database alone. */
void demonstration_make(struct daemon *daemon);

#endif
