/* SPDX-License-Identifier: MIT */
#include "lua/protocol.h"

#include <stddef.h>

enum { NOTHING = 0xffffffff /* the length of a text that was not posted */, HEAD = 4 };

/* ---- frames ---- */

/* Leaves room for the length; close_frame fills it in. */
static size_t
open_frame(struct buf *out, enum frame_kind kind)
{
    size_t begin = out->len;

    buf_put_u32(out, 0);
    buf_put_byte(out, (uint8_t)kind);
    return begin;
}

static void
close_frame(struct buf *out, size_t begin)
{
    uint32_t len = (uint32_t)(out->len - begin - HEAD);

    for (int i = 0; i < HEAD; i++)
        out->ptr[begin + i] = (char)(len >> (8 * i));
}

static struct buf_reader
reader_of(struct str bytes)
{
    return (struct buf_reader){ bytes.ptr, bytes.len ? bytes.ptr + bytes.len : bytes.ptr, false };
}

int
protocol_frame(struct str read, enum frame_kind *kind, struct str *body, size_t *used)
{
    struct buf_reader in;
    uint32_t len;
    uint8_t found;

    if (read.len < HEAD)
        return 0;
    in = reader_of(read);
    len = buf_read_u32(&in);
    if (len == 0 || len > FRAME_MAX)
        return -1;
    if (read.len == HEAD)
        return 0;
    found = buf_read_byte(&in);
    if (found < FRAME_LOAD || found > FRAME_VERDICTS)
        return -1;
    if (read.len - HEAD < len)
        return 0;
    *kind = (enum frame_kind)found;
    *body = (struct str){ in.at, len - 1 };
    *used = HEAD + (size_t)len;
    return 1;
}

/* ---- pieces ---- */

static void
put_text(struct buf *out, struct str text)
{
    if (text.ptr)
        buf_put_field(out, text);
    else
        buf_put_u32(out, NOTHING);
}

static struct str
read_text(struct buf_reader *in)
{
    struct buf_reader ahead = *in;

    if (buf_read_u32(&ahead) == NOTHING && !ahead.bad) {
        *in = ahead;
        return (struct str){ 0 };
    }
    return buf_read_field(in);
}

/* An enum's value; one it does not have is as bad as a missing byte. */
static unsigned
read_choice(struct buf_reader *in, unsigned count)
{
    unsigned value = buf_read_byte(in);

    if (value >= count) {
        in->bad = true;
        return 0;
    }
    return value;
}

/* How many elements follow; each takes at least `least` bytes, so a lie shows before memory is taken. */
static size_t
read_count(struct buf_reader *in, size_t least)
{
    size_t count = buf_read_u32(in);

    if (!in->bad && count > (size_t)(in->end - in->at) / least)
        in->bad = true;
    return in->bad ? 0 : count;
}

static void
put_list(struct buf *out, const struct str_list *list)
{
    buf_put_u32(out, (uint32_t)list->count);
    for (size_t i = 0; i < list->count; i++)
        put_text(out, list->items[i]);
}

static struct str_list
read_list(struct buf_reader *in, struct arena *arena)
{
    struct str_list list = { .count = read_count(in, 4) };

    list.items = arena_array(arena, list.count, sizeof *list.items);
    for (size_t i = 0; i < list.count; i++)
        list.items[i] = read_text(in);
    return list;
}

static void
put_when(struct buf *out, const struct when *when)
{
    buf_put_byte(out, (uint8_t)when->precision);
    buf_put_u64(out, (uint64_t)when->instant);
    buf_put_u32(out, (uint32_t)when->nanosecond);
    buf_put_u32(out, (uint32_t)when->first);
    buf_put_u32(out, (uint32_t)when->last);
}

static struct when
read_when(struct buf_reader *in)
{
    struct when when;

    when.precision = (enum precision)read_choice(in, WHEN_RANGE + 1);
    when.instant = (int64_t)buf_read_u64(in);
    when.nanosecond = (int32_t)buf_read_u32(in);
    when.first = (day_t)buf_read_u32(in);
    when.last = (day_t)buf_read_u32(in);
    return when;
}

static bool
finish(const struct buf_reader *in, const char *what, struct err *err)
{
    if (in->bad || in->at != in->end)
        return err_set(err, ERR_INPUT, "%s: the frame is cut, too long or holds a value that does not exist", what);
    return true;
}

