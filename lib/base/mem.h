/* SPDX-License-Identifier: MIT */
/*
 * mem.h -- heap memory that is there or the program ends.
 *
 * What input can make Turnout keep is bounded elsewhere (line length, queue,
 * batch), so running out here is a broken invariant: the process says so and
 * aborts; the log on disk is whole and the next start continues from it.
 */
#ifndef LIB_BASE_MEM_H
#define LIB_BASE_MEM_H

#include "lib/base/str.h"

#include <stddef.h>

/* size bytes, zeroed; size 0 gives a pointer that can be freed. */
void *mem_new(size_t size);
/* count elements of size bytes each, zeroed; aborts when the product overflows. */
void *mem_array(size_t count, size_t size);
/* Like realloc; the added part is not zeroed. */
void *mem_resize(void *old, size_t size);
/* Owned copies. The str's copy is followed by a NUL byte. */
void *mem_copy(const void *from, size_t size);
char *mem_text(struct str s);

/*
 * Makes room for one more element in a growable array: doubles *capacity when
 * count has reached it.  Use: items = mem_grow(items, n, &cap, sizeof *items).
 */
void *mem_grow(void *array, size_t count, size_t *capacity, size_t size);

/*
 * Tells the processor that the line of memory will be asked for soon; any
 * pointer will do.  The empty statement stays: a function that only prefetches
 * has no effect in the compiler's eyes, and GCC leaves out the calls of it.
 */
static inline void
mem_expect(const void *line)
{
    __builtin_prefetch(line); /* allowed: the one place */
    __asm__ volatile("");
}

enum { MEM_LINE = 64 /* bytes that come together */ };

/* The lines of so many bytes; of bytes that begin within a line perhaps not the last. */
static inline void
mem_expect_all(const void *from, size_t size)
{
    for (size_t at = 0; at < size; at += MEM_LINE)
        mem_expect((const char *)from + at);
}

#endif
