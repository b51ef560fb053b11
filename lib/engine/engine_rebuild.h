/* SPDX-License-Identifier: MIT */
/*
 * engine_rebuild.h -- figures made anew from the log, beside those that the store has.
 *
 * For an engine that was opened with `rebuilds`.  It gets its rules, answers
 * questions about them as any other, publishes (into memory), and compares.
 * Plugins that paused, or did not load, when the stored figures were made are
 * paused here, too: their figures and what is made of them are left out.
 */
#ifndef LIB_ENGINE_ENGINE_REBUILD_H
#define LIB_ENGINE_ENGINE_REBUILD_H

#include "lib/base/err.h"
#include "lib/store/rebuild.h"

#include <stdbool.h>
#include <stdint.h>

struct engine;

/* After engine_set_ruleset: pauses what paused. */
void engine_rebuild_pause(struct engine *engine);

/* What the stored figures stand for. */
const struct rebuild_base *engine_rebuild_base(const struct engine *engine);

struct rebuild_result {
    uint64_t compared[REBUILD_KINDS], left_out; /* left_out: differences that say nothing, for a plugin pauses */
};

/* ERR_UNAVAILABLE: rules that came into force meanwhile are not those that were asked. */
bool engine_rebuild_compare(struct engine *engine, void (*tell)(void *ctx, const struct rebuild_difference *difference), void *ctx,
                            struct rebuild_result *result, struct err *err);

#endif
