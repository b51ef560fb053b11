/* SPDX-License-Identifier: MIT */
/*
 * sandbox_state.h -- what sandbox_run.c (runs) and sandbox_limits.c (what they may use) share.
 *
 * For those two alone: everybody else includes sandbox.h.  A state has one
 * thread of Lua, so everything is counted in one place.
 */
#ifndef LUA_SANDBOX_STATE_H
#define LUA_SANDBOX_STATE_H

#include "lua/sandbox.h"

struct sandbox {
    lua_State *L;
    struct rule_limits limits;
    enum sandbox_end end;         /* not SANDBOX_DONE: a limit was reached, the run is being unwound */
    enum sandbox_end refused;     /* why the allocator said no the last time */
    bool deep;                    /* it was far down in calls then */
    bool is_hurried;              /* the hook is called for each instruction */
    char place[LUA_IDSIZE + 16];  /* where it said no: "file:line" */
    char message[SANDBOX_MESSAGE_SIZE];

    char *source;                 /* of the rule, to know its words from others; NULL: messages stay as they are */
    lua_CFunction raisers[2];

    uint64_t live;                /* bytes the state holds */
    uint64_t longest;             /* string of this call, with its head */
    uint64_t peak;                /* the most of them since sandbox_meter */
    uint64_t steps, allocated;    /* of this call */
    int collections;              /* that the memory limit forced in this call */
    uint64_t checked;             /* steps when the limits were last looked at */
    uint64_t wall_begin;          /* ns at the first look of this call; 0: not looked yet */
    uint64_t cpu_begin;           /* ns of thread CPU time a moment later; 0: not asked yet */
    struct rule_use past;         /* of the calls before this one since sandbox_meter; its nanoseconds are the clock's then */
};

static inline struct sandbox *
sandbox_of(lua_State *L)
{
    return *(struct sandbox **)lua_getextraspace(L);
}

/* "file:line" of the `level`th caller that is Lua; level is moved there. Allocates nothing, so that the allocator may ask. */
bool sandbox_place(lua_State *L, int *level, char *text, size_t size);
void sandbox_say(struct sandbox *sandbox, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Adds lines with the callers from `level` on to the message. */
void sandbox_say_callers(struct sandbox *sandbox, int level);

/* For lua_newstate: context is the sandbox. */
void *sandbox_allocate(void *context, void *block, size_t old_size, size_t size);
/* What the allocator refused last is why the run ends. */
void sandbox_reach_refusal(struct sandbox *sandbox);
/* Whatever was used before belongs to another call. */
void sandbox_begin(struct sandbox *sandbox);

#endif
