/* SPDX-License-Identifier: MIT */
#include "tests/support/deadline.h"

#include "lib/base/clock.h"

int64_t
deadline_start(void)
{
    return clock_ms() + DEADLINE_MS;
}

int
deadline_left(int64_t deadline)
{
    int64_t left = deadline - clock_ms();

    return left > 0 ? (int)left : 0;
}
