/* SPDX-License-Identifier: MIT */
#include "lua/protocol.h"

#include "lib/model/emission.h"
#include "lua/frame.h"
#include "lua/protocol_faults.h"
#include "lua/protocol_pieces.h"
#include "lua/protocol_subject.h"

#include <stddef.h>

const struct rule_limits rule_limits_default = {
    .instructions = 10 * 1000 * 1000, .cpu_ms = 200, .memory = 16 << 20, .allocated = 64 << 20,
    .round_ms = 10 * 1000,
};

/* ---- frames ---- */

int
protocol_frame(struct str read, enum frame_kind *kind, struct str *body, size_t *used)
{
    struct buf_reader in;
    uint32_t len;
    uint8_t found;

    if (read.len < FRAME_HEAD)
        return 0;
    in = frame_reader(read);
    len = buf_read_u32(&in);
    if (len == 0 || len > FRAME_MAX)
        return -1;
    if (read.len == FRAME_HEAD)
        return 0;
    found = buf_read_byte(&in);
    if (found < FRAME_LOAD || found > FRAME_LAST)
        return -1;
    if (read.len - FRAME_HEAD < len)
        return 0;
    *kind = (enum frame_kind)found;
    *body = (struct str){ in.at, len - 1 };
    *used = FRAME_HEAD + (size_t)len;
    return 1;
}

/* ---- LOAD ---- */

void
protocol_put_load(struct buf *out, const struct load_request *request)
{
    size_t begin = frame_open(out, FRAME_LOAD);

    buf_put_u64(out, request->limits.instructions);
    buf_put_u32(out, request->limits.cpu_ms);
    buf_put_u64(out, request->limits.memory);
    buf_put_u64(out, request->limits.allocated);
    buf_put_u32(out, request->limits.round_ms);
    buf_put_u32(out, (uint32_t)request->source_count);
    for (size_t i = 0; i < request->source_count; i++) {
        const struct plugin_source *source = &request->sources[i];

        piece_put_text(out, source->path);
        piece_put_text(out, source->file);
        piece_put_text(out, source->text);
        buf_put_byte(out, source->skip);
        piece_put_text(out, source->reason);
    }
    buf_put_u32(out, (uint32_t)request->override_count);
    for (size_t i = 0; i < request->override_count; i++) {
        piece_put_text(out, request->overrides[i].plugin);
        piece_put_text(out, request->overrides[i].name);
        piece_put_text(out, request->overrides[i].value);
    }
    buf_put_byte(out, request->tells_values);
    frame_close(out, begin);
}

static void
read_sources(struct buf_reader *in, struct arena *arena, struct load_request *request)
{
    request->source_count = piece_count(in, 17);
    request->sources = arena_array(arena, request->source_count, sizeof *request->sources);
    for (size_t i = 0; i < request->source_count; i++) {
        struct plugin_source *source = &request->sources[i];

        source->path = piece_text(in);
        source->file = piece_text(in);
        source->text = piece_text(in);
        source->skip = piece_choice(in, 2);
        source->reason = piece_text(in);
    }
}

static void
read_overrides(struct buf_reader *in, struct arena *arena, struct load_request *request)
{
    request->override_count = piece_count(in, 12);
    request->overrides = arena_array(arena, request->override_count, sizeof *request->overrides);
    for (size_t i = 0; i < request->override_count; i++) {
        request->overrides[i].plugin = piece_text(in);
        request->overrides[i].name = piece_text(in);
        request->overrides[i].value = piece_text(in);
    }
}

bool
protocol_read_load(struct str body, struct arena *arena, struct load_request *request, struct err *err)
{
    struct buf_reader in = frame_reader(body);
    struct load_request read = { 0 };

    read.limits.instructions = buf_read_u64(&in);
    read.limits.cpu_ms = buf_read_u32(&in);
    read.limits.memory = buf_read_u64(&in);
    read.limits.allocated = buf_read_u64(&in);
    read.limits.round_ms = buf_read_u32(&in);
    read_sources(&in, arena, &read);
    read_overrides(&in, arena, &read);
    read.tells_values = piece_choice(&in, 2);
    if (!frame_is_whole(&in, "LOAD", err))
        return false;
    *request = read;
    return true;
}

void
protocol_put_round(struct buf *out)
{
    frame_close(out, frame_open(out, FRAME_ROUND));
}

void
protocol_put_manifest(struct buf *out, struct str json)
{
    size_t begin = frame_open(out, FRAME_MANIFEST);

    buf_put_str(out, json);
    frame_close(out, begin);
}

/* ---- ASK ---- */

