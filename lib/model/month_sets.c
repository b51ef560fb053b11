/* SPDX-License-Identifier: MIT */
#include "lib/model/month_sets.h"

#include "lib/base/mem.h"
#include "lib/model/people_set.h"

#include <stdlib.h>

void
month_sets_begin(struct month_sets *sets, day_t year_first, uint32_t due, uint32_t recount)
{
    sets->first_month = day_month_index(year_first);
    sets->round++;
    for (int month = 0; month < 12; month++) {
        if (!(due >> month & 1))
            continue;
        sets->before[month] = recount >> month & 1 ? 0 : sets->looked_at[month];
        sets->looked_at[month] = sets->round;
    }
}

static enum month_set_state
state_of(const struct month_sets *sets, const struct month_set *set, int month)
{
    if (!set->people)
        return MONTH_SET_VOID;
    if (set->round == sets->looked_at[month])
        return MONTH_SET_CURRENT;
    return set->round == sets->before[month] ? MONTH_SET_BEHIND : MONTH_SET_VOID;
}

struct month_set *
month_sets_find(struct month_sets *sets, const struct month_set_key *key, enum month_set_state *state)
{
    uint32_t number = codebook_add(&sets->keys, (struct str){ (const char *)key, sizeof *key });
    int month = day_month_index(key->month) - sets->first_month;
    struct month_set *set;

    if (number == sets->count) {
        sets->sets = mem_grow(sets->sets, sets->count, &sets->capacity, sizeof *sets->sets);
        sets->sets[sets->count++] = (struct month_set){ 0 };
    }
    set = &sets->sets[number];
    *state = state_of(sets, set, month);
    set->round = sets->looked_at[month];
    return set;
}

void
month_sets_free(struct month_sets *sets)
{
    for (size_t i = 0; i < sets->count; i++)
        people_set_free(sets->sets[i].people);
    free(sets->sets);
    codebook_free(&sets->keys);
    *sets = (struct month_sets){ 0 };
}
