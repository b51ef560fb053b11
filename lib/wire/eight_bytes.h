/* SPDX-License-Identifier: MIT */
/*
 * eight_bytes.h -- looking at eight bytes of a text at once, in one register.
 *
 * The two questions are exact: a byte is found if and only if it is there.
 */
#ifndef LIB_WIRE_EIGHT_BYTES_H
#define LIB_WIRE_EIGHT_BYTES_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EIGHT_BYTES(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline uint64_t
eight_bytes_at(const char *text)
{
    uint64_t eight;

    memcpy(&eight, text, sizeof eight);
    return le64toh(eight);
}

/* The first `len` of them, less than eight; zeros for the others. */
static inline uint64_t
eight_bytes_first(uint64_t eight, size_t len)
{
    return eight & ((UINT64_C(1) << 8 * len) - 1);
}

/* Not 0 when one of them is less than `limit`, which is at most 0x80. */
static inline uint64_t
eight_bytes_below(uint64_t eight, unsigned char limit)
{
    return (eight - EIGHT_BYTES(limit)) & ~eight & EIGHT_BYTES(0x80);
}

/* Not 0 when one of them is `byte`. */
static inline uint64_t
eight_bytes_equal(uint64_t eight, unsigned char byte)
{
    return eight_bytes_below(eight ^ EIGHT_BYTES(byte), 1);
}

#endif
