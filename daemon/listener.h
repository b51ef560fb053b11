/* SPDX-License-Identifier: MIT */
/*
 * listener.h -- the daemon's place in the file system: a listening Unix socket.
 *
 * A socket file that nobody answers is replaced; one that answers ends the
 * start; a file that is no socket is left alone.
 */
#ifndef DAEMON_LISTENER_H
#define DAEMON_LISTENER_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <sys/types.h>

struct listener {
    int fd;           /* listening, not blocking; -1: closed or given away */
    const char *path; /* NULL: handed over by systemd, which keeps the file */
    dev_t device;     /* of the file: it may have been replaced by another daemon's */
    ino_t inode;
};

/* Makes missing folders and the file. ERR_UNAVAILABLE when a daemon answers there; ERR_CONFIG otherwise. path is kept. */
bool listener_open(struct listener *listener, const char *path, mode_t mode, struct err *err);
/* Takes a socket that is already listening. */
void listener_adopt(struct listener *listener, int fd);
/* Removes the file if it is still ours; the descriptor is the holder's. */
void listener_remove(struct listener *listener);

#endif
