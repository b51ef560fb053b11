/* SPDX-License-Identifier: MIT */
/*
 * forgotten.h -- who was forgotten after a backup was taken stays forgotten when it is restored.
 *
 * The keys of persons stand outside the hash chain, so that one can be
 * overwritten; a backup has those of its day.
 */
#ifndef LIB_STORE_FORGOTTEN_H
#define LIB_STORE_FORGOTTEN_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Overwrites in the file the keys that the old database, if there is one, no
 * longer has.  Numbers mean the same persons in both as far as the log of the
 * file is the beginning of the other's; else nothing is done.  An old database
 * that cannot be read has nothing to say.
 */
bool forgotten_carry_over(const char *old, const char *file, uint64_t *count, struct err *err);

#endif
