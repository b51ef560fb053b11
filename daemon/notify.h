/* SPDX-License-Identifier: MIT */
/*
 * notify.h -- what systemd and the daemon say to each other: a socket that is
 * already open, and "ready".  Both protocols without libsystemd: sd_listen_fds(3), sd_notify(3).
 */
#ifndef DAEMON_NOTIFY_H
#define DAEMON_NOTIFY_H

#include "lib/base/err.h"

#include <stdbool.h>

/* The listening socket that was handed over; -1: none was. False: what was handed over is something else. Call once. */
bool notify_take_socket(int *fd, struct err *err);

/* "READY=1", "STOPPING=1", "STATUS=..." to the manager, if one listens. */
void notify_say(const char *state);

#endif
