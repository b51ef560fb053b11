/* SPDX-License-Identifier: MIT */
/*
 * filter.h -- the filters of a command that reads figures, scores or findings, as they are typed.
 */
#ifndef CLI_FILTER_H
#define CLI_FILTER_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/reader.h"

#include <stdbool.h>

/* One value more; its text is borrowed. */
void filter_add(struct report_filter *filter, enum filter_kind kind, struct str value);
/* The value of an option whose key is that many above the first filter's; false: it is no filter's. */
bool filter_take(struct report_filter *filter, int offset, const char *value);
void filter_free(struct report_filter *filter);
/* Without a period: the latest year that has figures, that of the as-of day or the last with sessions. Its text is in the arena. */
bool filter_choose_year(struct report_filter *filter, struct reader *reader, struct arena *arena, struct err *err);

#endif
