/* SPDX-License-Identifier: MIT */
#include "lib/base/mem.h"

#include <stdio.h>
#include <stdlib.h>

static void *
or_abort(void *memory, size_t size)
{
    if (memory)
        return memory;
    fprintf(stderr, "turnout: out of memory (asked for %zu bytes)\n", size);
    abort();
}

void *
mem_new(size_t size)
{
    return or_abort(calloc(1, size ? size : 1), size);
}

void *
mem_array(size_t count, size_t size)
{
    size_t total;

    if (__builtin_mul_overflow(count, size, &total))
        return or_abort(NULL, (size_t)-1);
    return mem_new(total);
}

void *
mem_resize(void *old, size_t size)
{
    return or_abort(realloc(old, size ? size : 1), size);
}

void *
mem_copy(const void *from, size_t size)
{
    void *copy = or_abort(malloc(size ? size : 1), size);

    if (size)
        memcpy(copy, from, size);
    return copy;
}

char *
mem_text(struct str s)
{
    char *copy = or_abort(malloc(s.len + 1), s.len + 1);

    if (s.len)
        memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    return copy;
}

void *
mem_grow(void *array, size_t count, size_t *capacity, size_t size)
{
    size_t wanted, bytes;

    if (count < *capacity)
        return array;
    wanted = *capacity ? *capacity * 2 : 8;
    if (wanted <= *capacity || __builtin_mul_overflow(wanted, size, &bytes))
        return or_abort(NULL, (size_t)-1);
    array = mem_resize(array, bytes);
    *capacity = wanted;
    return array;
}
