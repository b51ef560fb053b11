/* SPDX-License-Identifier: MIT */
/*
 * engine_memory.h -- what an engine's memory is used for.
 *
 * Walks the structures that grow with attendances and asks the allocator how
 * much each piece takes; the rest is the difference to what is in use.
 */
#ifndef BENCH_ENGINE_MEMORY_H
#define BENCH_ENGINE_MEMORY_H

#include <stdint.h>

struct engine;

/* To standard output, a line each; attendances: to which bytes are related. */
void engine_memory_print(const struct engine *engine, uint64_t attendances);

#endif
