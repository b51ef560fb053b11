/* SPDX-License-Identifier: MIT */
#include "lib/base/arena.h"

#include "lib/base/mem.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 16 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size, used;
    alignas(max_align_t) char bytes[];
};

static struct arena_block *
block_new(size_t size, struct arena_block *older)
{
    struct arena_block *block = mem_resize(NULL, sizeof *block + size);

    block->older = older;
    block->size = size;
    block->used = 0;
    return block;
}

static void
free_older(struct arena_block *block)
{
    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
}

static void *
take(struct arena *arena, size_t size)
{
    struct arena_block *block = arena->block;
    size_t rounded;
    void *memory;

    if (size > PTRDIFF_MAX / 2)
        abort(); /* nothing has that size: somebody's arithmetic wrapped */
    rounded = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (!block || block->size - block->used < rounded) {
        size_t next = block ? block->size * 2 : arena->first ? arena->first : FIRST_BLOCK;
        block = block_new(next < rounded ? rounded : next, block);
        arena->block = block;
    }
    memory = block->bytes + block->used;
    block->used += rounded;
    arena->bytes += rounded;
    return memory;
}

void *
arena_new(struct arena *arena, size_t size)
{
    return memset(take(arena, size), 0, size);
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t total;

    if (__builtin_mul_overflow(count, size, &total))
        abort();
    return arena_new(arena, total);
}

struct str
arena_copy(struct arena *arena, struct str s)
{
    char *copy = take(arena, s.len + 1);

    if (s.len)
        memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    return (struct str){ copy, s.len };
}

struct str
arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    char *text;
    int len;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        abort();
    text = take(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (struct str){ text, (size_t)len };
}

void
arena_reset(struct arena *arena)
{
    if (arena->block) {
        free_older(arena->block->older);
        arena->block->older = NULL;
        arena->block->used = 0;
    }
    arena->bytes = 0;
}

void
arena_free(struct arena *arena)
{
    free_older(arena->block);
    *arena = (struct arena){ 0 };
}
