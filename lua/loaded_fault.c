/* SPDX-License-Identifier: MIT */
#include "lua/loaded.h"

#include "lua/rule_use.h"
#include "lua/text.h"

/* Neither a limit nor an error of the call can be what is not here: only text is loaded, long before. */
static enum fault_cause
cause_of(enum sandbox_end end)
{
    switch (end) {
    case SANDBOX_STEPS:
        return FAULT_INSTRUCTIONS;
    case SANDBOX_CPU:
        return FAULT_TIME;
    case SANDBOX_MEMORY:
        return FAULT_MEMORY;
    case SANDBOX_ALLOCATED:
        return FAULT_ALLOCATED;
    case SANDBOX_STRING:
        return FAULT_STRING;
    default:
        return FAULT_ERROR;
    }
}

static struct fault_use
used_of(const struct loaded *loaded)
{
    struct rule_use use = sandbox_last_call(loaded->sandbox);

    return (struct fault_use){ .instructions = use.instructions, .nanoseconds = use.nanoseconds, .memory = use.memory,
                               .allocated = use.allocated, .longest = use.longest,
                               .round = round_use_total(&loaded->round) };
}

static struct fault_use
limit_of(const struct loaded *loaded)
{
    const struct rule_limits *limits = sandbox_limits(loaded->sandbox);

    return (struct fault_use){ .instructions = limits->instructions, .nanoseconds = (uint64_t)limits->cpu_ms * 1000000u,
                               .memory = limits->memory, .allocated = limits->allocated, .longest = SANDBOX_STRING_MAX,
                               .round = loaded->round.most };
}

struct rule_fault
loaded_fault(const struct loaded *loaded, enum sandbox_end end, int rule, uint32_t subject, struct arena *arena)
{
    return (struct rule_fault){
        .plugin = loaded->number,
        .rule = rule,
        .subject = subject,
        .message = text_clean(arena, str_of(sandbox_message(loaded->sandbox))),
        .cause = cause_of(end),
        .used = used_of(loaded),
        .limit = limit_of(loaded),
    };
}

struct rule_fault
loaded_over_budget(const struct loaded *loaded, int rule, uint32_t subject, struct arena *arena)
{
    struct rule_fault fault = loaded_fault(loaded, SANDBOX_DONE, rule, subject, arena);

    fault.cause = FAULT_BUDGET;
    fault.message = arena_printf(arena,
                                 "its rules used more than %llu ms of processor time between two publications, though no call alone"
                                 " was too long: make them cheaper, or raise rule_budget (turnout.conf)",
                                 (unsigned long long)(loaded->round.most / 1000000u));
    return fault;
}
