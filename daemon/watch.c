/* SPDX-License-Identifier: MIT */
#include "daemon/watch.h"

const struct watch_limits watch_defaults = {
    .cpu_ms = 1000,
    .stuck_ms = 10 * 1000,
    .silent_ms = 30 * 1000,
    .memory = 512 * 1024 * 1024,
};

static bool
same_call(const struct watch_call *a, const struct watch_call *b)
{
    return a->calls == b->calls && a->plugin == b->plugin && a->rule == b->rule && a->subject == b->subject;
}

/* An idle worker makes no progress, so its time begins with the question. */
static bool
moved_on(const struct watch *watch, const struct watch_sample *sample)
{
    return !watch->has_seen || !sample->is_asked || !same_call(&watch->call, &sample->call) ||
           sample->asked_since > watch->since;
}

/* It waits for something that does not come, or works for ever at what is no call. */
static bool
is_stuck(struct watch *watch, const struct watch_limits *limits, const struct watch_sample *sample)
{
    if (sample->cpu > watch->cpu_last) {
        watch->cpu_last = sample->cpu;
        watch->worked_at = sample->now;
    }
    return sample->now - watch->worked_at > limits->stuck_ms || sample->cpu - watch->cpu_then > limits->stuck_ms;
}

enum watch_result
watch_judge(struct watch *watch, const struct watch_limits *limits, const struct watch_sample *sample)
{
    if (sample->resident > limits->memory)
        return WATCH_MEMORY;
    if (moved_on(watch, sample)) {
        bool slow = sample->is_asked && sample->now - sample->asked_since > limits->silent_ms;
        *watch = (struct watch){ true, sample->call, sample->now, sample->cpu, sample->now, sample->cpu };
        return slow ? WATCH_SILENT : WATCH_GOOD;
    }
    if (sample->call.plugin != UINT32_MAX && sample->cpu - watch->cpu_then > limits->cpu_ms)
        return WATCH_CPU;
    if (is_stuck(watch, limits, sample))
        return WATCH_STUCK;
    return sample->now - sample->asked_since > limits->silent_ms ? WATCH_SILENT : WATCH_GOOD;
}

const char *
watch_result_text(enum watch_result result)
{
    switch (result) {
    case WATCH_CPU:
        return "used too much processor time in one call";
    case WATCH_STUCK:
        return "did not come back from a call";
    case WATCH_SILENT:
        return "took too long to answer";
    case WATCH_MEMORY:
        return "took too much memory";
    default:
        return "is well";
    }
}

bool
watch_is_old(const struct watch_sample *sample)
{
    return sample->cpu_most > 0 && sample->cpu > sample->cpu_most / 2;
}

/* The limits are those of the process, which are wider than what a call may use inside. */
struct rule_fault
watch_fault(const struct watch *watch, const struct watch_sample *last)
{
    struct rule_fault fault = { .plugin = last->call.plugin, .rule = last->call.rule, .subject = last->call.subject,
                                .question = last->call.question, .cause = FAULT_WORKER, .used.memory = last->resident, .limit.memory = watch_defaults.memory,
                                .limit.nanoseconds = (uint64_t)watch_defaults.cpu_ms * 1000000u };

    if (watch->has_seen && same_call(&watch->call, &last->call) && last->cpu > watch->cpu_then)
        fault.used.nanoseconds = (uint64_t)(last->cpu - watch->cpu_then) * 1000000u;
    return fault;
}
