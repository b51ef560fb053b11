/* SPDX-License-Identifier: MIT */
#include "daemon/interlude.h"

void
interlude_open(struct interlude *interlude, bool is_closed, int64_t now)
{
    *interlude = (struct interlude){ .is_closed = is_closed, .due = now + INTERLUDE_EVERY, .last = INT64_MAX };
}

bool
interlude_is_due(const struct interlude *interlude, int64_t now)
{
    return !interlude->is_closed && now >= interlude->due && now <= interlude->last;
}

bool
interlude_helps(struct interlude *interlude, size_t waiting)
{
    if (waiting > INTERLUDE_EVENTS)
        interlude_close(interlude);
    return waiting > 0 && !interlude->is_closed;
}

void
interlude_close(struct interlude *interlude)
{
    interlude->is_closed = true;
}

void
interlude_begin(struct interlude *interlude, int64_t now)
{
    interlude->began = now;
    if (interlude->first == 0)
        interlude->first = now;
}

void
interlude_end(struct interlude *interlude, int64_t now)
{
    interlude->took = now - interlude->began;
    interlude->taken += interlude->took;
}

void
interlude_resume(struct interlude *interlude, int64_t now)
{
    int64_t rest = 3 * interlude->took;

    interlude->due = now + (rest > INTERLUDE_EVERY ? rest : INTERLUDE_EVERY);
}

void
interlude_join(struct interlude *interlude, int64_t now)
{
    interlude->last = now + INTERLUDE_JOIN;
}
