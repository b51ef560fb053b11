/* SPDX-License-Identifier: MIT */
/*
 * screen.h -- a whole terminal for oneself, given back as it was.
 *
 * The alternate screen, keys as they are pressed, and lines of which only those
 * that changed are written again.  Given back at the end of the program,
 * however that ends but by SIGKILL.  There is one.
 */
#ifndef CLI_WATCH_SCREEN_H
#define CLI_WATCH_SCREEN_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* On standard input and output, which are a terminal. */
void screen_enter(void);
void screen_leave(void);

struct screen_size {
    size_t width, height;
};
struct screen_size screen_size(void);
/* The terminal was resized, or somebody else wrote on it: all is written again next time. */
void screen_forget(void);
/* What is to be seen: lines, each ended by a newline and no wider than the screen; those below its height are left out. */
void screen_show(struct str text);

#endif
