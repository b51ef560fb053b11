/* SPDX-License-Identifier: MIT */
/*
 * explain_ask.h -- gets an explanation from the daemon over its control socket.
 */
#ifndef CLI_EXPLAIN_ASK_H
#define CLI_EXPLAIN_ASK_H

#include "lib/base/err.h"
#include "lib/engine/explain_place.h"

#include <jansson.h>
#include <stdbool.h>

struct places;

/*
 * Waits some seconds while rules are still asked about events that just came.
 * False: *no_daemon says that nobody answers there, and err why; else err is
 * the daemon's.
 */
bool explain_ask(const struct places *places, const struct explain_question *question, json_t **answer, bool *no_daemon,
                 struct err *err);

#endif
