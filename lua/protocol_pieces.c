/* SPDX-License-Identifier: MIT */
#include "lua/protocol_pieces.h"

enum { NOTHING = 0xffffffff /* the length of a text that was not posted */ };

void
piece_put_text(struct buf *out, struct str text)
{
    if (text.ptr)
        buf_put_field(out, text);
    else
        buf_put_u32(out, NOTHING);
}

struct str
piece_text(struct buf_reader *in)
{
    struct buf_reader ahead = *in;

    if (buf_read_u32(&ahead) == NOTHING && !ahead.bad) {
        *in = ahead;
        return (struct str){ 0 };
    }
    return buf_read_field(in);
}

unsigned
piece_choice(struct buf_reader *in, unsigned count)
{
    unsigned value = buf_read_byte(in);

    if (value >= count) {
        in->bad = true;
        return 0;
    }
    return value;
}

size_t
piece_count(struct buf_reader *in, size_t least)
{
    size_t count = buf_read_u32(in);

    if (!in->bad && count > (size_t)(in->end - in->at) / least)
        in->bad = true;
    return in->bad ? 0 : count;
}
