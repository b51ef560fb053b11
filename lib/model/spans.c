/* SPDX-License-Identifier: MIT */
#include "lib/model/spans.h"

#include "lib/base/mem.h"

#include <stdlib.h>

void
spans_free(struct spans *spans)
{
    free(spans->spans);
    *spans = (struct spans){ 0 };
}

void
spans_add(struct spans *spans, int64_t from, int64_t to)
{
    if (from >= to)
        return;
    spans->spans = mem_grow(spans->spans, spans->count, &spans->capacity, sizeof *spans->spans);
    spans->spans[spans->count++] = (struct span){ from, to };
}

static int
by_from(const void *a, const void *b)
{
    const struct span *x = a, *y = b;

    return (x->from > y->from) - (x->from < y->from);
}

void
spans_unite(struct spans *spans)
{
    size_t kept = 0;

    if (spans->count > 1)
        qsort(spans->spans, spans->count, sizeof *spans->spans, by_from);
    for (size_t i = 0; i < spans->count; i++) {
        struct span *last = kept > 0 ? &spans->spans[kept - 1] : NULL;
        struct span next = spans->spans[i];
        if (!last || next.from > last->to)
            spans->spans[kept++] = next;
        else if (next.to > last->to)
            last->to = next.to;
    }
    spans->count = kept;
}

void
spans_subtract(struct spans *spans, const struct spans *less)
{
    struct spans left = { 0 };
    size_t first = 0;

    for (size_t i = 0; i < spans->count; i++) {
        int64_t from = spans->spans[i].from, to = spans->spans[i].to;
        while (first < less->count && less->spans[first].to <= from)
            first++;
        for (size_t k = first; k < less->count && less->spans[k].from < to; k++) {
            spans_add(&left, from, less->spans[k].from);
            if (less->spans[k].to > from)
                from = less->spans[k].to;
        }
        spans_add(&left, from, to);
    }
    spans_free(spans);
    *spans = left;
}

/* The first stretch that ends after the second. */
static size_t
first_after(const struct spans *spans, int64_t second)
{
    size_t low = 0, high = spans->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spans->spans[middle].to > second)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

int64_t
spans_seconds(const struct spans *spans, int64_t from, int64_t to)
{
    int64_t seconds = 0;

    for (size_t i = first_after(spans, from); i < spans->count && spans->spans[i].from < to; i++) {
        const struct span *span = &spans->spans[i];
        seconds += (span->to < to ? span->to : to) - (span->from > from ? span->from : from);
    }
    return seconds;
}
