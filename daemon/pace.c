/* SPDX-License-Identifier: MIT */
#include "daemon/pace.h"

void
pace_init(struct pace *pace, int64_t interval)
{
    *pace = (struct pace){ .interval = interval, .ended = INT64_MIN / 2, .waited = INT64_MIN / 2, .rest = interval };
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

int64_t
pace_patience(const struct pace *pace, int64_t now)
{
    int64_t wait = pace->dirty ? (now - pace->dirty_at) / 16 : 0;

    if (now < pace->waited + pace->rest)
        return 0;
    return wait < PACE_WAIT_LEAST ? PACE_WAIT_LEAST : wait > PACE_WAIT_MOST ? PACE_WAIT_MOST : wait;
}

void
pace_published(struct pace *pace, int64_t started, int64_t ended)
{
    pace->dirty = pace->waits = false;
    pace->ended = ended;
    pace->took = ended - started;
}

static int64_t
later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

void
pace_failed(struct pace *pace, int64_t ended, int64_t patience)
{
    pace->waits = true;
    if (patience == 0)
        return;
    pace->waited = ended;
    pace->rest = later(pace->interval, 3 * patience);
}

int64_t
pace_due(const struct pace *pace)
{
    int64_t rested = pace->ended + pace->took / 8, well_rested = pace->ended + 3 * pace->took;
    int64_t latest = pace->dirty_at + PACE_LATEST - pace->took; /* to be done by then */

    if (!pace->dirty)
        return INT64_MAX;
    if (pace->waits) /* an answer shortens this */
        return pace->waited + pace->rest;
    return later(pace->dirty_at + pace->interval, later(rested, well_rested < latest ? well_rested : latest));
}
