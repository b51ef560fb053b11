/* SPDX-License-Identifier: MIT */
/*
 * rebuild.h -- what a store has published, beside the same made anew from its log.
 *
 * A connection that reads gets tables of its own, in memory, under the names of
 * those that hold what is published: whoever publishes through it writes there,
 * and the file stays as it is.  What stood in the file is kept as it was at one
 * moment, and then compared: figures, scores, sessions, what events are worth,
 * units.  Titles and findings are not.
 */
#ifndef LIB_STORE_REBUILD_H
#define LIB_STORE_REBUILD_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct sql;

/* What the figures that were kept stand for. */
struct rebuild_base {
    uint64_t position;
    struct str day;       /* ptr NULL: nothing was ever published */
    int64_t rule_version; /* the last; 0: none */
    struct str *faults;   /* names of plugins that paused or did not load */
    size_t fault_count;
};

/* Keeps what is published, and makes the tables. Texts are in the arena. */
bool rebuild_begin(struct sql *sql, struct arena *arena, struct rebuild_base *base, struct err *err);

enum rebuild_kind { REBUILD_FIGURE, REBUILD_SCORE, REBUILD_COMPONENT, REBUILD_SESSION, REBUILD_EVENT, REBUILD_UNIT, REBUILD_KINDS };

/* Something that is not the same: JSON, a list that names it and objects with what is said of it; ptr NULL: it is not there. */
struct rebuild_difference {
    enum rebuild_kind kind;
    struct str name, stored, rebuilt;
};

/* After publishing: tells what differs, in the order of names; compared: how many of each kind were looked at. */
bool rebuild_compare(struct sql *sql, void (*tell)(void *ctx, const struct rebuild_difference *difference), void *ctx,
                     uint64_t compared[REBUILD_KINDS], struct err *err);
/* Has the file got other rules since? */
bool rebuild_rules_are(struct sql *sql, int64_t version, bool *same, struct err *err);

#endif