/* ---- LOAD ---- */

void
protocol_put_load(struct buf *out, const struct load_request *request)
{
    size_t begin = open_frame(out, FRAME_LOAD);

    buf_put_u64(out, request->limits.instructions);
    buf_put_u32(out, request->limits.cpu_ms);
    buf_put_u64(out, request->limits.memory);
    buf_put_u32(out, (uint32_t)request->source_count);
    for (size_t i = 0; i < request->source_count; i++) {
        const struct plugin_source *source = &request->sources[i];

        put_text(out, source->path);
        put_text(out, source->file);
        put_text(out, source->text);
        buf_put_byte(out, source->skip);
        put_text(out, source->reason);
    }
    buf_put_u32(out, (uint32_t)request->override_count);
    for (size_t i = 0; i < request->override_count; i++) {
        put_text(out, request->overrides[i].plugin);
        put_text(out, request->overrides[i].name);
        put_text(out, request->overrides[i].value);
    }
    close_frame(out, begin);
}

static void
read_sources(struct buf_reader *in, struct arena *arena, struct load_request *request)
{
    request->source_count = read_count(in, 17);
    request->sources = arena_array(arena, request->source_count, sizeof *request->sources);
    for (size_t i = 0; i < request->source_count; i++) {
        struct plugin_source *source = &request->sources[i];

        source->path = read_text(in);
        source->file = read_text(in);
        source->text = read_text(in);
        source->skip = read_choice(in, 2);
        source->reason = read_text(in);
    }
}

static void
read_overrides(struct buf_reader *in, struct arena *arena, struct load_request *request)
{
    request->override_count = read_count(in, 12);
    request->overrides = arena_array(arena, request->override_count, sizeof *request->overrides);
    for (size_t i = 0; i < request->override_count; i++) {
        request->overrides[i].plugin = read_text(in);
        request->overrides[i].name = read_text(in);
        request->overrides[i].value = read_text(in);
    }
}

bool
protocol_read_load(struct str body, struct arena *arena, struct load_request *request, struct err *err)
{
    struct buf_reader in = reader_of(body);
    struct load_request read = { 0 };

    read.limits.instructions = buf_read_u64(&in);
    read.limits.cpu_ms = buf_read_u32(&in);
    read.limits.memory = buf_read_u64(&in);
    read_sources(&in, arena, &read);
    read_overrides(&in, arena, &read);
    if (!finish(&in, "LOAD", err))
        return false;
    *request = read;
    return true;
}

void
protocol_put_manifest(struct buf *out, struct str json)
{
    size_t begin = open_frame(out, FRAME_MANIFEST);

    buf_put_str(out, json);
    close_frame(out, begin);
}

/* ---- ASK ---- */

static const size_t activity_texts[] = {
    offsetof(struct activity_put, activity), offsetof(struct activity_put, unit), offsetof(struct activity_put, category),
    offsetof(struct activity_put, title), offsetof(struct activity_put, item), offsetof(struct activity_put, place),
    offsetof(struct activity_put, festival), offsetof(struct activity_put, series), offsetof(struct activity_put, lead),
};

static const size_t activity_lists[] = {
    offsetof(struct activity_put, cohosts), offsetof(struct activity_put, teams), offsetof(struct activity_put, secondaries),
    offsetof(struct activity_put, partners), offsetof(struct activity_put, tags),
};

static const size_t plan_texts[] = {
    offsetof(struct plan_put, item), offsetof(struct plan_put, unit), offsetof(struct plan_put, title),
    offsetof(struct plan_put, category), offsetof(struct plan_put, team),
};

#define COUNT_OF(array) (sizeof array / sizeof *array)

static void
put_texts(struct buf *out, const void *body, const size_t *offsets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put_text(out, *(const struct str *)((const char *)body + offsets[i]));
}

static void
read_texts(struct buf_reader *in, void *body, const size_t *offsets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        *(struct str *)((char *)body + offsets[i]) = read_text(in);
}

