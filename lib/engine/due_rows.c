/* SPDX-License-Identifier: MIT */
#include "lib/engine/due_rows.h"

#include "lib/base/mem.h"
#include "lib/model/attended.h"
#include "lib/model/past.h"

#include <stdlib.h>

void
due_rows_find(struct due_rows *rows, const struct ruleset *ruleset, const uint32_t *names, size_t name_count)
{
    for (int due = DUE_ATTENDED; due < DUE_KINDS; due++) {
        rows->computed[due] = mem_array(ruleset->indicator_count + 1, sizeof *rows->computed[due]);
        rows->kept[due] = mem_array(name_count + 1, sizeof *rows->kept[due]);
    }
    attended_find(ruleset, rows->computed[DUE_ATTENDED]);
    rows->reach = past_reach(ruleset, rows->computed[DUE_FOLLOWED]);
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        rows->computed[DUE_ATTENDED | DUE_FOLLOWED][i] = rows->computed[DUE_ATTENDED][i] || rows->computed[DUE_FOLLOWED][i];
    for (int due = DUE_ATTENDED; due < DUE_KINDS; due++)
        for (size_t i = 0; i < ruleset->indicator_count; i++)
            rows->kept[due][names[i]] = !rows->computed[due][i];
}

void
due_rows_free(struct due_rows *rows)
{
    for (int due = 0; due < DUE_KINDS; due++) {
        free(rows->computed[due]);
        free(rows->kept[due]);
    }
    *rows = (struct due_rows){ 0 };
}
