/* SPDX-License-Identifier: MIT */
/*
 * grant.h -- a section [allow NAME]: what some users and groups may post.
 *
 * Names of users and groups become numbers when they are read, so that a
 * decision costs no look-up.
 */
#ifndef DAEMON_GRANT_H
#define DAEMON_GRANT_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* An empty list of patterns: everything. A pattern may end in *. */
struct grant {
    struct str name; /* of the section: for messages */
    bool anyone;     /* users = * */
    uid_t *users;
    gid_t *groups;
    struct str *sources, *types;
    size_t user_count, group_count, source_count, type_count;
};

enum { GRANT_LISTS = 4 };
extern const struct str grant_list_names[GRANT_LISTS]; /* "users", "groups", "sources", "types" */

/* Adds words, between spaces or commas, to the list of that place; texts go to the arena. ERR_CONFIG. */
bool grant_add(struct grant *grant, int list, struct str words, struct arena *arena, struct err *err);
void grant_free(struct grant *grant);

/* Does a pattern fit: exactly, or up to its star? */
bool grant_matches(struct str pattern, struct str text);

#endif
