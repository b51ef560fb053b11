/* SPDX-License-Identifier: MIT */
#include "lib/engine/publish.h"

#include "lib/base/mem.h"
#include "lib/engine/agenda.h"
#include "lib/model/sheet.h"

const struct book_state *
publisher_find_book(const struct publisher *publisher, enum owner_kind kind, uint32_t owner, const struct period *year)
{
    int32_t key[3] = { (int32_t)kind, (int32_t)owner, year->first };
    uint32_t number = codebook_find(&publisher->books, (struct str){ (const char *)key, sizeof key });

    return number < publisher->book_count ? &publisher->states[number] : NULL;
}

struct book_state *
publisher_book(struct publisher *publisher, const struct agenda_item *item)
{
    int32_t key[3] = { (int32_t)item->kind, (int32_t)item->owner, item->year.first };
    uint32_t number = codebook_add(&publisher->books, (struct str){ (const char *)key, sizeof key });

    if (number == publisher->book_count) {
        publisher->states = mem_grow(publisher->states, publisher->book_count, &publisher->book_capacity,
                                     sizeof *publisher->states);
        publisher->states[publisher->book_count++] = (struct book_state){ 0 };
    }
    return &publisher->states[number];
}

bool
book_state_is_kept(const struct facts *facts, const struct agenda_item *item)
{
    const struct units *units = &facts->units;
    size_t at = (units->epoch_count - 1) * units->tree_count + item->owner;

    return item->kind == OWNER_HOST && item->owner < units->tree_count && units->leave[at] - units->enter[at] > 1;
}

bool
book_state_open(struct book_state *state, struct facts *facts, const struct agenda_item *item, struct year_book *book)
{
    if (!book_state_is_kept(facts, item))
        return year_book_open(facts, item->kind, item->owner, &item->year, book);
    pools_update(&state->pools, facts, item->owner, &item->year, item->periods != 0, item->attended);
    return year_book_open_pools(facts, item->owner, &item->year, &state->pools, book);
}

void
book_state_free(struct book_state *state)
{
    month_sets_free(&state->months);
    pools_free(&state->pools);
}

/* Does the measure look at sessions that are not the unit's own on their day? */
static bool
looks_further(const struct measure *measure)
{
    return measure->scope == SCOPE_REACH || measure->tree == TREE_AS_IS;
}

static bool
indicator_looks_further(const struct indicator *indicator)
{
    for (size_t i = 0; i < indicator->read_count; i++)
        if (indicator->reads[i].own && looks_further(&indicator->reads[i].own->numerator))
            return true;
    return looks_further(&indicator->numerator) || looks_further(&indicator->denominator);
}

static bool
counts_reach(const struct ruleset *ruleset)
{
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        if (indicator_looks_further(&ruleset->indicators[i]))
            return true;
    return false;
}

struct following {
    struct publisher *publisher;
    const struct publication *publication;
};

static bool
has_moved(void *ctx, const struct agenda_item *item)
{
    const struct following *following = ctx;
    struct year_book book;
    bool moved;

    year_book_open(following->publication->facts, item->kind, item->owner, &item->year, &book);
    moved = publisher_book(following->publisher, item)->signature != book.signature;
    year_book_close(&book);
    return moved;
}

void
publication_agenda(struct publisher *publisher, const struct publication *publication, unsigned reach, struct agenda *agenda)
{
    struct following following = { publisher, publication };

    agenda_fill(agenda, publication->facts, publication->year_start_month, counts_reach(publication->ruleset));
    if (!publication->facts->all_dirty) /* then everything is due */
        agenda_follow(agenda, reach, publication->day, has_moved, &following);
}
