/* SPDX-License-Identifier: MIT */
/*
 * watch_rate.h -- how many events come in a second, over the last three seconds.
 *
 * Pure: whoever notes brings the clock.
 */
#ifndef CLI_WATCH_WATCH_RATE_H
#define CLI_WATCH_WATCH_RATE_H

#include <stddef.h>
#include <stdint.h>

enum { RATE_SAMPLES = 32 };

struct rate {
    struct {
        int64_t ms;
        uint64_t log;
    } samples[RATE_SAMPLES];
    size_t count;
};

void rate_note(struct rate *rate, int64_t now_ms, uint64_t log);
uint64_t rate_of(const struct rate *rate, int64_t now_ms);

#endif
