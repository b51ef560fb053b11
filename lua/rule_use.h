/* SPDX-License-Identifier: MIT */
/*
 * rule_use.h -- what calls of rules used.
 */
#ifndef LUA_RULE_USE_H
#define LUA_RULE_USE_H

#include <stdint.h>

/* What was used: by one call, or by several together. */
struct rule_use {
    uint64_t calls;
    uint64_t instructions; /* as the limit counts them, in hundreds */
    uint64_t nanoseconds;  /* of processor time */
    uint64_t memory;       /* most live bytes of the state */
    uint64_t allocated;
    uint64_t longest;      /* string, in bytes */
};

#endif
