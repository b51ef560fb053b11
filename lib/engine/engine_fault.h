/* SPDX-License-Identifier: MIT */
/*
 * engine_fault.h -- plugins that said what they may not: paused, and their faults for the owner to fetch.
 */
#ifndef LIB_ENGINE_ENGINE_FAULT_H
#define LIB_ENGINE_ENGINE_FAULT_H

struct engine;
struct rule_fault;

/* Pauses the plugin and notes why; its message: in the arena of fault texts. */
void engine_blame(struct engine *engine, const struct rule_fault *fault);

#endif
