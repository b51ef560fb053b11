/* SPDX-License-Identifier: MIT */
/*
 * buf.h -- a growing run of bytes, for building replies, messages and blobs.
 *
 * Numbers are put little-endian.  The reader side never reads past its end: it
 * turns `bad` instead and gives zeros, so a decoder checks once, at the end.
 * The empty value is { 0 }.
 */
#ifndef LIB_BASE_BUF_H
#define LIB_BASE_BUF_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *ptr;
    size_t len, capacity;
};

void buf_put(struct buf *buf, const void *bytes, size_t len);
void buf_put_str(struct buf *buf, struct str s); /* the bytes alone */
void buf_put_byte(struct buf *buf, uint8_t value);
void buf_put_u32(struct buf *buf, uint32_t value);
void buf_put_u64(struct buf *buf, uint64_t value);
void buf_put_number(struct buf *buf, uint64_t value); /* seven bits a byte, the low ones first: short for small ones */
void buf_put_field(struct buf *buf, struct str s); /* a u32 length, then the bytes */
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* s as a JSON string with its quotes; s must be UTF-8. */
void buf_put_json(struct buf *buf, struct str s);
/* Removes the first n bytes. */
void buf_drop(struct buf *buf, size_t n);
void buf_free(struct buf *buf);

static inline struct str
buf_str(const struct buf *buf)
{
    return (struct str){ buf->ptr, buf->len };
}

struct buf_reader {
    const char *at, *end;
    bool bad; /* something was read past the end */
};

uint8_t buf_read_byte(struct buf_reader *reader);
uint32_t buf_read_u32(struct buf_reader *reader);
uint64_t buf_read_u64(struct buf_reader *reader);
uint64_t buf_read_number(struct buf_reader *reader);
struct str buf_read_field(struct buf_reader *reader); /* borrowed from the buffer read */

#endif
