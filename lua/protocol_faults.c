/* SPDX-License-Identifier: MIT */
#include "lua/protocol_faults.h"

#include "lua/protocol_pieces.h"

enum { MASK_WORDS = sizeof(struct rule_mask) / sizeof(uint64_t) };

void
protocol_put_mask(struct buf *out, const struct rule_mask *mask)
{
    for (size_t i = 0; i < MASK_WORDS; i++)
        buf_put_u64(out, mask->bits[i]);
}

struct rule_mask
protocol_read_mask(struct buf_reader *in)
{
    struct rule_mask mask;

    for (size_t i = 0; i < MASK_WORDS; i++)
        mask.bits[i] = buf_read_u64(in);
    return mask;
}

void
protocol_put_faults(struct buf *out, const struct rule_fault *faults, size_t count)
{
    buf_put_u32(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        buf_put_u32(out, faults[i].plugin);
        buf_put_u32(out, (uint32_t)faults[i].rule);
        buf_put_u32(out, faults[i].subject);
        piece_put_text(out, faults[i].message);
    }
}

size_t
protocol_read_faults(struct buf_reader *in, struct arena *arena, struct rule_fault **faults)
{
    size_t count = piece_count(in, 16);

    *faults = arena_array(arena, count, sizeof **faults);
    for (size_t i = 0; i < count; i++) {
        struct rule_fault *fault = &(*faults)[i];

        fault->plugin = buf_read_u32(in);
        fault->rule = (int)buf_read_u32(in);
        fault->subject = buf_read_u32(in);
        fault->message = arena_copy(arena, piece_text(in));
        if (fault->rule < RULE_NONE || fault->rule >= RULES_MAX)
            in->bad = true;
    }
    return count;
}
