/* SPDX-License-Identifier: MIT */
/*
 * post_wait.h -- waiting until the published figures hold what was posted.
 *
 * Asks the database, at first every two milliseconds, later ten times a second.
 */
#ifndef CLI_POST_WAIT_H
#define CLI_POST_WAIT_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct post_wait {
    const char *db, *socket;
    uint64_t timeout_ms; /* 0: for as long as the daemon answers */
    bool (*interrupted)(void); /* interrupt_came */
};

/*
 * Until the figures stand for the log as it was at the call.  ERR_UNAVAILABLE when the daemon is gone or the time
 * is over; true, too, when interrupted.
 */
bool post_wait(const struct post_wait *wait, struct err *err);

#endif
