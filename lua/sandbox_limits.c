/* SPDX-License-Identifier: MIT */
/*
 * Where the limits are looked at:
 *
 *   Lua's own instructions    the count hook, every CHECK_EVERY of them
 *   work in C functions       sandbox_charge, before they do it
 *   memory                    the allocator; it cannot raise, so it refuses from then on, and Lua raises
 *   what Lua collects         is counted when the cap forces it: else a state that is
 *   because memory is short   nearly full would collect at each allocation, and no hook would see it
 *
 * Once a limit was reached the hook is called at each instruction, so that what
 * runs while the stack is unwound ends at once too.
 */
#include "lua/sandbox_state.h"

#include "lib/base/clock.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    CHECK_EVERY = 100,  /* steps between two looks at the limits: a single one may take milliseconds */
    LIGHT = 1000,       /* a call of fewer steps need not ask for its processor time, ... */
    LIGHT_NS = 1000000, /* ... which is dear, unless they took long */
    DEEP = 10000,       /* calls inside each other: somebody calls himself */
    COLLECTIONS_MAX = 8, /* that the memory limit may force in one call */
};

static void on_count(lua_State *L, lua_Debug *frame);

static void
set_hook(struct sandbox *sandbox, bool is_hurried)
{
    sandbox->is_hurried = is_hurried;
    lua_sethook(sandbox->L, on_count, LUA_MASKCOUNT, is_hurried ? 1 : CHECK_EVERY);
}

static void
say_limit(struct sandbox *sandbox, const char *place, enum sandbox_end end)
{
    const struct rule_limits *limits = &sandbox->limits;

    if (end == SANDBOX_STEPS)
        sandbox_say(sandbox, "%s: more than %llu instructions in one call", place, (unsigned long long)limits->instructions);
    else if (end == SANDBOX_CPU)
        sandbox_say(sandbox, "%s: more than %u ms of processor time in one call", place, limits->cpu_ms);
    else if (end == SANDBOX_ALLOCATED)
        sandbox_say(sandbox, "%s: more than %llu KiB of memory asked for in one call, even if freed again", place,
                    (unsigned long long)limits->allocated / 1024);
    else
        sandbox_say(sandbox, "%s: a string of more than %d bytes", place, SANDBOX_STRING_MAX);
}

/* The message is written here, where its place is still known. Raises nothing: the allocator comes here too. */
static void
reach(struct sandbox *sandbox, enum sandbox_end end)
{
    char place[sizeof sandbox->place] = "?";
    int level = 0;

    if (sandbox->end != SANDBOX_DONE)
        return;
    sandbox_place(sandbox->L, &level, place, sizeof place);
    say_limit(sandbox, place, end);
    sandbox_say_callers(sandbox, level);
    sandbox->end = end;
    set_hook(sandbox, true);
}

static void
stop(struct sandbox *sandbox, enum sandbox_end end)
{
    reach(sandbox, end);
    lua_pushlightuserdata(sandbox->L, sandbox); /* an error value that needs no memory */
    lua_error(sandbox->L);
}

void
sandbox_stop_long_string(lua_State *L)
{
    stop(sandbox_of(L), SANDBOX_STRING);
}

/* ---- work and time ---- */

/* Nobody uses more processor time than time goes by, and asking for the latter costs next to nothing. */
static bool
is_over_time(struct sandbox *sandbox)
{
    uint64_t most = (uint64_t)sandbox->limits.cpu_ms * 1000000u, now = clock_ns();

    if (sandbox->wall_begin == 0)
        sandbox->wall_begin = now;
    if (sandbox->cpu_begin == 0 && (sandbox->steps >= LIGHT || now - sandbox->wall_begin > LIGHT_NS))
        sandbox->cpu_begin = clock_thread_ns();
    return sandbox->cpu_begin != 0 && now - sandbox->wall_begin > most &&
           clock_thread_ns() - sandbox->cpu_begin > most;
}

static enum sandbox_end
look(struct sandbox *sandbox)
{
    sandbox->checked = sandbox->steps;
    if (sandbox->end != SANDBOX_DONE)
        return sandbox->end;
    if (sandbox->steps > sandbox->limits.instructions)
        return SANDBOX_STEPS;
    return is_over_time(sandbox) ? SANDBOX_CPU : SANDBOX_DONE;
}

static void
check_limits(struct sandbox *sandbox)
{
    enum sandbox_end end = look(sandbox);

    if (end != SANDBOX_DONE)
        stop(sandbox, end);
}

static void
add_steps(struct sandbox *sandbox, uint64_t steps)
{
    if (__builtin_add_overflow(sandbox->steps, steps, &sandbox->steps))
        sandbox->steps = UINT64_MAX;
}

static void
on_count(lua_State *L, lua_Debug *frame)
{
    struct sandbox *sandbox = sandbox_of(L);

    (void)frame;
    add_steps(sandbox, sandbox->is_hurried ? 1 : CHECK_EVERY);
    check_limits(sandbox);
}

void
sandbox_charge(lua_State *L, uint64_t steps)
{
    struct sandbox *sandbox = sandbox_of(L);

    add_steps(sandbox, steps);
    if (sandbox->end != SANDBOX_DONE || sandbox->steps - sandbox->checked >= CHECK_EVERY)
        check_limits(sandbox);
}

/* ---- memory ---- */

