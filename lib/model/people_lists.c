/* SPDX-License-Identifier: MIT */
#include "lib/model/people_lists.h"

#include "lib/model/people_set.h"

/*
 * The count of one category of the list; `scope` is filled for it. False: no session ever had it.
 * On a category's row only that category's sessions are looked at, so what is shared with other rows is not for it.
 */
static bool
narrow(const struct counting *counting, struct str category, struct counting *part, struct scope *scope)
{
    *scope = *counting->scope;
    scope->category = codebook_find(&scope->facts->categories.codes, category);
    scope->of_category = false;
    if (counting->scope->category != CODE_NONE) {
        scope->months = NULL;
        scope->year_people = NULL;
    }
    *part = *counting;
    part->scope = scope;
    return scope->category != CODE_NONE;
}

/* Adds up what each category has. */
static struct people_count
count_each(const struct counting *counting, const struct people_limit *limit)
{
    const struct str_list *list = &counting->measure->list;
    struct people_count sum = { 0 };

    for (size_t i = 0; i < list->count; i++) {
        struct counting part;
        struct scope scope;
        struct people_count count;
        if (!narrow(counting, list->items[i], &part, &scope))
            continue;
        count = people_bounds(&part, limit);
        sum.named += count.named;
        sum.lower += count.lower;
        sum.upper += count.upper;
    }
    return sum;
}

/* Who is in one category, of those who were in all before it. Takes `before`; NULL: it is the first. */
static struct people_set *
also_in(const struct counting *part, struct people_set *before)
{
    struct people_set *people = counting_people(part, HOME_IN), *members;

    if (!before && part->measure->who == WHO_MEMBERS) {
        members = people_members(part->scope, part->measure);
        people_set_keep(people, members);
        people_set_free(members);
    }
    if (before)
        people_set_keep(people, before);
    people_set_free(before);
    return people;
}

static struct people_count
count_every(const struct counting *counting, const struct people_limit *limit)
{
    const struct str_list *list = &counting->measure->list;
    struct people_count all = { .upper = INT64_MAX };
    struct people_set *people = NULL;

    for (size_t i = 0; i < list->count; i++) {
        struct counting part;
        struct scope scope;
        int64_t upper = 0;
        if (narrow(counting, list->items[i], &part, &scope)) {
            upper = people_bounds(&part, limit).upper;
            people = also_in(&part, people);
        }
        if (upper < all.upper)
            all.upper = upper;
    }
    if (all.upper > 0) /* each category is there, so everybody was asked about all of them */
        all.named = (int64_t)people_set_count(people) * limit->days;
    all.lower = all.named;
    people_set_free(people);
    return all;
}

/* Distinct, over all categories of the list. */
static int64_t
count_homeless(const struct counting *counting)
{
    const struct str_list *list = &counting->measure->list;
    struct people_set *all = people_set_new();
    int64_t count;

    for (size_t i = 0; i < list->count; i++) {
        struct counting part;
        struct scope scope;
        struct people_set *both[2] = { all, NULL };
        if (!narrow(counting, list->items[i], &part, &scope))
            continue;
        both[1] = counting_people(&part, HOME_UNKNOWN);
        all = people_set_union((const struct people_set *const *)both, 2, &counting->scope->facts->people_marks);
        people_set_free(both[0]);
        people_set_free(both[1]);
    }
    count = (int64_t)people_set_count(all);
    people_set_free(all);
    return count;
}

struct people_count
people_count_lists(const struct counting *counting, const struct people_limit *limit)
{
    const struct measure *measure = counting->measure;
    struct people_count count =
        measure->list_of == LIST_EVERY ? count_every(counting, limit) : count_each(counting, limit);

    count.estimated = counting_is_often(measure);
    if (measure->who == WHO_RESIDENTS && !counting->scope->no_homeless)
        count.unknown_home = count_homeless(counting);
    return count;
}
