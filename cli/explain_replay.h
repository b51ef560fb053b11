/* SPDX-License-Identifier: MIT */
/*
 * explain_replay.h -- makes explanations without a daemon.
 *
 * Reads the log, without the writer's lock and without writing, replays it and
 * asks a rule worker of its own.  Takes what a start of the daemon takes; a bar
 * on the terminal shows how far it is.  The as-of day is that of the published
 * figures.
 */
#ifndef CLI_EXPLAIN_REPLAY_H
#define CLI_EXPLAIN_REPLAY_H

#include "lib/base/err.h"
#include "lib/engine/explain_place.h"

#include <jansson.h>
#include <stdbool.h>

struct replayed;

/* NULL: err says why. */
struct replayed *replayed_open(const char *db_path, struct err *err);
/* Of the one replay, as often as you like. */
bool replayed_explain(struct replayed *replayed, const struct explain_question *question, json_t **answer, struct err *err);
void replayed_close(struct replayed *replayed);

/* All three for a single figure. */
bool explain_replay(const char *db_path, const struct explain_question *question, json_t **answer, struct err *err);

#endif
