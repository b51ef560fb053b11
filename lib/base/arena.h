/* SPDX-License-Identifier: MIT */
/*
 * arena.h -- memory that is given back all at once: one batch, one call, one report.
 *
 * Allocation bumps a pointer; there is no free of a single piece.  Not for use
 * from two threads at once.  The empty arena is { 0 }.
 */
#ifndef LIB_BASE_ARENA_H
#define LIB_BASE_ARENA_H

#include "lib/base/str.h"

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *block; /* the one being filled; the older ones hang behind it */
    size_t bytes;              /* handed out since the last reset */
    size_t first;              /* bytes of the first block; 0: some thousand. For those of which there are many */
};

/* size bytes, zeroed, aligned for any type; valid until reset or free. */
void *arena_new(struct arena *arena, size_t size);
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A copy with a NUL byte behind it. */
struct str arena_copy(struct arena *arena, struct str s);
struct str arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Forgets everything handed out; keeps the newest block for the next round. */
void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

#endif
