/* SPDX-License-Identifier: MIT */
/*
 * post_stream.h -- sending lines and hearing the answers, both at once.
 *
 *   files ─▶ out (one read at a time) ─▶ socket ─▶ in (until its newline) ─▶ listener
 *
 * Nothing is read while something is unsent and answers are always taken, so
 * memory is bounded and neither side can wait for the other: a daemon that
 * pauses is waited for, one that pauses until it is heard is heard.
 */
#ifndef CLI_POST_STREAM_H
#define CLI_POST_STREAM_H

#include "cli/post_input.h"
#include "cli/post_reply.h"
#include "lib/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct post_listener {
    void (*refused)(void *ctx, const struct reply *reply);
    /* Something moved, or a tenth of a second passed. */
    void (*moved)(void *ctx);
    void *ctx;
};

struct post_stream {
    int socket;
    struct post_input *input;
    struct post_listener listener;
    bool (*interrupted)(void); /* interrupt_came: send nothing more, hear the rest */
    /* The result. */
    uint64_t acked; /* lines that are decided */
    uint64_t counts[OUTCOMES];
    bool is_whole;   /* the daemon said its last word */
    bool is_stopped; /* not everything was sent, because of the signal */
};

/*
 * Until the daemon has answered everything.  Signals that are to be heard are blocked (interrupt_catch_waiting);
 * they are let in while waiting.  False: ERR_STORE when the connection broke or a file could not be
 * read, ERR_UNAVAILABLE when the other side does not speak as turnoutd; the result holds what was heard.
 */
bool post_stream_run(struct post_stream *stream, struct err *err);

#endif
