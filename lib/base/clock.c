/* SPDX-License-Identifier: MIT */
#include "lib/base/clock.h"

#include <time.h>

static uint64_t
nanoseconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int64_t
clock_ms(void)
{
    return (int64_t)(clock_ns() / 1000000u);
}

int64_t
clock_us(void)
{
    return (int64_t)(clock_ns() / 1000u);
}

uint64_t
clock_ns(void)
{
    return nanoseconds(CLOCK_MONOTONIC);
}

uint64_t
clock_thread_ns(void)
{
    return nanoseconds(CLOCK_THREAD_CPUTIME_ID);
}
