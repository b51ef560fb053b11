/* SPDX-License-Identifier: MIT */
/*
 * retitle.h -- rules that compute the same under other titles and versions: readers see the new ones, nothing is computed.
 */
#ifndef LIB_ENGINE_RETITLE_H
#define LIB_ENGINE_RETITLE_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct ruleset;
struct sql;

/* What published rows call their plugins, and what they are to call them; texts owned. */
struct retitle {
    struct renaming {
        char *before, *after; /* "name@version" */
    } *renamings;
    size_t count, capacity;
    bool is_due; /* names of indicators, cards and grades are to be written */
};

/* Do both have the same plugins, which mean the same, in the same order, and the same faults? Then every answer and figure stays right. */
bool retitle_will_do(const struct ruleset *before, const struct ruleset *after);
void retitle_note(struct retitle *retitle, const struct ruleset *before, const struct ruleset *after);
/* In the transaction of a publication, before rows are put. */
bool retitle_rows(const struct retitle *retitle, struct sql *sql, struct err *err);
/* It was published, or everything is going to be computed anew. */
void retitle_clear(struct retitle *retitle);
void retitle_free(struct retitle *retitle);

#endif
