/* SPDX-License-Identifier: MIT */
#include "lib/model/month_sets.h"

#include "lib/base/mem.h"
#include "lib/model/people_set.h"

#include <stdlib.h>

struct people_set **
month_sets_slot(struct month_sets *sets, const struct month_set_key *key)
{
    uint32_t number = codebook_add(&sets->keys, (struct str){ (const char *)key, sizeof *key });

    if (number == sets->count) {
        sets->sets = mem_grow(sets->sets, sets->count, &sets->capacity, sizeof *sets->sets);
        sets->sets[sets->count++] = NULL;
    }
    return &sets->sets[number];
}

void
month_sets_free(struct month_sets *sets)
{
    for (size_t i = 0; i < sets->count; i++)
        people_set_free(sets->sets[i]);
    free(sets->sets);
    codebook_free(&sets->keys);
    *sets = (struct month_sets){ 0 };
}
