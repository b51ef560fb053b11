/* SPDX-License-Identifier: MIT */
#include "lib/engine/recorded_times.h"

#include "lib/store/recorded.h"

static int64_t
at(void *ctx, uint64_t seq)
{
    return recorded_at(ctx, seq);
}

static void
around(void *ctx, int64_t instant, uint64_t *early, uint64_t *late)
{
    recorded_around(ctx, instant, early, late);
}

struct recording
recorded_times(struct recorded *recorded)
{
    return (struct recording){ recorded, at, around };
}
