/* SPDX-License-Identifier: MIT */
/*
 * mapping_check.h -- is there a column, or a value, for everything that the type asks for?
 */
#ifndef CLI_IMPORT_MAPPING_CHECK_H
#define CLI_IMPORT_MAPPING_CHECK_H

#include "lib/base/err.h"

#include <stdbool.h>

struct import_options;
struct mapping;

/* ERR_USAGE names the first field that nothing says. */
bool mapping_check(const struct mapping *mapping, const struct import_options *options, struct err *err);

#endif
