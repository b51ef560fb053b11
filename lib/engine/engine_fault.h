/* SPDX-License-Identifier: MIT */
/*
 * engine_fault.h -- plugins that said what they may not: paused, and their faults for the owner to fetch.
 */
#ifndef LIB_ENGINE_ENGINE_FAULT_H
#define LIB_ENGINE_ENGINE_FAULT_H

#include "lib/base/str.h"

#include <stdint.h>

struct engine;

/* Pauses the plugin and notes why; message: in the arena of fault texts. */
void engine_blame(struct engine *engine, uint32_t plugin, struct str message);

#endif
