/* SPDX-License-Identifier: MIT */
/*
 * str.h -- a borrowed run of bytes with its length.
 *
 * Passed by value, never owned, may hold any byte.  Text inside Turnout is
 * UTF-8: it is checked once, where it enters.  The empty value is { NULL, 0 }.
 */
#ifndef LIB_BASE_STR_H
#define LIB_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
    const char *ptr;
    size_t len;
};

/* A literal as a str, in expressions and in constant tables. */
#define STR(literal) ((struct str){ "" literal, sizeof literal - 1 })
#define STR_INIT(literal) { "" literal, sizeof literal - 1 }
/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

static inline struct str
str_of(const char *text)
{
    return (struct str){ text, text ? strlen(text) : 0 };
}

static inline bool
str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Byte order, the shorter first: <0, 0 or >0. */
int str_cmp(struct str a, struct str b);

bool str_starts(struct str s, struct str prefix);

/* Is it one of the n strings?  Returns its place, or -1. */
int str_find(struct str s, const struct str *among, size_t n);

/* All of s as a decimal integer without sign, spaces or leading plus; false when it is not one or does not fit. */
bool str_to_u64(struct str s, unsigned long long *value);

#endif
