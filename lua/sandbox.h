/* SPDX-License-Identifier: MIT */
/*
 * sandbox.h -- one Lua state with bounds: memory, work, time, and only text is loaded.
 *
 * C runs Lua through sandbox_run alone; every way that can end is a value of
 * enum sandbox_end, and a limit, once reached, ends the whole run whatever the
 * rule's own pcall does.  Work is counted in steps: one a VM instruction, and
 * what the library functions charge for theirs.  What was used is told
 * afterwards.  A state holds one plugin.  Not a wall against a broken
 * interpreter: that is the worker process (confine.h).
 */
#ifndef LUA_SANDBOX_H
#define LUA_SANDBOX_H

#include "lib/base/str.h"
#include "lua/protocol.h"

#include <lua.h>
#include <stdint.h>

enum sandbox_end {
    SANDBOX_DONE,
    SANDBOX_ERROR,  /* an error was raised: by the rule, or by what it called */
    SANDBOX_SYNTAX, /* the text is not Lua */
    SANDBOX_BINARY, /* the text is compiled Lua */
    SANDBOX_STEPS,  /* rule_limits.instructions */
    SANDBOX_CPU,    /* rule_limits.cpu_ms */
    SANDBOX_MEMORY, /* rule_limits.memory */
    SANDBOX_STRING, /* a string longer than SANDBOX_STRING_MAX */
    SANDBOX_ALLOCATED, /* rule_limits.allocated */
};

enum { SANDBOX_STRING_MAX = 256 * 1024, SANDBOX_MESSAGE_SIZE = 1024 };

struct sandbox;

/* "done", "error", "syntax", "binary", "steps", "cpu", "memory", "string", "allocated". */
const char *sandbox_end_name(enum sandbox_end end);

/* A state without any library. limits is copied. NULL when the memory limit does not even hold the state. */
struct sandbox *sandbox_new(const struct rule_limits *limits);
void sandbox_free(struct sandbox *sandbox);

/*
 * Calls function(L) with `arg` as light userdata at index 1 and nothing else
 * on the stack.  What it leaves there is dropped.  Not from inside a run.
 */
enum sandbox_end sandbox_run(struct sandbox *sandbox, lua_CFunction function, void *arg);
/* Why the last run did not end with SANDBOX_DONE: "file:line: what", then lines with the callers. Valid until the next run. */
const char *sandbox_message(const struct sandbox *sandbox);
/*
 * Messages of errors from now on have nothing of what a rule may have been
 * given (lib/model/fault_text.h).  source: the rule's, copied.
 */
void sandbox_hide_values(struct sandbox *sandbox, struct str source);
const struct rule_limits *sandbox_limits(const struct sandbox *sandbox);
/* Live bytes. */
uint64_t sandbox_memory(const struct sandbox *sandbox);

/*
 * What the last call used, which is the last run or what followed its last
 * sandbox_restart; right after it.  Its processor time is told when it was
 * long enough to be looked at, else 0.
 */
struct rule_use sandbox_last_call(const struct sandbox *sandbox);
/* From here on, what all calls use is added up, processor time too (of this thread: meter one state at a time) ... */
void sandbox_meter(struct sandbox *sandbox);
/* ... and this is what came together. calls: how often sandbox_restart began one. */
struct rule_use sandbox_metered(const struct sandbox *sandbox);

/* The rest is for functions that run inside sandbox_run. */

/* The function raises what its caller says, as `error` does: its text is the rule's own. Two at the most. */
void sandbox_know_raiser(lua_State *L, lua_CFunction function);
/* Begins a new call: its steps, time and allocations count from here. */
void sandbox_restart(lua_State *L);
/* Charges work that the VM does not see; raises when that is too much. */
void sandbox_charge(lua_State *L, uint64_t steps);
/* Raises SANDBOX_STRING: the work would make too long a string. */
void sandbox_stop_long_string(lua_State *L);
/* After a lua_pcall inside the state failed, its error on the top: raises again when a limit was the reason. */
void sandbox_pass_limit(lua_State *L, int status);
/* Pushes the text as a function; raises when it is not Lua text. file: for messages. */
void sandbox_load(lua_State *L, struct str text, struct str file);

#endif
