/* SPDX-License-Identifier: MIT */
/*
 * dial.h -- reaching the daemon at its Unix socket.
 */
#ifndef CLI_DIAL_H
#define CLI_DIAL_H

#include "lib/base/err.h"

/* A connected, non-blocking descriptor, or -1: ERR_UNAVAILABLE with the path and what to do. */
int dial(const char *path, struct err *err);
/* Does a daemon answer there? */
bool dial_answers(const char *path);

#endif
