/* SPDX-License-Identifier: MIT */
/*
 * watch_lines.h -- what somebody who looks on reads in a file or a pipe: what is new since the last time.
 */
#ifndef CLI_WATCH_WATCH_LINES_H
#define CLI_WATCH_WATCH_LINES_H

#include "cli/watch/watch_state.h"
#include "lib/base/buf.h"

/* A line, and one for each figure that changed. */
void watch_lines(struct buf *out, const struct watch_state *state);
/* An object in a line. */
void watch_json(struct buf *out, const struct watch_state *state);

#endif
