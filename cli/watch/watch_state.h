/* SPDX-License-Identifier: MIT */
/*
 * watch_state.h -- all that somebody who looks on is shown.
 */
#ifndef CLI_WATCH_WATCH_STATE_H
#define CLI_WATCH_WATCH_STATE_H

#include "cli/watch/watch_figures.h"
#include "cli/watch/watch_link.h"
#include "cli/watch/watch_rate.h"
#include <stdbool.h>

struct watch_state {
    struct watch_link link;
    struct watch_figures figures;
    struct rate rate;
    bool is_lost;        /* the daemon is gone ... */
    char lost_at[16];    /* ... since then, on the clock */
    bool was_lost;       /* it came back */
    struct err trouble;  /* figures could not be read; code ERR_NONE: they could */
};

#endif
