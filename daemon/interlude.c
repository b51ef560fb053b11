/* SPDX-License-Identifier: MIT */
#include "daemon/interlude.h"

void
interlude_open(struct interlude *interlude, bool is_closed, int64_t now)
{
    *interlude = (struct interlude){ .is_closed = is_closed, .soon = now + INTERLUDE_SOON, .last = INT64_MAX };
}

void
interlude_prolong(struct interlude *interlude)
{
    interlude->soon = INT64_MAX;
}

static bool
are_few(size_t waiting)
{
    return waiting > 0 && waiting <= INTERLUDE_EVENTS;
}

bool
interlude_helps(const struct interlude *interlude, size_t waiting, int64_t now)
{
    return !interlude->is_closed && (are_few(waiting) || (waiting > 0 && now <= interlude->soon));
}

bool
interlude_may_interrupt(const struct interlude *interlude, size_t waiting, int64_t now)
{
    return !interlude->is_closed && are_few(waiting) && now <= interlude->last;
}

void
interlude_close(struct interlude *interlude)
{
    interlude->is_closed = true;
}

void
interlude_begin(struct interlude *interlude, int64_t now)
{
    if (interlude->first == 0)
        interlude->first = now;
}

void
interlude_join(struct interlude *interlude, int64_t now)
{
    interlude->last = now + INTERLUDE_JOIN;
}
