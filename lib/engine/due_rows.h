/* SPDX-License-Identifier: MIT */
/*
 * due_rows.h -- which indicators of a page are computed again, by what made the page due.
 *
 * Where only people came, indicators that do not ask who came stay as they are
 * (lib/model/attended.h); where only the period before changed, all but those
 * that are to improve on it (lib/model/past.h).
 */
#ifndef LIB_ENGINE_DUE_ROWS_H
#define LIB_ENGINE_DUE_ROWS_H

#include "lib/model/ruleset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DUE_ATTENDED = 1, DUE_FOLLOWED = 2, DUE_KINDS = 4 };

struct due_rows {
    bool *computed[DUE_KINDS]; /* by why it is due (bits), by indicator */
    bool *kept[DUE_KINDS];     /* likewise, by the caller's number of its name: it is an indicator and stays */
    unsigned reach;            /* so many periods after a changed one are due, one after the other */
};

/* names: by indicator, smaller than name_count. */
void due_rows_find(struct due_rows *rows, const struct ruleset *ruleset, const uint32_t *names, size_t name_count);
void due_rows_free(struct due_rows *rows);

#endif