void
protocol_put_ask(struct buf *out, uint64_t batch, const struct rule_mask *paused, const struct rule_subject *subjects,
                 size_t count)
{
    size_t begin = frame_open(out, FRAME_ASK);

    buf_put_u64(out, batch);
    protocol_put_mask(out, paused);
    buf_put_u32(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++)
        protocol_put_subject(out, &subjects[i]);
    frame_close(out, begin);
}

bool
protocol_read_ask(struct str body, struct arena *arena, struct ask *ask, struct err *err)
{
    struct buf_reader in = frame_reader(body);
    struct ask read = { .batch = buf_read_u64(&in) };

    read.paused = protocol_read_mask(&in);
    read.count = piece_count(&in, SUBJECT_SIZE_LEAST);
    read.subjects = arena_array(arena, read.count, sizeof *read.subjects);
    for (size_t i = 0; i < read.count && !in.bad; i++)
        read.subjects[i] = protocol_read_subject(&in, arena);
    if (!frame_is_whole(&in, "ASK", err))
        return false;
    *ask = read;
    return true;
}

/* ---- VERDICTS ---- */

static void
put_emissions(struct buf *out, const struct verdict *verdict)
{
    buf_put_u32(out, (uint32_t)verdict->emission_count);
    for (size_t i = 0; i < verdict->emission_count; i++) {
        const struct emission *emission = &verdict->emissions[i];

        buf_put_u32(out, (uint32_t)emission->rule);
        buf_put_byte(out, (uint8_t)emission->type);
        buf_put_u32(out, emission->person);
        piece_put_text(out, emission->data);
        piece_put_text(out, emission->place);
    }
}

static void
read_emissions(struct buf_reader *in, struct arena *arena, struct verdict *verdict)
{
    verdict->emission_count = piece_count(in, 17);
    if (verdict->emission_count > 0 && (verdict->kind != SUBJECT_RECORD || verdict->emission_count > EMISSIONS_MAX)) {
        in->bad = true;
        verdict->emission_count = 0;
    }
    if (verdict->emission_count == 0)
        return;
    verdict->emissions = arena_array(arena, verdict->emission_count, sizeof *verdict->emissions);
    for (size_t i = 0; i < verdict->emission_count; i++) {
        struct emission *emission = &verdict->emissions[i];

        emission->rule = (int)(buf_read_u32(in) % RULES_MAX);
        emission->type = (enum event_type)piece_choice(in, EVENT_TYPES);
        emission->person = buf_read_u32(in);
        emission->data = piece_text(in);
        emission->place = piece_text(in);
        in->bad |= !emission->data.ptr || !emission->place.ptr;
    }
}

void
protocol_put_verdicts(struct buf *out, const struct verdict_batch *batch)
{
    size_t begin = frame_open(out, FRAME_VERDICTS);

    buf_put_u64(out, batch->batch);
    buf_put_u64(out, batch->calls);
    buf_put_u64(out, batch->nanoseconds);
    buf_put_u32(out, (uint32_t)batch->count);
    for (size_t i = 0; i < batch->count; i++) {
        buf_put_byte(out, (uint8_t)batch->verdicts[i].kind);
        buf_put_u32(out, batch->verdicts[i].number);
        buf_put_u32(out, batch->verdicts[i].version);
        protocol_put_mask(out, &batch->verdicts[i].mask);
        put_emissions(out, &batch->verdicts[i]);
    }
    protocol_put_faults(out, batch->faults, batch->fault_count);
    protocol_put_uses(out, batch->uses, batch->use_count);
    frame_close(out, begin);
}

static void
read_verdicts(struct buf_reader *in, struct arena *arena, struct verdict_batch *batch)
{
    batch->count = piece_count(in, 13 + sizeof(struct rule_mask));
    batch->verdicts = arena_array(arena, batch->count, sizeof *batch->verdicts);
    for (size_t i = 0; i < batch->count; i++) {
        struct verdict *verdict = &batch->verdicts[i];

        verdict->kind = (enum subject_kind)piece_choice(in, SUBJECT_KINDS);
        verdict->number = buf_read_u32(in);
        verdict->version = buf_read_u32(in);
        verdict->mask = protocol_read_mask(in);
        read_emissions(in, arena, verdict);
    }
}

bool
protocol_read_verdicts(struct str body, struct arena *arena, struct verdict_batch *batch, struct err *err)
{
    struct buf_reader in = frame_reader(body);
    struct verdict_batch read = { .batch = buf_read_u64(&in), .calls = 0 };

    read.calls = buf_read_u64(&in);
    read.nanoseconds = buf_read_u64(&in);
    read_verdicts(&in, arena, &read);
    read.fault_count = protocol_read_faults(&in, arena, &read.faults);
    read.use_count = protocol_read_uses(&in, arena, &read.uses);
    if (!frame_is_whole(&in, "VERDICTS", err))
        return false;
    *batch = read;
    return true;
}
