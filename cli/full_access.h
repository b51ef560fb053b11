/* SPDX-License-Identifier: MIT */
/*
 * full_access.h -- who may see every number, however small, and that it is written down.
 *
 * root, the owner of the database, and whomever these let write to FILE.full.log
 * beside it.  Every use is a line there and in the system's log; without the
 * line nothing is shown.  It works while the daemon is down.  A person who can
 * copy the database can read the copy: what guards it is its own mode.
 */
#ifndef CLI_FULL_ACCESS_H
#define CLI_FULL_ACCESS_H

#include "lib/base/err.h"

#include <stdbool.h>

/* Asks for it and logs it; argv: the command with its words. ERR_STORE with what to do when it is refused or cannot be logged. */
bool full_access(const char *database, int argc, char **argv, struct err *err);

#endif
