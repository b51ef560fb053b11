/* SPDX-License-Identifier: MIT */
/*
 * watch_view.h -- what somebody who looks on sees on a whole screen.
 */
#ifndef CLI_WATCH_WATCH_VIEW_H
#define CLI_WATCH_WATCH_VIEW_H

#include "cli/watch/watch_state.h"
#include "lib/base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Lines narrower than the screen, no more than it has. */
void watch_view(struct buf *out, const struct watch_state *state, size_t width, size_t height, bool has_colour);

#endif
