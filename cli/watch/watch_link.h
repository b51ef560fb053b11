/* SPDX-License-Identifier: MIT */
/*
 * watch_link.h -- the daemon's word on how far it is, as it comes: the method "watch" of its control socket.
 *
 * Never blocks: who waits polls fd.  A connection that breaks is opened again
 * by whoever owns the link.
 */
#ifndef CLI_WATCH_WATCH_LINK_H
#define CLI_WATCH_WATCH_LINK_H

#include "lib/base/buf.h"
#include "lib/base/err.h"

#include <jansson.h>
#include <stdbool.h>

struct places;

struct watch_link {
    int fd; /* -1: there is none */
    struct buf in;
    json_t *news; /* the last; NULL: none came yet */
};

/* ERR_UNAVAILABLE: no daemon answers. */
bool watch_link_open(struct watch_link *link, const struct places *places, struct err *err);
/* Takes what is there. *changed: there are news. False: the daemon is gone (ERR_UNAVAILABLE), or it refuses (anything else). */
bool watch_link_read(struct watch_link *link, bool *changed, struct err *err);
/* The news stay. */
void watch_link_close(struct watch_link *link);
void watch_link_free(struct watch_link *link);

#endif
