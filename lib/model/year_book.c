/* SPDX-License-Identifier: MIT */
#include "lib/model/year_book.h"

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/model/pools.h"
#include "lib/model/record_walk.h"
#include "lib/model/scope.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

static int
number_cmp(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static void
find_categories(const struct facts *facts, struct year_book *book)
{
    uint8_t *seen = mem_array(facts->categories.count + 1, 1);

    for (size_t i = 0; i < book->buckets.count; i++)
        for (uint32_t c = book->buckets.buckets[i]->key.category; c != CODE_NONE; c = facts->categories.parents[c])
            seen[c] = 1;
    book->categories = mem_array(facts->categories.count + 1, sizeof *book->categories);
    for (uint32_t c = 0; c < facts->categories.count; c++)
        if (seen[c])
            book->categories[book->category_count++] = c;
    qsort(book->categories, book->category_count, sizeof *book->categories, number_cmp);
    free(seen);
}

/* Is there an item that is due in the year? */
static bool
has_plan_items(const struct facts *facts, const struct year_book *book)
{
    for (size_t i = 0; i < facts->plans.count; i++) {
        const struct plan_statement *item = facts->plans.items[i].current;
        day_t last = facts->plans.items[i].settled.last;
        if (!item || !period_has(&book->year, last, last))
            continue;
        if (book->kind == OWNER_TEAM ? item->team == book->owner
                                     : unit_under(&facts->units, item->unit, book->owner,
                                                  unit_epoch(&facts->units, last)))
            return true;
    }
    return false;
}

/* Of the buckets. */
static bool
look_at(struct facts *facts, struct year_book *book)
{
    bool is_empty = book->buckets.count == 0 && !has_plan_items(facts, book) &&
                    !record_is_any(facts, book->kind, book->owner, &book->year);

    find_categories(facts, book);
    if (is_empty)
        return false;
    book->is_open = true;
    book->signature = hash64(book->categories, book->category_count * sizeof *book->categories) | 1;
    return true;
}

bool
year_book_open(struct facts *facts, enum owner_kind kind, uint32_t owner, const struct period *year,
               struct year_book *book)
{
    *book = (struct year_book){ .kind = kind, .owner = owner, .year = *year };
    if (kind == OWNER_TEAM)
        scope_gather_team(facts, owner, year, &book->buckets);
    else
        scope_gather_unit(facts, owner, year, &book->buckets);
    return look_at(facts, book);
}

bool
year_book_open_pools(struct facts *facts, uint32_t unit, const struct period *year, const struct pools *pools,
                     struct year_book *book)
{
    *book = (struct year_book){
        .kind = OWNER_HOST, .owner = unit, .year = *year, .buckets = pools->buckets, .has_pools = true,
    };
    return look_at(facts, book);
}

void
year_book_close(struct year_book *book)
{
    if (!book->has_pools)
        free(book->buckets.buckets);
    free(book->categories);
    *book = (struct year_book){ 0 };
}

bool
year_book_owner(struct facts *facts, const struct year_book *book, const struct period *period, uint32_t *unit)
{
    const struct unit *of;
    const struct team_statement *team;

    if (book->kind == OWNER_TEAM) {
        team = team_current(&facts->teams, book->owner, &facts->units);
        if (!team || team->founded >= period->end || team->dissolved <= period->first)
            return false;
        *unit = team->unit;
        return true;
    }
    of = &facts->units.units[book->owner];
    *unit = book->owner;
    return of->known && of->opened < period->end && of->closed > period->first;
}

bool
year_book_has_rows(struct facts *facts, const struct year_book *book, const struct period *period, uint32_t category,
                   uint32_t *unit)
{
    size_t i = 0;

    if (!book->is_open || !year_book_owner(facts, book, period, unit))
        return false;
    while (category != CODE_NONE && i < book->category_count && book->categories[i] != category)
        i++;
    return category == CODE_NONE || i < book->category_count;
}
