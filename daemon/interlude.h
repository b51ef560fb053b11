/* SPDX-License-Identifier: MIT */
/*
 * interlude.h -- what the writer does for events while a publication goes on.
 *
 *     figures, on their own thread        the writer's
 *     |-----------------------------|     |--copies--joins--|
 *      batch batch   batch     batch         batch   batch
 *     open                                  ended
 *
 * While another thread computes the figures, every event that may be taken is
 * decided at once (engine.h, struct engine_interlude).  Where more wait than a
 * few, their senders are ahead of the daemon anyway: what the writer does itself
 * afterwards is not interrupted for them, and figures that take long are waited
 * for, so that they stay as young as promised.
 *
 * Times are milliseconds of one clock, given by the caller.  Plain values.
 */
#ifndef DAEMON_INTERLUDE_H
#define DAEMON_INTERLUDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    INTERLUDE_EVENTS = 2048, /* for more of them what the writer does is not interrupted */
    INTERLUDE_SOON = 200,    /* milliseconds that figures may take before those who are ahead of the daemon leave it the processor */
    INTERLUDE_JOIN = 250,    /* and that what came in interludes may take to join, with more of them between */
};

struct interlude {
    bool is_closed; /* no more of them in this publication */
    int64_t soon;   /* until when figures are in no hurry */
    int64_t last;   /* what the writer does itself is not interrupted after this */
    int64_t first;  /* when the first one of this publication began; 0: there was none */
};

/* A publication begins; is_closed: without interludes. */
void interlude_open(struct interlude *interlude, bool is_closed, int64_t now);
/* Its figures take long in any case: who is ahead of the daemon does not leave it the processor. Before the first question. */
void interlude_prolong(struct interlude *interlude);
/* So many events wait, and the writer has nothing else to do: are they decided now? */
bool interlude_helps(const struct interlude *interlude, size_t waiting, int64_t now);
/* The same when it has. */
bool interlude_may_interrupt(const struct interlude *interlude, size_t waiting, int64_t now);
/* Whoever waits first cannot be served before the end. */
void interlude_close(struct interlude *interlude);
void interlude_begin(struct interlude *interlude, int64_t now);
/* The figures are out, what came joins the facts: which must end though ever more comes. */
void interlude_join(struct interlude *interlude, int64_t now);

#endif
