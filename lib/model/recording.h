/* SPDX-License-Identifier: MIT */
/*
 * recording.h -- when events were recorded, by log position, as facts ask for it.
 *
 * The only thing in a figure that does not follow from the set of events alone
 * (domain.md D2): timeliness.  The log keeps it, so a restart gives the same
 * answers; lib/engine hands it in.  Costs nothing for an event.
 */
#ifndef LIB_MODEL_RECORDING_H
#define LIB_MODEL_RECORDING_H

#include <stdint.h>

struct recording {
    void *ctx;
    /* UTC milliseconds, exact enough to tell on which side of any local midnight it was. */
    int64_t (*at)(void *ctx, uint64_t seq);
    /*
     * Every position below *early was recorded before the instant (UTC milliseconds), and every one from *late on at it or
     * later; UINT64_MAX: all were, none was.  Between the two, which differ when a clock was set back, ask for each.
     */
    void (*around)(void *ctx, int64_t instant, uint64_t *early, uint64_t *late);
};

#endif
