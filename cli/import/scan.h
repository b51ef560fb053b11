/* SPDX-License-Identifier: MIT */
/*
 * scan.h -- a place in a text that moves on over what is expected there.
 */
#ifndef CLI_IMPORT_SCAN_H
#define CLI_IMPORT_SCAN_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct scan {
    struct str rest;
};

static inline void
scan_skip(struct scan *scan, size_t bytes)
{
    scan->rest = (struct str){ scan->rest.ptr + bytes, scan->rest.len - bytes };
}

static inline bool
scan_word(struct scan *scan, struct str word)
{
    if (!str_starts(scan->rest, word))
        return false;
    scan_skip(scan, word.len);
    return true;
}

static inline void
scan_blanks(struct scan *scan)
{
    while (scan->rest.len > 0 && (*scan->rest.ptr == ' ' || *scan->rest.ptr == '\n' || *scan->rest.ptr == '\t'))
        scan_skip(scan, 1);
}

/* Up to 8 digits: how many there are, 0 for none or more. */
static inline int
scan_number(struct scan *scan, int *number)
{
    size_t digits = 0;

    *number = 0;
    while (digits < scan->rest.len && scan->rest.ptr[digits] >= '0' && scan->rest.ptr[digits] <= '9')
        digits++;
    if (digits > 8)
        return 0;
    for (size_t i = 0; i < digits; i++)
        *number = *number * 10 + (scan->rest.ptr[i] - '0');
    scan_skip(scan, digits);
    return (int)digits;
}

#endif
