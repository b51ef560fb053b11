/* SPDX-License-Identifier: MIT */
#include "lua/frame.h"

size_t
frame_open(struct buf *out, int kind)
{
    size_t begin = out->len;

    buf_put_u32(out, 0);
    buf_put_byte(out, (uint8_t)kind);
    return begin;
}

void
frame_close(struct buf *out, size_t begin)
{
    uint32_t len = (uint32_t)(out->len - begin - FRAME_HEAD);

    for (int i = 0; i < FRAME_HEAD; i++)
        out->ptr[begin + i] = (char)(len >> (8 * i));
}

struct buf_reader
frame_reader(struct str bytes)
{
    return (struct buf_reader){ bytes.ptr, bytes.len ? bytes.ptr + bytes.len : bytes.ptr, false };
}

bool
frame_is_whole(const struct buf_reader *in, const char *what, struct err *err)
{
    if (in->bad || in->at != in->end)
        return err_set(err, ERR_INPUT, "%s: the frame is cut, too long or holds a value that does not exist", what);
    return true;
}
