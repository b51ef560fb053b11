/* SPDX-License-Identifier: MIT */
#include "lua/round_use.h"

#include "lib/base/clock.h"

void
round_use_begin(struct round_use *round)
{
    round->wall_begin = clock_ns();
    round->cpu_begin = clock_thread_ns();
}

void
round_use_end(struct round_use *round)
{
    round->used = round_use_total(round);
    round->cpu_begin = 0;
}

bool
round_use_is_over(const struct round_use *round)
{
    if (round->most == 0 || round->used + (clock_ns() - round->wall_begin) <= round->most)
        return false;
    return round_use_total(round) > round->most;
}

void
round_use_fail(struct round_use *round)
{
    round->is_done = round->most > 0;
}

void
round_use_reset(struct round_use *round)
{
    round->used = 0;
    round->is_done = false;
}

uint64_t
round_use_total(const struct round_use *round)
{
    return round->used + (round->cpu_begin ? clock_thread_ns() - round->cpu_begin : 0);
}
