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

/* What the lender has of the key as of the last publication; NULL: nothing. */
static const struct people_set *
borrow(const struct month_sets *sets, const struct month_set_key *key, int month)
{
    const struct month_sets *lender = sets->lender;
    uint32_t number = CODE_NONE;

    if (lender && lender->first_month == sets->first_month && !(sets->lender_void >> month & 1))
        number = codebook_find(&lender->keys, (struct str){ (const char *)key, sizeof *key });
    if (number == CODE_NONE || number >= lender->count || lender->sets[number].round != lender->looked_at[month])
        return NULL;
    return lender->sets[number].people;
}

struct month_set *
month_sets_find(struct month_sets *sets, const struct month_set_key *key, enum month_set_state *state)
{
    uint32_t number = codebook_add(&sets->keys, (struct str){ (const char *)key, sizeof *key });
    int month = key->month - sets->first_month;
    const struct people_set *lent;
    struct month_set *set;

    if (number == sets->count) {
        sets->sets = mem_grow(sets->sets, sets->count, &sets->capacity, sizeof *sets->sets);
        sets->sets[sets->count++] = (struct month_set){ 0 };
    }
    set = &sets->sets[number];
    *state = state_of(sets, set, month);
    if (*state == MONTH_SET_VOID && (lent = borrow(sets, key, month))) {
        people_set_free(set->people);
        set->people = people_set_copy(lent);
        *state = MONTH_SET_BEHIND;
    }
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
