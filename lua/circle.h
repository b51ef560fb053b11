/* SPDX-License-Identifier: MIT */
/*
 * circle.h -- the shortest way from a thing back to itself, by what things are made of.
 *
 * For messages: whoever made a circle of definitions wants to see all of it.
 * Looks at each thing once.
 */
#ifndef LUA_CIRCLE_H
#define LUA_CIRCLE_H

#include <stddef.h>

#define CIRCLE_END ((size_t)-1)

/* The which-th thing that `of` is made of, CIRCLE_END behind the last. */
typedef size_t (*circle_source_fn)(const void *ctx, size_t of, size_t which);

/* Fills path (room for `count`) with the things on the way from `from` to itself, itself first; returns how many; 0: there is none. */
size_t circle_find(size_t from, size_t count, circle_source_fn source, const void *ctx, size_t *path);

#endif
