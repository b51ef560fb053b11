/* SPDX-License-Identifier: MIT */
#include "tests/support/deadline.h"

#include <time.h>

static int64_t
now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
deadline_start(void)
{
    return now_ms() + DEADLINE_MS;
}

int
deadline_left(int64_t deadline)
{
    int64_t left = deadline - now_ms();

    return left > 0 ? (int)left : 0;
}