static void
note_refusal(struct sandbox *sandbox, enum sandbox_end why)
{
    lua_Debug frame;
    int level = 0;

    sandbox->refused = why;
    sandbox->place[0] = '\0';
    sandbox->deep = false;
    if (!sandbox->L)
        return;
    sandbox_place(sandbox->L, &level, sandbox->place, sizeof sandbox->place);
    sandbox->deep = lua_getstack(sandbox->L, DEEP, &frame) == 1;
}

void
sandbox_reach_refusal(struct sandbox *sandbox)
{
    const char *place = sandbox->place[0] ? sandbox->place : "?";

    sandbox->end = sandbox->refused == SANDBOX_STRING ? SANDBOX_STRING : SANDBOX_MEMORY;
    set_hook(sandbox, true);
    if (sandbox->end == SANDBOX_STRING)
        say_limit(sandbox, place, SANDBOX_STRING);
    else
        sandbox_say(sandbox, "%s: more than %llu KiB of memory%s", place, (unsigned long long)sandbox->limits.memory / 1024,
                    sandbox->deep ? " (a function that calls itself without end?)" : "");
}

/* Lua will now collect all garbage and ask once more. */
static void
count_collection(struct sandbox *sandbox)
{
    if (sandbox->L && ++sandbox->collections > COLLECTIONS_MAX)
        sandbox_reach_refusal(sandbox);
    else if (sandbox->L && is_over_time(sandbox))
        reach(sandbox, SANDBOX_CPU);
}

static bool
may_grow(struct sandbox *sandbox, size_t more)
{
    if (sandbox->end != SANDBOX_DONE)
        return false;
    if (sandbox->allocated + more > sandbox->limits.allocated && sandbox->L) {
        reach(sandbox, SANDBOX_ALLOCATED);
        return false;
    }
    if (sandbox->live + more <= sandbox->limits.memory)
        return true;
    note_refusal(sandbox, SANDBOX_MEMORY);
    count_collection(sandbox);
    return false;
}

static void
account(struct sandbox *sandbox, size_t old, size_t size)
{
    sandbox->live += size - old; /* wraps where it shrinks, and comes out right */
    if (size <= old)
        return;
    sandbox->allocated += size - old;
    if (sandbox->live > sandbox->peak)
        sandbox->peak = sandbox->live;
}

/* For a new block Lua passes what it is for in place of its old size. */
void *
sandbox_allocate(void *context, void *block, size_t old_size, size_t size)
{
    struct sandbox *sandbox = context;
    size_t old = block ? old_size : 0;
    void *moved;

    if (size == 0) {
        free(block);
        sandbox->live -= old;
        return NULL;
    }
    if (!block && old_size == LUA_TSTRING && size > SANDBOX_STRING_MAX + 64) {
        note_refusal(sandbox, SANDBOX_STRING);
        return NULL;
    }
    if (!block && old_size == LUA_TSTRING && size > sandbox->longest)
        sandbox->longest = size;
    if (size > old && !may_grow(sandbox, size - old))
        return NULL;
    moved = realloc(block, size);
    if (!moved && size <= old)
        return block; /* Lua relies on that shrinking works */
    if (!moved) {
        note_refusal(sandbox, SANDBOX_MEMORY);
        return NULL;
    }
    account(sandbox, old, size);
    return moved;
}

/* ---- calls, and what they used ---- */

static void
forget_call(struct sandbox *sandbox)
{
    sandbox->steps = sandbox->allocated = sandbox->checked = sandbox->wall_begin = sandbox->cpu_begin = 0;
    sandbox->longest = 0;
    sandbox->collections = 0;
}

/* The hook goes on counting from call to call, so that many short ones add up. */
void
sandbox_begin(struct sandbox *sandbox)
{
    sandbox->past.instructions += sandbox->steps;
    sandbox->past.allocated += sandbox->allocated;
    forget_call(sandbox);
    if (!lua_gethook(sandbox->L) || sandbox->is_hurried)
        set_hook(sandbox, false);
}

void
sandbox_restart(lua_State *L)
{
    struct sandbox *sandbox = sandbox_of(L);

    if (sandbox->end != SANDBOX_DONE)
        stop(sandbox, sandbox->end);
    sandbox_begin(sandbox);
    sandbox->past.calls++;
}

void
sandbox_meter(struct sandbox *sandbox)
{
    forget_call(sandbox);
    sandbox->past = (struct rule_use){ .nanoseconds = clock_thread_ns() };
    sandbox->peak = sandbox->live;
}

struct rule_use
sandbox_metered(const struct sandbox *sandbox)
{
    return (struct rule_use){
        .calls = sandbox->past.calls,
        .instructions = sandbox->past.instructions + sandbox->steps,
        .nanoseconds = clock_thread_ns() - sandbox->past.nanoseconds,
        .memory = sandbox->peak,
        .allocated = sandbox->past.allocated + sandbox->allocated,
    };
}

struct rule_use
sandbox_last_call(const struct sandbox *sandbox)
{
    return (struct rule_use){
        .calls = 1,
        .instructions = sandbox->steps,
        .nanoseconds = sandbox->cpu_begin ? clock_thread_ns() - sandbox->cpu_begin : 0,
        .memory = sandbox->peak,
        .allocated = sandbox->allocated,
        .longest = sandbox->longest,
    };
}
