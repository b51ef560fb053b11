/* SPDX-License-Identifier: MIT */
/*
 * pager.h -- long text on a terminal goes through a pager, as people know it from git.
 *
 * $TURNOUT_PAGER, else $PAGER, else `less -FRX`, which ends by itself when all
 * fits the screen.  None when standard output is no terminal or a dumb one, and
 * when the pager is called "" or "cat".  Ctrl-C is the pager's while it runs;
 * leaving it early is no error.
 */
#ifndef CLI_PAGER_H
#define CLI_PAGER_H

#include "lib/base/str.h"

/* The command that the environment names; NULL: none is wanted. */
const char *pager_command(void);
/* To standard output, through the pager where there is one. A pager that cannot be started is as none. */
void pager_put(struct str text);

#endif
