/* SPDX-License-Identifier: MIT */
/*
 * filter_check.h -- does what a filter names exist? A typing error must not look like "nothing found".
 */
#ifndef CLI_FILTER_CHECK_H
#define CLI_FILTER_CHECK_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/reader.h"

#include <stdbool.h>

/* "--unit", as people type it. */
const char *filter_option(enum filter_kind kind);
/* ERR_USAGE for the first name that exists nowhere, with the nearest that does. A well-formed period always exists. */
bool filter_check(struct reader *reader, const struct report_filter *filter, struct arena *arena, struct err *err);

#endif
