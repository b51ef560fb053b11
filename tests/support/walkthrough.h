/* SPDX-License-Identifier: MIT */
/*
 * walkthrough.h -- a page of the documentation that somebody types along: every command on it is run, and prints what the page shows.
 *
 * Of the page count the fences: ```sh sets up the environment of what follows,
 * ```json is the file that the text before it names in `backquotes`, and in a
 * plain fence each line with "$ " is a command and the lines behind it what it
 * prints on both its outputs: "…" at the end of a line is whatever stands there,
 * alone any number of lines.  A command that ends with & is the daemon.  The files
 * of contrib/examples are there.
 */
#ifndef TESTS_SUPPORT_WALKTHROUGH_H
#define TESTS_SUPPORT_WALKTHROUGH_H

#include <stddef.h>

/* The page's path begins at the sources; socket: the daemon's, in the folder of the walk. Fails the test where the page is
 * wrong, saying what was printed. Returns how many commands were run. */
size_t walkthrough_run(const char *page, const char *socket);

#endif
