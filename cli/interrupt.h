/* SPDX-License-Identifier: MIT */
/*
 * interrupt.h -- Ctrl-C for commands that have something to clean up.
 *
 * After interrupt_catch the first INT, TERM or HUP is only noted: the command
 * looks now and then, and ends in order.  A second one ends it at once.  Under
 * nohup HUP stays ignored.
 */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include "lib/base/err.h"

#include <stdbool.h>

void interrupt_catch(void);
/* The same for a command that must not miss one: they are blocked, and let in only where it waits, by ppoll. */
void interrupt_catch_waiting(void);
bool interrupt_came(void);
/* False, with err, when one came. */
bool interrupt_check(struct err *err);
/* When one came: what a shell says of a program that a signal ended, 128 and its number; else 0. */
int interrupt_status(void);

#endif
