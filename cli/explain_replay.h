/* SPDX-License-Identifier: MIT */
/*
 * explain_replay.h -- makes an explanation without a daemon.
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

bool explain_replay(const char *db_path, const struct explain_question *question, json_t **answer, struct err *err);

#endif
