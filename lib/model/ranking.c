/* SPDX-License-Identifier: MIT */
#include "lib/model/ranking.h"

#include "lib/base/mem.h"

#include <stdlib.h>
#include <string.h>

/* What has no value comes behind what has one. */
static int
tie_break_cmp(const struct card_term *term, const struct score_value *a, const struct score_value *b)
{
    bool has_a = a->there && a->state == FIGURE_OK, has_b = b->there && b->state == FIGURE_OK;
    int sign;

    if (!has_a || !has_b)
        return (int)has_b - (int)has_a;
    if (!score_value_cmp(a, b, &sign))
        return 0;
    return term->lower_first ? sign : -sign;
}

/* Who ranks first; 0: neither does. */
static int
merit_cmp(const struct contender *a, const struct contender *b)
{
    const struct score_value *of_a = a->values, *of_b = b->values;
    int order = 0;

    if (a->vetoed != b->vetoed)
        return (int)a->vetoed - (int)b->vetoed;
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    for (size_t i = 0; order == 0 && i < a->card->term_count; i++)
        if (a->card->terms[i].role == TERM_TIE_BREAK)
            order = tie_break_cmp(&a->card->terms[i], of_a++, of_b++);
    return order;
}

static int
contender_cmp(const void *left, const void *right)
{
    const struct contender *a = left, *b = right;
    int order;

    if (a->peers != b->peers)
        return a->peers < b->peers ? -1 : 1;
    order = merit_cmp(a, b);
    return order ? order : str_cmp(a->code, b->code);
}

static uint32_t
rank_after(const struct contender *one, const struct contender *before, uint32_t place)
{
    bool is_equal = merit_cmp(one, before) == 0;

    switch (one->card->ties) {
    case RANK_DENSE:
        return before->rank + !is_equal;
    case RANK_ORDINAL:
        return place;
    case RANK_STANDARD:
        break;
    }
    return is_equal ? before->rank : place;
}

static void
fill_class(struct contender *peers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        peers[i].of = (uint32_t)count;
        peers[i].rank = i == 0 ? 1 : rank_after(&peers[i], &peers[i - 1], (uint32_t)i + 1);
    }
}

/* How many of the sorted ones come before it. */
static size_t
place_among(const struct contender *sorted, size_t count, const struct contender *one)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (contender_cmp(&sorted[middle], one) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* From the last on, each to its place among the sorted, of which those behind it move up. */
static void
put_among(struct contender *contenders, size_t sorted, size_t count)
{
    size_t more = count - sorted;
    struct contender *others = mem_copy(contenders + sorted, more * sizeof *others);

    qsort(others, more, sizeof *others, contender_cmp);
    for (; more > 0; more--) {
        size_t place = place_among(contenders, sorted, &others[more - 1]);
        memmove(contenders + place + more, contenders + place, (sorted - place) * sizeof *contenders);
        contenders[place + more - 1] = others[more - 1];
        sorted = place;
    }
    free(others);
}

void
ranking_fill(struct contender *contenders, size_t count)
{
    ranking_refill(contenders, 0, count);
}

void
ranking_refill(struct contender *contenders, size_t sorted, size_t count)
{
    if (sorted < count)
        put_among(contenders, sorted, count);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && contenders[end].peers == contenders[first].peers;)
            end++;
        fill_class(contenders + first, end - first);
    }
}
