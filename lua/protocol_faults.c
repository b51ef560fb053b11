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

static void
put_use(struct buf *out, const struct fault_use *use)
{
    buf_put_u64(out, use->instructions);
    buf_put_u64(out, use->nanoseconds);
    buf_put_u64(out, use->memory);
    buf_put_u64(out, use->allocated);
    buf_put_u64(out, use->longest);
    buf_put_u64(out, use->round);
}

static struct fault_use
read_use(struct buf_reader *in)
{
    struct fault_use use;

    use.instructions = buf_read_u64(in);
    use.nanoseconds = buf_read_u64(in);
    use.memory = buf_read_u64(in);
    use.allocated = buf_read_u64(in);
    use.longest = buf_read_u64(in);
    use.round = buf_read_u64(in);
    return use;
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
        buf_put_byte(out, (uint8_t)faults[i].cause);
        put_use(out, &faults[i].used);
        put_use(out, &faults[i].limit);
        buf_put_u64(out, faults[i].question.low);
        buf_put_u64(out, faults[i].question.high);
    }
}

size_t
protocol_read_faults(struct buf_reader *in, struct arena *arena, struct rule_fault **faults)
{
    size_t count = piece_count(in, 128);

    *faults = arena_array(arena, count, sizeof **faults);
    for (size_t i = 0; i < count; i++) {
        struct rule_fault *fault = &(*faults)[i];

        fault->plugin = buf_read_u32(in);
        fault->rule = (int)buf_read_u32(in);
        fault->subject = buf_read_u32(in);
        fault->message = arena_copy(arena, piece_text(in));
        fault->cause = (enum fault_cause)piece_choice(in, FAULT_CAUSES);
        fault->used = read_use(in);
        fault->limit = read_use(in);
        fault->question.low = buf_read_u64(in);
        fault->question.high = buf_read_u64(in);
        if (fault->rule < RULE_NONE || fault->rule >= RULES_MAX)
            in->bad = true;
    }
    return count;
}

void
protocol_put_uses(struct buf *out, const struct plugin_use *uses, size_t count)
{
    buf_put_u32(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        buf_put_u32(out, uses[i].plugin);
        buf_put_u64(out, uses[i].use.calls);
        buf_put_u64(out, uses[i].use.instructions);
        buf_put_u64(out, uses[i].use.nanoseconds);
        buf_put_u64(out, uses[i].use.memory);
    }
}

size_t
protocol_read_uses(struct buf_reader *in, struct arena *arena, struct plugin_use **uses)
{
    size_t count = piece_count(in, 36);

    *uses = arena_array(arena, count, sizeof **uses);
    for (size_t i = 0; i < count; i++) {
        struct plugin_use *use = &(*uses)[i];

        use->plugin = buf_read_u32(in);
        use->use.calls = buf_read_u64(in);
        use->use.instructions = buf_read_u64(in);
        use->use.nanoseconds = buf_read_u64(in);
        use->use.memory = buf_read_u64(in);
    }
    return count;
}
