/* SPDX-License-Identifier: MIT */
/*
 * bystander.h -- another client, whose events must be acknowledged whatever the rest does.
 */
#ifndef TESTS_SUPPORT_BYSTANDER_H
#define TESTS_SUPPORT_BYSTANDER_H

#include "lib/base/buf.h"

struct daemon;

/* A number that it did not give before: for ids. */
unsigned bystander_number(void);
/* A line with a good event of an identity that is not used yet. */
void bystander_add_event(struct buf *lines);
/* Posts two such events on a connection of its own; fails the test unless both are applied. */
void bystander_is_served(const struct daemon *daemon);

#endif
