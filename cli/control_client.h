/* SPDX-License-Identifier: MIT */
/*
 * control_client.h -- asks the daemon over its control socket (docs/control.md).
 *
 * One request, one answer; how far a long one is comes in between.  Blocks
 * until the answer is there or the daemon is gone.
 */
#ifndef CLI_CONTROL_CLIENT_H
#define CLI_CONTROL_CLIENT_H

#include "lib/base/err.h"

#include <jansson.h>
#include <stdbool.h>

struct places;

struct control_listener {
    /* How far it is: the params of a notification "progress"; borrowed. */
    void (*progressed)(void *ctx, const json_t *params);
    /* Why not, beside err: the member `data` of the error; borrowed. */
    void (*refused)(void *ctx, int code, const json_t *data);
    void *ctx;
    int patience; /* seconds without a word from the daemon; 0: as long as it takes */
};

/*
 * params is taken over, NULL: none.  listener: NULL, or with members that are
 * NULL.  True: *result is the caller's.  False: ERR_UNAVAILABLE when no daemon
 * answers there or it went away, else what the daemon's error means.
 */
bool control_ask(const struct places *places, const char *method, json_t *params, const struct control_listener *listener,
                 json_t **result, struct err *err);

#endif
