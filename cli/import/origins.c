/* SPDX-License-Identifier: MIT */
#include "cli/import/origins.h"

#include "lib/base/mem.h"

#include <stdlib.h>

void
origins_add(struct origins *origins, size_t table, uint64_t row)
{
    const struct origin *last = origins->count > 0 ? &origins->runs[origins->count - 1] : NULL;

    origins->lines++;
    if (last && last->table == table && row - last->row == origins->lines - last->line)
        return;
    origins->runs = mem_grow(origins->runs, origins->count, &origins->capacity, sizeof *origins->runs);
    origins->runs[origins->count++] = (struct origin){ origins->lines, row, table };
}

bool
origins_find(const struct origins *origins, uint64_t line, size_t *table, uint64_t *row)
{
    size_t low = 0, high = origins->count;

    if (line == 0 || line > origins->lines)
        return false;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (origins->runs[middle].line <= line)
            low = middle;
        else
            high = middle;
    }
    *table = origins->runs[low].table;
    *row = origins->runs[low].row + (line - origins->runs[low].line);
    return true;
}

void
origins_free(struct origins *origins)
{
    free(origins->runs);
    *origins = (struct origins){ 0 };
}
