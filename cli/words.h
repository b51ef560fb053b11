/* SPDX-License-Identifier: MIT */
/*
 * words.h -- the lists that a figure carries as text: "estimated in_progress", "undated=1 unknown_home=3",
 * and in its detail "month=110;previous=2024-01".
 */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include "lib/base/str.h"

#include <stdbool.h>

/* Takes the next word off the front of *rest; false when there is none left. */
bool words_next(struct str *rest, struct str *word);
/* The same of a detail, whose parts stand between semicolons and may be empty. */
bool words_next_part(struct str *detail, struct str *part);
/* "undated=1" as its parts; false when the word is no such pair. */
bool words_pair(struct str word, struct str *name, unsigned long long *count);

#endif
