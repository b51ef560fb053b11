/* SPDX-License-Identifier: MIT */
#include "lua/circle.h"

#include "lib/base/mem.h"

#include <stdbool.h>
#include <stdlib.h>

struct search {
    size_t *queue, *from; /* from: of each that was met, who is made of it; CIRCLE_END: it was not met */
    size_t count;
};

/* The things in front of the last one, back to the first. */
static size_t
walk_back(const struct search *search, size_t from, size_t last, size_t *path)
{
    size_t length = 1, at;

    for (at = last; at != from; at = search->from[at])
        length++;
    at = last;
    for (size_t i = length; i-- > 1; at = search->from[at])
        path[i] = at;
    path[0] = from;
    return length;
}

/* True when the thing is made of `from`; else what it is made of is met. */
static bool
look_at(struct search *search, size_t at, size_t from, circle_source_fn source, const void *ctx)
{
    size_t next;

    for (size_t which = 0; (next = source(ctx, at, which)) != CIRCLE_END; which++) {
        if (next == from)
            return true;
        if (search->from[next] != CIRCLE_END)
            continue;
        search->from[next] = at;
        search->queue[search->count++] = next;
    }
    return false;
}

size_t
circle_find(size_t from, size_t count, circle_source_fn source, const void *ctx, size_t *path)
{
    struct search search = { mem_array(count + 1, sizeof(size_t)), mem_array(count + 1, sizeof(size_t)), 1 };
    size_t length = 0;

    for (size_t i = 0; i < count; i++)
        search.from[i] = CIRCLE_END;
    search.queue[0] = from;
    for (size_t i = 0; i < search.count && length == 0; i++)
        if (look_at(&search, search.queue[i], from, source, ctx))
            length = walk_back(&search, from, search.queue[i], path);
    free(search.queue);
    free(search.from);
    return length;
}
