/* SPDX-License-Identifier: MIT */
#include "lib/model/ranking.h"

#include <stdlib.h>

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
    int order = 0;

    if (a->vetoed != b->vetoed)
        return (int)a->vetoed - (int)b->vetoed;
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    for (size_t i = 0; order == 0 && i < a->card->term_count; i++)
        if (a->card->terms[i].role == TERM_TIE_BREAK)
            order = tie_break_cmp(&a->card->terms[i], &a->values[i], &b->values[i]);
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

void
ranking_fill(struct contender *contenders, size_t count)
{
    if (count > 1)
        qsort(contenders, count, sizeof *contenders, contender_cmp);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && contenders[end].peers == contenders[first].peers;)
            end++;
        fill_class(contenders + first, end - first);
    }
}
