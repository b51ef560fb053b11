/* SPDX-License-Identifier: MIT */
/*
 * random_set.h -- a small world out of a seed: units that move, people with and
 * without homes, sessions held, corrected, cancelled and voided, attendances,
 * headcounts, retractions of anything, things that never appear.
 *
 * There is no conflict and no cycle in it, the two outcomes that may depend on
 * the order of arrival.  The same seed gives the same set.
 */
#ifndef TESTS_SUPPORT_RANDOM_SET_H
#define TESTS_SUPPORT_RANDOM_SET_H

#include <jansson.h>

/* The events in an order in which most things come before what names them; a new array. */
json_t *random_set(unsigned seed);
/* A third as large, with records of every kind besides. */
json_t *random_small_set(unsigned seed);

#endif
