/* SPDX-License-Identifier: MIT */
/*
 * frozen_check.h -- does what cannot be made anew agree with the log and with itself?
 *
 * Frozen figures and scores are what the rules of their day made of the log as
 * it stood then, and the keys of persons stand in no hash chain.  What can be
 * said of them: that each close is one, that its figures are there and could
 * have been computed, and that every number of a person was given.
 */
#ifndef LIB_STORE_FROZEN_CHECK_H
#define LIB_STORE_FROZEN_CHECK_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct store;

/* Tells what is wrong, of each kind the first twenty. True: it was looked at, *found says how much was told. */
bool frozen_check(struct store *store, void (*tell)(void *ctx, struct str what), void *ctx, size_t *found, struct err *err);

#endif