static void
put_activity(struct buf *out, const struct activity_put *activity)
{
    put_texts(out, activity, activity_texts, COUNT_OF(activity_texts));
    for (size_t i = 0; i < COUNT_OF(activity_lists); i++)
        put_list(out, (const struct str_list *)((const char *)activity + activity_lists[i]));
    put_when(out, &activity->start);
    put_when(out, &activity->end);
    buf_put_byte(out, (uint8_t)activity->kind);
    buf_put_byte(out, (uint8_t)activity->role);
    buf_put_byte(out, (uint8_t)activity->scale);
    buf_put_byte(out, (uint8_t)(activity->has_minutes | activity->has_edition << 1 | activity->has_experts << 2));
    buf_put_u32(out, activity->minutes);
    buf_put_u32(out, activity->edition);
    buf_put_u32(out, activity->experts);
}

static const struct activity_put *
read_activity(struct buf_reader *in, struct arena *arena)
{
    struct activity_put *activity = arena_new(arena, sizeof *activity);
    unsigned has;

    read_texts(in, activity, activity_texts, COUNT_OF(activity_texts));
    for (size_t i = 0; i < COUNT_OF(activity_lists); i++)
        *(struct str_list *)((char *)activity + activity_lists[i]) = read_list(in, arena);
    activity->start = read_when(in);
    activity->end = read_when(in);
    activity->kind = (enum activity_kind)read_choice(in, ACTIVITY_KINDS);
    activity->role = (enum host_role)read_choice(in, HOST_ROLES);
    activity->scale = (enum activity_scale)read_choice(in, SCALES);
    has = read_choice(in, 8);
    activity->has_minutes = has & 1;
    activity->has_edition = has & 2;
    activity->has_experts = has & 4;
    activity->minutes = buf_read_u32(in);
    activity->edition = buf_read_u32(in);
    activity->experts = buf_read_u32(in);
    return activity;
}

static void
put_plan(struct buf *out, const struct plan_put *plan)
{
    put_texts(out, plan, plan_texts, COUNT_OF(plan_texts));
    put_when(out, &plan->window);
    buf_put_byte(out, plan->has_kind);
    buf_put_byte(out, (uint8_t)plan->kind);
    buf_put_byte(out, (uint8_t)plan->role);
    buf_put_u32(out, plan->count);
    buf_put_u32(out, plan->weight);
}

static const struct plan_put *
read_plan(struct buf_reader *in, struct arena *arena)
{
    struct plan_put *plan = arena_new(arena, sizeof *plan);

    read_texts(in, plan, plan_texts, COUNT_OF(plan_texts));
    plan->window = read_when(in);
    plan->has_kind = read_choice(in, 2);
    plan->kind = (enum activity_kind)read_choice(in, ACTIVITY_KINDS);
    plan->role = (enum host_role)read_choice(in, HOST_ROLES);
    plan->count = buf_read_u32(in);
    plan->weight = buf_read_u32(in);
    return plan;
}

static void
put_mask(struct buf *out, const struct rule_mask *mask)
{
    for (size_t i = 0; i < COUNT_OF(mask->bits); i++)
        buf_put_u64(out, mask->bits[i]);
}

static struct rule_mask
read_mask(struct buf_reader *in)
{
    struct rule_mask mask;

    for (size_t i = 0; i < COUNT_OF(mask.bits); i++)
        mask.bits[i] = buf_read_u64(in);
    return mask;
}

static void
put_subject(struct buf *out, const struct rule_subject *subject)
{
    buf_put_byte(out, (uint8_t)subject->kind);
    buf_put_u32(out, subject->number);
    buf_put_u32(out, subject->version);
    buf_put_u32(out, (uint32_t)subject->date);
    buf_put_byte(out, (uint8_t)subject->precision);
    buf_put_byte(out, (uint8_t)subject->level);
    if (subject->kind == SUBJECT_SESSION)
        put_activity(out, subject->activity);
    else
        put_plan(out, subject->plan);
}

void
protocol_put_ask(struct buf *out, uint64_t batch, const struct rule_mask *paused, const struct rule_subject *subjects,
                 size_t count)
{
    size_t begin = open_frame(out, FRAME_ASK);

    buf_put_u64(out, batch);
    put_mask(out, paused);
    buf_put_u32(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++)
        put_subject(out, &subjects[i]);
    close_frame(out, begin);
}

