/* SPDX-License-Identifier: MIT */
/*
 * saved_facts.h -- a start that reads who came to each session from where it was saved, instead of every attendance.
 *
 * Attendances are nearly all of a log, and what they say of a session does not
 * hang on any other event; the order in which facts take statements changes
 * nothing (design.md section 1).  So a start may take the saved sessions and
 * admit the rows that are no plain attendance, few as they are, one by one.
 * A plain attendance is one that is the first row of its identity and that no
 * retraction was waiting for.
 */
#ifndef LIB_ENGINE_SAVED_FACTS_H
#define LIB_ENGINE_SAVED_FACTS_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct engine;

/*
 * Into facts that are empty: *position is where the replay is to go on, 0 when
 * nothing was saved that fits the log, or a close on the way waits to be frozen.
 * The facts are then empty still.  False: the store failed, or the log is damaged.
 */
bool saved_facts_load(struct engine *engine, uint64_t *position, struct err *err);
#endif
