/* SPDX-License-Identifier: MIT */
/*
 * nearest.h -- "did you mean": the known word that a mistyped one is a slip of.
 *
 * Levenshtein's distance over bytes; costs the product of the two lengths, so
 * it is for messages, not for lookup.
 */
#ifndef LIB_BASE_NEAREST_H
#define LIB_BASE_NEAREST_H

#include "lib/base/str.h"

#include <stddef.h>

/* The place of the word that needs the fewest changes to become `word`: at most 3 and fewer than half its bytes; else -1. */
int nearest_word(struct str word, const struct str *among, size_t n);

#endif
