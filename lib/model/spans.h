/* SPDX-License-Identifier: MIT */
/*
 * spans.h -- stretches of time, [from, to) in seconds: united, less others, and how much of them lies in a stretch.
 *
 * A list is filled in any order and united once; after that its stretches rise
 * and neither overlap nor touch.
 */
#ifndef LIB_MODEL_SPANS_H
#define LIB_MODEL_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span {
    int64_t from, to;
};

/* Empty: { 0 }. */
struct spans {
    struct span *spans;
    size_t count, capacity;
};

void spans_free(struct spans *spans);
/* An empty stretch adds nothing. */
void spans_add(struct spans *spans, int64_t from, int64_t to);
void spans_unite(struct spans *spans);
/* Both united: what is in `spans` and not in `less`. */
void spans_subtract(struct spans *spans, const struct spans *less);
/* United: how many seconds of [from, to) it covers. */
int64_t spans_seconds(const struct spans *spans, int64_t from, int64_t to);

#endif
