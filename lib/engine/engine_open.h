/* SPDX-License-Identifier: MIT */
/*
 * engine_open.h -- an engine from its store: the log is replayed, up to where something has to be frozen.
 */
#ifndef LIB_ENGINE_ENGINE_OPEN_H
#define LIB_ENGINE_ENGINE_OPEN_H

#include "lib/base/err.h"

#include <stdbool.h>

struct engine;

/* To the end, or to the next position at which something has to be frozen and was not. */
bool engine_replay(struct engine *engine, struct err *err);

#endif
