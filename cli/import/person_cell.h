/* SPDX-License-Identifier: MIT */
/*
 * person_cell.h -- from what a sheet says of a person to the token that is posted.
 *
 * Turnout keeps no names.  Tokens (p0417) are posted as they stand; names, and
 * with them what tells people of one name apart, become a keyed hash here, so
 * that they never leave the machine.  `王 伟` and `王伟` are one name.
 */
#ifndef CLI_IMPORT_PERSON_CELL_H
#define CLI_IMPORT_PERSON_CELL_H

#include "lib/base/arena.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* The token of a name under the secret of the desk: the same for the same parts in the same order. */
struct str person_pseudonym(const unsigned char *secret, const struct str *parts, size_t count, struct arena *arena);
/* Is this a name rather than a token: Chinese characters, or words of letters? */
bool person_looks_like_name(struct str token);

#endif