static struct rule_subject
read_subject(struct buf_reader *in, struct arena *arena)
{
    struct rule_subject subject = { 0 };

    subject.kind = (enum subject_kind)read_choice(in, SUBJECT_PLAN_ITEM + 1);
    subject.number = buf_read_u32(in);
    subject.version = buf_read_u32(in);
    subject.date = (day_t)buf_read_u32(in);
    subject.precision = (enum precision)read_choice(in, WHEN_RANGE + 1);
    subject.level = (enum unit_level)read_choice(in, LEVELS);
    if (subject.kind == SUBJECT_SESSION)
        subject.activity = read_activity(in, arena);
    else
        subject.plan = read_plan(in, arena);
    return subject;
}

bool
protocol_read_ask(struct str body, struct arena *arena, struct ask *ask, struct err *err)
{
    struct buf_reader in = reader_of(body);
    struct ask read = { .batch = buf_read_u64(&in) };

    read.paused = read_mask(&in);
    read.count = read_count(&in, 60);
    read.subjects = arena_array(arena, read.count, sizeof *read.subjects);
    for (size_t i = 0; i < read.count && !in.bad; i++)
        read.subjects[i] = read_subject(&in, arena);
    if (!finish(&in, "ASK", err))
        return false;
    *ask = read;
    return true;
}

/* ---- VERDICTS ---- */

void
protocol_put_verdicts(struct buf *out, const struct verdict_batch *batch)
{
    size_t begin = open_frame(out, FRAME_VERDICTS);

    buf_put_u64(out, batch->batch);
    buf_put_u64(out, batch->calls);
    buf_put_u64(out, batch->nanoseconds);
    buf_put_u32(out, (uint32_t)batch->count);
    for (size_t i = 0; i < batch->count; i++) {
        buf_put_byte(out, (uint8_t)batch->verdicts[i].kind);
        buf_put_u32(out, batch->verdicts[i].number);
        buf_put_u32(out, batch->verdicts[i].version);
        put_mask(out, &batch->verdicts[i].mask);
    }
    buf_put_u32(out, (uint32_t)batch->fault_count);
    for (size_t i = 0; i < batch->fault_count; i++) {
        buf_put_u32(out, batch->faults[i].plugin);
        buf_put_u32(out, (uint32_t)batch->faults[i].rule);
        buf_put_u32(out, batch->faults[i].subject);
        put_text(out, batch->faults[i].message);
    }
    close_frame(out, begin);
}

static void
read_verdicts(struct buf_reader *in, struct arena *arena, struct verdict_batch *batch)
{
    batch->count = read_count(in, 9 + sizeof(struct rule_mask));
    batch->verdicts = arena_array(arena, batch->count, sizeof *batch->verdicts);
    for (size_t i = 0; i < batch->count; i++) {
        struct verdict *verdict = &batch->verdicts[i];

        verdict->kind = (enum subject_kind)read_choice(in, SUBJECT_PLAN_ITEM + 1);
        verdict->number = buf_read_u32(in);
        verdict->version = buf_read_u32(in);
        verdict->mask = read_mask(in);
    }
}

static void
read_faults(struct buf_reader *in, struct arena *arena, struct verdict_batch *batch)
{
    batch->fault_count = read_count(in, 16);
    batch->faults = arena_array(arena, batch->fault_count, sizeof *batch->faults);
    for (size_t i = 0; i < batch->fault_count; i++) {
        struct rule_fault *fault = &batch->faults[i];

        fault->plugin = buf_read_u32(in);
        fault->rule = (int)buf_read_u32(in);
        fault->subject = buf_read_u32(in);
        fault->message = arena_copy(arena, read_text(in)); /* outlives the frame */
        if (fault->rule < RULE_NONE || fault->rule >= RULES_MAX)
            in->bad = true;
    }
}

bool
protocol_read_verdicts(struct str body, struct arena *arena, struct verdict_batch *batch, struct err *err)
{
    struct buf_reader in = reader_of(body);
    struct verdict_batch read = { .batch = buf_read_u64(&in), .calls = 0 };

    read.calls = buf_read_u64(&in);
    read.nanoseconds = buf_read_u64(&in);
    read_verdicts(&in, arena, &read);
    read_faults(&in, arena, &read);
    if (!finish(&in, "VERDICTS", err))
        return false;
    *batch = read;
    return true;
}
