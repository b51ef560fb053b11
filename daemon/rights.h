/* SPDX-License-Identifier: MIT */
/*
 * rights.h -- who may post what.
 *
 * The kernel says who the peer is (SO_PEERCRED); grants say what users and
 * groups may post.  Without any grant the group `turnout` may post everything.
 * root and the daemon's own user always may.
 */
#ifndef DAEMON_RIGHTS_H
#define DAEMON_RIGHTS_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct event;
struct grant;
struct refusal;

struct rights {
    uid_t own;
    bool has_default_group; /* there is a group `turnout` */
    gid_t default_group;
    const struct grant *grants;
    size_t grant_count;
};

/* Who sits at the other end of a socket. */
struct peer {
    uid_t uid;
    gid_t *groups; /* the first is the primary one */
    size_t group_count;
};

/* Those of the running process: own user, group turnout. grants are kept, not copied. */
void rights_init(struct rights *rights, const struct grant *grants, size_t count);

bool peer_of_socket(int fd, struct peer *peer, struct err *err);
void peer_free(struct peer *peer);

/* May the peer post anything at all? */
bool rights_admit(const struct rights *rights, const struct peer *peer);
/* May it post this event? False: *refusal says why not, but for its source. */
bool rights_allow(const struct rights *rights, const struct peer *peer, const struct event *event,
                  struct refusal *refusal);

#endif
