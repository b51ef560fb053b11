/* SPDX-License-Identifier: MIT */
/*
 * exact.h -- fractions of 128-bit integers, for the few steps from a figure to its points.
 *
 * A product of several fractions need not fit 64 bits though its result does.
 * What does not even fit 128 bits is marked as lost, stays lost through every
 * further step and is never a number: whoever rounds is told.
 */
#ifndef LIB_MODEL_EXACT_H
#define LIB_MODEL_EXACT_H

#include "lib/model/fraction.h"

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef __int128 exact_int;

struct exact {
    exact_int num;
    exact_int den; /* > 0; 0: lost */
};

struct exact exact_of(struct fraction value);
struct exact exact_add(struct exact a, struct exact b);
struct exact exact_sub(struct exact a, struct exact b);
struct exact exact_mul(struct exact a, struct exact b);
/* b is not zero. */
struct exact exact_div(struct exact a, struct exact b);
/* The smaller one; lost when one of them is, or they cannot be compared. */
struct exact exact_least(struct exact a, struct exact b);
/* The greatest whole number that is not above it, and the least that is not below it. */
struct exact exact_floor(struct exact value);
struct exact exact_ceil(struct exact value);
/* *sign: that of a - b. False: lost. */
bool exact_cmp(struct exact a, struct exact b, int *sign);
/* value * 10^places, half away from zero. False: lost, or it does not fit. places: 0..6 */
bool exact_round(struct exact value, int places, int64_t *rounded);

#endif
