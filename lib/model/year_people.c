/* SPDX-License-Identifier: MIT */
#include "lib/model/year_people.h"

#include "lib/base/mem.h"
#include "lib/model/people_set.h"

#include <stdlib.h>
#include <string.h>

enum { MONTHS = YEAR_MONTHS, IN_QUARTER = 3, IN_HALF = 6 };

void
last_seen_free(struct last_seen *seen)
{
    free(seen->months);
    *seen = (struct last_seen){ 0 };
}

/* Marks of walks before this one lie below its own, until a byte has no room for another walk's. */
void
year_walk_begin(struct last_seen *seen, struct year_counts *counts)
{
    *counts = (struct year_counts){ .is_known = true };
    if (seen->before + 2 * MONTHS <= UINT8_MAX) {
        seen->before += MONTHS;
        return;
    }
    if (seen->size > 0)
        memset(seen->months, 0, seen->size);
    seen->before = 0;
}

static void
make_room(struct last_seen *seen, uint32_t greatest)
{
    const size_t wanted = (size_t)greatest + 1;

    if (wanted <= seen->size)
        return;
    seen->months = mem_resize(seen->months, wanted + wanted / 8);
    memset(seen->months + seen->size, 0, wanted + wanted / 8 - seen->size);
    seen->size = wanted + wanted / 8;
}

/* Four counts side by side in one number: what somebody adds who was last seen in a month (from 1; 0: never). */
enum { COUNT_BITS = 16, PERSONS_AT_ONCE = (1 << COUNT_BITS) - 1 };
enum count_place { OF_MONTH = 0, OF_QUARTER = COUNT_BITS, OF_HALF = 2 * COUNT_BITS, OF_YEAR = 3 * COUNT_BITS };

static uint64_t
added_by(int last, int month)
{
    const uint64_t one = 1;

    if (last == 0)
        return one << OF_MONTH | one << OF_QUARTER | one << OF_HALF | one << OF_YEAR;
    return (uint64_t)(last != month) << OF_MONTH | (uint64_t)((last - 1) / IN_QUARTER != (month - 1) / IN_QUARTER) << OF_QUARTER |
           (uint64_t)((last - 1) / IN_HALF != (month - 1) / IN_HALF) << OF_HALF;
}

static void
add(struct year_counts *counts, int month, uint64_t sums)
{
    counts->months[month] += sums >> OF_MONTH & PERSONS_AT_ONCE;
    counts->quarters[month / IN_QUARTER] += sums >> OF_QUARTER & PERSONS_AT_ONCE;
    counts->halves[month / IN_HALF] += sums >> OF_HALF & PERSONS_AT_ONCE;
    counts->year += (uint32_t)(sums >> OF_YEAR & PERSONS_AT_ONCE);
}

static void
see(struct last_seen *seen, const uint32_t *persons, size_t count, int month, struct year_counts *counts)
{
    const uint8_t before = seen->before, now = (uint8_t)(before + month + 1);
    uint64_t added[MONTHS + 1];

    for (int last = 0; last <= MONTHS; last++)
        added[last] = added_by(last, month + 1);
    while (count > 0) {
        const size_t end = count < PERSONS_AT_ONCE ? count : PERSONS_AT_ONCE;
        uint64_t sums = 0;
        for (size_t i = 0; i < end; i++) {
            const uint8_t last = seen->months[persons[i]];
            sums += added[last > before ? last - before : 0];
            seen->months[persons[i]] = now;
        }
        add(counts, month, sums);
        persons += end;
        count -= end;
    }
}

void
year_walk_see(struct last_seen *seen, const struct people_set *people, int month, struct year_counts *counts)
{
    const uint32_t *persons;
    uint32_t *copy;
    size_t count;

    persons = people_set_view(people, &count, &copy);
    if (count > 0) {
        make_room(seen, persons[count - 1]);
        see(seen, persons, count, month, counts);
    }
    free(copy);
}

void
year_people_init(struct year_people *people, const struct bucket_list *buckets, day_t year_first)
{
    *people = (struct year_people){ .buckets = buckets, .first_month = day_month_index(year_first) };
}

void
year_people_free(struct year_people *people)
{
    codebook_free(&people->keys);
    free(people->counts);
    *people = (struct year_people){ 0 };
}

struct year_counts *
year_people_find(struct year_people *people, const struct month_set_key *key)
{
    struct month_set_key of_year = *key;
    uint32_t number;

    of_year.month = people->first_month;
    number = codebook_add(&people->keys, (struct str){ (const char *)&of_year, sizeof of_year });
    if (number == people->count) {
        people->counts = mem_grow(people->counts, people->count, &people->capacity, sizeof *people->counts);
        people->counts[people->count++] = (struct year_counts){ 0 };
    }
    return &people->counts[number];
}

const uint32_t *
year_counts_of(const struct year_people *people, const struct year_counts *counts, const struct period *period)
{
    const int month = day_month_index(period->first) - people->first_month;

    if (month < 0 || month >= MONTHS)
        return NULL;
    switch (period->kind) {
    case PERIOD_MONTH:
        return &counts->months[month];
    case PERIOD_QUARTER:
        return &counts->quarters[month / IN_QUARTER];
    case PERIOD_HALF:
        return &counts->halves[month / IN_HALF];
    case PERIOD_YEAR:
        return &counts->year;
    case PERIOD_WEEK:
    case PERIOD_DAYS:
    case PERIOD_TO_DATE:
        return NULL;
    }
    return NULL;
}
