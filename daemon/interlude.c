/* SPDX-License-Identifier: MIT */
#include "daemon/interlude.h"

void
interlude_open(struct interlude *interlude, bool is_closed)
{
    *interlude = (struct interlude){ .is_closed = is_closed, .last = INT64_MAX };
}

bool
interlude_helps(const struct interlude *interlude, size_t waiting)
{
    return !interlude->is_closed && waiting > 0;
}

bool
interlude_may_interrupt(const struct interlude *interlude, size_t waiting, int64_t now)
{
    return interlude_helps(interlude, waiting) && waiting <= INTERLUDE_EVENTS && now <= interlude->last;
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
