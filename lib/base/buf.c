/* SPDX-License-Identifier: MIT */
#include "lib/base/buf.h"

#include "lib/base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static char *
room(struct buf *buf, size_t extra)
{
    size_t wanted;

    if (__builtin_add_overflow(buf->len, extra, &wanted))
        abort();
    if (wanted > buf->capacity) {
        size_t doubled = buf->capacity ? buf->capacity * 2 : 256;
        buf->capacity = doubled < wanted ? wanted : doubled;
        buf->ptr = mem_resize(buf->ptr, buf->capacity);
    }
    return buf->ptr + buf->len;
}

void
buf_put(struct buf *buf, const void *bytes, size_t len)
{
    if (len == 0)
        return;
    memcpy(room(buf, len), bytes, len);
    buf->len += len;
}

void
buf_put_str(struct buf *buf, struct str s)
{
    buf_put(buf, s.ptr, s.len);
}

void
buf_put_byte(struct buf *buf, uint8_t value)
{
    buf_put(buf, &value, 1);
}

void
buf_put_u32(struct buf *buf, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        buf_put_byte(buf, (uint8_t)(value >> (8 * i)));
}

void
buf_put_u64(struct buf *buf, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        buf_put_byte(buf, (uint8_t)(value >> (8 * i)));
}

void
buf_put_field(struct buf *buf, struct str s)
{
    buf_put_u32(buf, (uint32_t)s.len);
    buf_put_str(buf, s);
}

void
buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    int len;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        abort();
    vsnprintf(room(buf, (size_t)len + 1), (size_t)len + 1, format, again);
    va_end(again);
    buf->len += (size_t)len;
}

static void
put_json_byte(struct buf *buf, unsigned char c)
{
    switch (c) {
    case '"':
        buf_put(buf, "\\\"", 2);
        return;
    case '\\':
        buf_put(buf, "\\\\", 2);
        return;
    case '\n':
        buf_put(buf, "\\n", 2);
        return;
    case '\r':
        buf_put(buf, "\\r", 2);
        return;
    case '\t':
        buf_put(buf, "\\t", 2);
        return;
    default:
        if (c < 0x20)
            buf_printf(buf, "\\u%04x", c);
        else
            buf_put_byte(buf, c);
    }
}

void
buf_put_json(struct buf *buf, struct str s)
{
    size_t plain = 0;

    buf_put_byte(buf, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_put(buf, s.ptr + plain, i - plain);
        put_json_byte(buf, c);
        plain = i + 1;
    }
    if (s.len > plain)
        buf_put(buf, s.ptr + plain, s.len - plain);
    buf_put_byte(buf, '"');
}

void
buf_drop(struct buf *buf, size_t n)
{
    if (n == 0)
        return;
    memmove(buf->ptr, buf->ptr + n, buf->len - n);
    buf->len -= n;
}

void
buf_free(struct buf *buf)
{
    free(buf->ptr);
    *buf = (struct buf){ 0 };
}

static bool
has(struct buf_reader *reader, size_t n)
{
    if (!reader->bad && (size_t)(reader->end - reader->at) >= n)
        return true;
    reader->bad = true;
    return false;
}

static uint64_t
read_number(struct buf_reader *reader, size_t bytes)
{
    uint64_t value = 0;

    if (!has(reader, bytes))
        return 0;
    for (size_t i = 0; i < bytes; i++)
        value |= (uint64_t)(uint8_t)reader->at[i] << (8 * i);
    reader->at += bytes;
    return value;
}

uint8_t
buf_read_byte(struct buf_reader *reader)
{
    return (uint8_t)read_number(reader, 1);
}

uint32_t
buf_read_u32(struct buf_reader *reader)
{
    return (uint32_t)read_number(reader, 4);
}

uint64_t
buf_read_u64(struct buf_reader *reader)
{
    return read_number(reader, 8);
}

struct str
buf_read_field(struct buf_reader *reader)
{
    uint32_t len = buf_read_u32(reader);
    struct str s;

    if (!has(reader, len))
        return (struct str){ 0 };
    s = (struct str){ reader->at, len };
    reader->at += len;
    return s;
}

enum { LOW_BITS = 7, MORE = 0x80 };

void
buf_put_number(struct buf *buf, uint64_t value)
{
    for (; value >= MORE; value >>= LOW_BITS)
        buf_put_byte(buf, (uint8_t)(value | MORE));
    buf_put_byte(buf, (uint8_t)value);
}

uint64_t
buf_read_number(struct buf_reader *reader)
{
    uint64_t value = 0;

    for (int shift = 0; shift < 64; shift += LOW_BITS) {
        uint8_t byte = buf_read_byte(reader);

        value |= (uint64_t)(byte & ~MORE) << shift;
        if (!(byte & MORE))
            return value;
    }
    reader->bad = true;
    return 0;
}
