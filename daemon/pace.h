/* SPDX-License-Identifier: MIT */
/*
 * pace.h -- when figures are published.
 *
 *     commit ──interval──▶ due        a lone event waits no longer than that
 *     published, took t ──3t─▶ due    under load three quarters of the time are left for events alone,
 *                                     as long as figures are published soon enough; a ninth of it always
 *     answers of rules are out, and new questions come with every event: an attempt stands waiting
 *     while events wait, a sixteenth of the time since the change, and then leaves them three times that
 *
 * Times are milliseconds of one clock, given by the caller.  Plain values.
 */
#ifndef DAEMON_PACE_H
#define DAEMON_PACE_H

#include <stdbool.h>
#include <stdint.h>

/* PACE_LATEST: a second is promised, and no publication takes exactly as long as the last one. */
enum { PACE_LATEST = 900, PACE_WAIT_LEAST = 20, PACE_WAIT_MOST = 2000 };

struct pace {
    int64_t interval;
    bool dirty;         /* something waits to be published */
    int64_t dirty_at;   /* since when */
    int64_t ended;      /* the last publication */
    int64_t took;
    bool waits;         /* the last attempt had to wait for answers that are still out ... */
    int64_t waited;     /* until when an attempt last stood waiting ... */
    int64_t rest;       /* ... and how long none may after that */
};

void pace_init(struct pace *pace, int64_t interval);

/* A commit (or new rules, or a new day) changed figures. */
void pace_dirty(struct pace *pace, int64_t now);
/* An answer came: an attempt that had to wait may be repeated at once. */
void pace_answered(struct pace *pace);
/* How long an attempt may now stand waiting for answers that are about to come; 0: it may only look. On a busy machine they take a while, so the later the longer. */
int64_t pace_patience(const struct pace *pace, int64_t now);
/* An attempt published; or it did not, though it was to stand waiting so long. */
void pace_published(struct pace *pace, int64_t started, int64_t ended);
void pace_failed(struct pace *pace, int64_t ended, int64_t patience);

/* When to attempt next; INT64_MAX: nothing to publish. */
int64_t pace_due(const struct pace *pace);

#endif
