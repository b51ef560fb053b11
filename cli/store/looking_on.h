/* SPDX-License-Identifier: MIT */
/*
 * looking_on.h -- a person watches a store being copied or checked, and may press Ctrl-C.
 *
 * Whoever has something to clean up calls interrupt_catch, too (interrupt.h):
 * then the work under way is told to stop.
 */
#ifndef CLI_STORE_LOOKING_ON_H
#define CLI_STORE_LOOKING_ON_H

#include "cli/percent.h"
#include "lib/store/file_check.h"

struct looking_on {
    struct percent percent;
    struct check_watch watch; /* to be handed on; its ctx is this struct */
};

void looking_on_begin(struct looking_on *looking);
/* The line is wiped. */
void looking_on_end(struct looking_on *looking);

#endif
