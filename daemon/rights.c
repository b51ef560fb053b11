/* SPDX-License-Identifier: MIT */
#include "daemon/rights.h"

#include "daemon/grant.h"
#include "lib/base/mem.h"
#include "lib/base/str.h"
#include "lib/model/event.h"
#include "lib/wire/refusal.h"

#include <errno.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void
rights_init(struct rights *rights, const struct grant *grants, size_t count)
{
    const struct group *group = getgrnam("turnout");

    *rights = (struct rights){ .own = geteuid(), .grants = grants, .grant_count = count };
    if (group) {
        rights->has_default_group = true;
        rights->default_group = group->gr_gid;
    }
}

/* The supplementary groups that the peer had when it connected. An old kernel does not say: then it has none. */
static void
read_groups(int fd, struct peer *peer)
{
    socklen_t size = 0;

    if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, NULL, &size) == 0 || errno != ERANGE)
        return;
    peer->groups = mem_resize(peer->groups, sizeof *peer->groups + size);
    if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, peer->groups + 1, &size) == 0)
        peer->group_count = 1 + size / sizeof *peer->groups;
}

bool
peer_of_socket(int fd, struct peer *peer, struct err *err)
{
    struct ucred cred;
    socklen_t size = sizeof cred;

    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &size) != 0)
        return err_set(err, ERR_INTERNAL, "cannot tell who connected: %s", strerror(errno));
    *peer = (struct peer){ .uid = cred.uid, .groups = mem_array(1, sizeof *peer->groups), .group_count = 1 };
    peer->groups[0] = cred.gid;
    read_groups(fd, peer);
    return true;
}

void
peer_free(struct peer *peer)
{
    free(peer->groups);
    *peer = (struct peer){ 0 };
}

static bool
is_in_group(const struct peer *peer, gid_t group)
{
    for (size_t i = 0; i < peer->group_count; i++)
        if (peer->groups[i] == group)
            return true;
    return false;
}

static bool
is_for(const struct grant *grant, const struct peer *peer)
{
    if (grant->anyone)
        return true;
    for (size_t i = 0; i < grant->user_count; i++)
        if (grant->users[i] == peer->uid)
            return true;
    for (size_t i = 0; i < grant->group_count; i++)
        if (is_in_group(peer, grant->groups[i]))
            return true;
    return false;
}

/* May it post everything, whatever the grants say? */
static bool
is_trusted(const struct rights *rights, const struct peer *peer)
{
    if (peer->uid == 0 || peer->uid == rights->own)
        return true;
    return rights->grant_count == 0 && rights->has_default_group && is_in_group(peer, rights->default_group);
}

static bool
one_matches(const struct str *patterns, size_t count, struct str text)
{
    for (size_t i = 0; i < count; i++)
        if (grant_matches(patterns[i], text))
            return true;
    return count == 0;
}

bool
rights_admit(const struct rights *rights, const struct peer *peer)
{
    if (is_trusted(rights, peer))
        return true;
    for (size_t i = 0; i < rights->grant_count; i++)
        if (is_for(&rights->grants[i], peer))
            return true;
    return false;
}

/* One grant must give both: to post as the source, and the type; type NULL: any type will do. */
static bool
may_post(const struct rights *rights, const struct peer *peer, struct str source, const struct str *type)
{
    for (size_t i = 0; i < rights->grant_count; i++) {
        const struct grant *grant = &rights->grants[i];
        if (is_for(grant, peer) && one_matches(grant->sources, grant->source_count, source) &&
            (!type || one_matches(grant->types, grant->type_count, *type)))
            return true;
    }
    return false;
}

bool
rights_allow(const struct rights *rights, const struct peer *peer, const struct event *event, struct refusal *refusal)
{
    struct str type = event_type_text(event);

    if (is_trusted(rights, peer))
        return true;
    if (!may_post(rights, peer, event->source, NULL))
        return refusal_set(refusal, REFUSED_FORBIDDEN, "source", "user %lu may not post as the source \"%.*s\"",
                           (unsigned long)peer->uid, STR_ARG(event->source));
    if (!may_post(rights, peer, event->source, &type))
        return refusal_set(refusal, REFUSED_FORBIDDEN, "type", "user %lu may not post %.*s as the source \"%.*s\"",
                           (unsigned long)peer->uid, STR_ARG(type), STR_ARG(event->source));
    if (event->type == EVENT_RETRACT && !may_post(rights, peer, event->as.retract.source, NULL))
        return refusal_set(refusal, REFUSED_FORBIDDEN, "data.source",
                           "user %lu may not retract events of the source \"%.*s\"", (unsigned long)peer->uid,
                           STR_ARG(event->as.retract.source));
    return true;
}
