/* SPDX-License-Identifier: MIT */
/*
 * parts.h -- where this program's own parts are: the rule worker, the rules that ship.
 *
 * A program run from its build folder uses the source tree's; an installed one
 * what was installed with it.
 */
#ifndef LIB_BASE_PARTS_H
#define LIB_BASE_PARTS_H

#include "lib/base/err.h"

#include <limits.h>
#include <stdbool.h>

/* turnout-rules: beside this program, else where it is installed. ERR_NO_FILE when it is in neither. */
bool place_of_worker(char path[PATH_MAX], struct err *err);

/* The folder of the shipped rules. */
const char *place_of_plugins(void);

#endif
