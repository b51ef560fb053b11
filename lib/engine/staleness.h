/* SPDX-License-Identifier: MIT */
/*
 * staleness.h -- which indicators and scorecards stay as they were, since when, and whose fault it is.
 *
 * Those of plugins that are paused or did not load, and whatever is made of
 * them.  Since when: the publication before the first that went without them,
 * for which their rows stand.  Costs nothing unless a plugin paused or other
 * rules came.
 */
#ifndef LIB_ENGINE_STALENESS_H
#define LIB_ENGINE_STALENESS_H

#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/day.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ruleset;
struct sql;
struct stale_row;

struct stale_thing {
    bool is_card, is_seen;
    char *name, *plugin;
    uint64_t position;
    char day[16];
};

struct staleness {
    struct stale_thing *things;
    size_t count, capacity;
    struct stale_thing *known; /* of the rules before: what a plugin had that does not load any more */
    size_t known_count, known_capacity;
    bool is_fresh;             /* nothing happened since the last update */
    bool is_told;              /* the store says the same */
};

void staleness_free(struct staleness *stale);
/* A plugin paused, or other rules came. */
void staleness_note(struct staleness *stale);
/* What an earlier process left behind, before the first update. */
void staleness_restore(struct staleness *stale, bool is_card, const struct stale_row *row);
/*
 * Before the pages of a publication; paused: one bit a plugin.  position and
 * day: of the figures that stand until now.
 */
void staleness_update(struct staleness *stale, const struct ruleset *ruleset, const uint64_t *paused, uint64_t position, day_t day);
/* NULL: it is computed, or nobody knows it. */
const struct stale_thing *staleness_find(const struct staleness *stale, bool is_card, struct str name);
/* In the transaction of a publication. */
bool staleness_publish(struct staleness *stale, struct sql *sql, struct err *err);

#endif
