/* SPDX-License-Identifier: MIT */
#include "daemon/pace.h"

void
pace_init(struct pace *pace, int64_t interval)
{
    *pace = (struct pace){ .interval = interval, .ended = INT64_MIN / 2, .waited = INT64_MIN / 2 };
}

void
pace_dirty(struct pace *pace, int64_t now)
{
    if (pace->dirty)
        return;
    pace->dirty = true;
    pace->dirty_at = now;
}

void
pace_answered(struct pace *pace)
{
    pace->waits = false;
}

bool
pace_may_wait(const struct pace *pace, int64_t now)
{
    return now >= pace->waited + pace->interval;
}

void
pace_published(struct pace *pace, int64_t started, int64_t ended)
{
    pace->dirty = pace->waits = false;
    pace->ended = ended;
    pace->took = ended - started;
}

void
pace_failed(struct pace *pace, int64_t ended, bool stood_waiting)
{
    pace->waits = true;
    if (stood_waiting)
        pace->waited = ended;
}

static int64_t
later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

int64_t
pace_due(const struct pace *pace)
{
    int64_t rested = pace->ended + pace->took, well_rested = pace->ended + 3 * pace->took;
    int64_t latest = pace->dirty_at + PACE_LATEST - pace->took; /* to be done by then */

    if (!pace->dirty)
        return INT64_MAX;
    if (pace->waits) /* an answer shortens this */
        return pace->waited + pace->interval;
    return later(pace->dirty_at + pace->interval, later(rested, well_rested < latest ? well_rested : latest));
}
