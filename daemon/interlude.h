/* SPDX-License-Identifier: MIT */
/*
 * interlude.h -- when a publication stands aside for events that wait.
 *
 *     |--page--page--|batch|--page--|batch|--page--page--| joins |
 *     open                                               ended
 *
 * Between two figures the writer may decide the events that came meanwhile
 * (engine.h, struct engine_interlude), for at most a third of the time that it
 * computed.  Where more events wait than that would help, or came in the batch
 * before the publication, their senders are ahead of the daemon anyway: the
 * figures are finished first, so that they stay as young as promised.
 *
 * Times are microseconds of one clock, given by the caller.  Plain values.
 */
#ifndef DAEMON_INTERLUDE_H
#define DAEMON_INTERLUDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    INTERLUDE_EVERY = 2000,  /* microseconds of computing before one */
    INTERLUDE_EVENTS = 2048, /* that may wait; more are left waiting */
    INTERLUDE_JOIN = 250000, /* microseconds that what came in interludes may take to join, with more of them between */
};

struct interlude {
    bool is_closed;  /* no more of them in this publication */
    int64_t due;     /* not before ... */
    int64_t last;    /* ... nor after */
    int64_t began;   /* the one under way ... */
    int64_t took;    /* ... or the last one */
    int64_t first;   /* when the first one of this publication began; 0: there was none */
    int64_t taken;   /* how long all of them took */
};

/* A publication begins; is_closed: without interludes. */
void interlude_open(struct interlude *interlude, bool is_closed, int64_t now);
/* May one begin now? Whoever asks then looks how many events wait. */
bool interlude_is_due(const struct interlude *interlude, int64_t now);
/* So many wait: is it worth one? Closes when there are too many. */
bool interlude_helps(struct interlude *interlude, size_t waiting);
/* Nobody who waits can be served before the end. */
void interlude_close(struct interlude *interlude);
/* One begins; its events are decided; the figures go on. */
void interlude_begin(struct interlude *interlude, int64_t now);
void interlude_end(struct interlude *interlude, int64_t now);
void interlude_resume(struct interlude *interlude, int64_t now);
/* The figures are out, what came joins the facts: which must end though ever more comes. */
void interlude_join(struct interlude *interlude, int64_t now);

#endif
