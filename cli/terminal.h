/* SPDX-License-Identifier: MIT */
/*
 * terminal.h -- what is on the other side of an output: how wide, with colours or not.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Of the terminal at fd; else $COLUMNS; else 80. At least 20. */
size_t terminal_width(int fd);
/* A terminal that knows colours, and nobody set NO_COLOR (https://no-color.org). */
bool terminal_has_colour(int fd);
/* Can it show more than ASCII? By the locale's encoding; Chinese was asked for by somebody who can read it. */
bool terminal_is_utf8(void);

#endif
