/* SPDX-License-Identifier: MIT */
#include "cli/watch/watch_rate.h"

#include <string.h>

enum { WINDOW_MS = 3000, SAMPLE_MS = 200 };

void
rate_note(struct rate *rate, int64_t now_ms, uint64_t log)
{
    if (rate->count > 0 && (log < rate->samples[rate->count - 1].log))
        rate->count = 0; /* another log */
    if (rate->count > 0 && now_ms - rate->samples[rate->count - 1].ms < SAMPLE_MS) {
        rate->samples[rate->count - 1].log = log;
        return;
    }
    if (rate->count == RATE_SAMPLES)
        memmove(rate->samples, rate->samples + 1, --rate->count * sizeof *rate->samples);
    rate->samples[rate->count].ms = now_ms;
    rate->samples[rate->count++].log = log;
}

/* From the last sample before the window, or the first: what stood then, until now. */
uint64_t
rate_of(const struct rate *rate, int64_t now_ms)
{
    size_t at = 0;

    if (rate->count == 0)
        return 0;
    while (at + 1 < rate->count && rate->samples[at + 1].ms <= now_ms - WINDOW_MS)
        at++;
    if (now_ms <= rate->samples[at].ms)
        return 0;
    if (now_ms - rate->samples[at].ms > WINDOW_MS) /* it stood still until the window began */
        return (rate->samples[rate->count - 1].log - rate->samples[at].log) * 1000 / WINDOW_MS;
    return (rate->samples[rate->count - 1].log - rate->samples[at].log) * 1000 / (uint64_t)(now_ms - rate->samples[at].ms);
}
