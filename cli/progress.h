/* SPDX-License-Identifier: MIT */
/*
 * progress.h -- how far posting is, as one line at the bottom of a terminal.
 *
 * A bar where the size is known, a counter for a pipe.  Drawn ten times a
 * second at most, removed before anything else is printed and at the end.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "lib/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool is_on; /* off: nothing is ever drawn */
    bool is_drawn;
    int64_t began_ms, drawn_ms;
};

struct progress_figures {
    uint64_t lines;        /* acknowledged */
    uint64_t bytes, total; /* read; of all, 0 when unknown */
};

/* On when standard error is a terminal. */
void progress_begin(struct progress *progress);
/* Draws when it is time to. */
void progress_show(struct progress *progress, const struct progress_figures *figures);
void progress_hide(struct progress *progress);

/* The line without its ends: "[█████·····]  52 %  1234 lines  567/s" in at most `width` columns. */
void progress_line(struct buf *out, const struct progress_figures *figures, int64_t elapsed_ms, size_t width);

#endif
