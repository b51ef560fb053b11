/* SPDX-License-Identifier: MIT */
#include "cli/summary/footings.h"

#include "lib/base/mem.h"

#include <stdlib.h>

void
footings_next_block(struct footings *footings)
{
    footings->block++;
}

unsigned
footings_mark(struct footings *footings, struct str source)
{
    size_t known = footings->sources.count;
    uint32_t number = codebook_add(&footings->sources, source);

    if (number >= known) {
        footings->marked = mem_grow(footings->marked, number, &footings->capacity, sizeof *footings->marked);
        footings->marked[number] = 0;
    }
    if (footings->marked[number] == footings->block)
        return 0;
    footings->marked[number] = footings->block;
    return number + 1;
}

size_t
footings_count(const struct footings *footings)
{
    return footings->sources.count;
}

struct str
footings_text(const struct footings *footings, unsigned number)
{
    return codebook_name(&footings->sources, number - 1);
}

void
footings_free(struct footings *footings)
{
    codebook_free(&footings->sources);
    free(footings->marked);
}
