/* SPDX-License-Identifier: MIT */
/*
 * random_records.h -- records of volunteers and feedback for the worlds of random_facts.h, and rules that count them.
 */
#ifndef TESTS_SUPPORT_RANDOM_RECORDS_H
#define TESTS_SUPPORT_RANDOM_RECORDS_H

#include "tests/support/events.h"
#include "tests/support/world.h"

/* One event: somebody joins, leaves, serves or answers, or a unit says how many there are, or that there was nothing. */
struct event *random_record(struct world *world, struct dice *dice);

/* An indicator of each measure about them. */
const struct ruleset *record_rules(void);

#endif
