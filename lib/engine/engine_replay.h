/* SPDX-License-Identifier: MIT */
/*
 * engine_replay.h -- facts from the log: row by row, up to where something has to be frozen.
 */
#ifndef LIB_ENGINE_ENGINE_REPLAY_H
#define LIB_ENGINE_ENGINE_REPLAY_H

#include "lib/base/err.h"

#include <stdbool.h>

struct arena;
struct engine;
struct log_row;

/* To the end, or to the next position at which something has to be frozen and was not. */
bool engine_replay(struct engine *engine, struct err *err);

/* In an interlude of a publication: while it lasts, and until engine_join has caught up, events go to the log alone. */
bool engine_take_interlude(struct engine *engine, struct err *err);

/* One row of the log takes its place: what event_log_scan calls. */
bool engine_replay_row(void *engine, const struct log_row *row, struct arena *arena, struct err *err);
/* Facts as they are before the first row. */
bool engine_empty_facts(struct engine *engine, struct err *err);

#endif
