/* SPDX-License-Identifier: MIT */
#include "lua/sandbox.h"

#include "lib/base/mem.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    CHECK_EVERY = 1000, /* steps between two looks at the limits */
    CALLERS_SHOWN = 5,
    DEEP = 10000, /* calls inside each other: somebody calls himself */
};

struct sandbox {
    lua_State *L;
    struct rule_limits limits;
    uint64_t live;        /* bytes the state holds */
    uint64_t steps;       /* of this call */
    uint64_t checked;     /* steps when the limits were last looked at */
    uint64_t cpu_begin;   /* ns of thread CPU time at the first look; 0: not looked yet */
    enum sandbox_end end; /* not SANDBOX_DONE: a limit was reached, the run is being unwound */
    enum sandbox_end refused; /* why the allocator said no the last time */
    bool deep;                /* it was far down in calls then */
    char place[LUA_IDSIZE + 16]; /* where it said no: "file:line" */
    char message[SANDBOX_MESSAGE_SIZE];
};

static struct sandbox *
sandbox_of(lua_State *L)
{
    return *(struct sandbox **)lua_getextraspace(L);
}

const char *
sandbox_end_name(enum sandbox_end end)
{
    static const char *const names[] = {
        [SANDBOX_DONE] = "done",     [SANDBOX_ERROR] = "error", [SANDBOX_SYNTAX] = "syntax", [SANDBOX_BINARY] = "binary",
        [SANDBOX_STEPS] = "steps",   [SANDBOX_CPU] = "cpu",     [SANDBOX_MEMORY] = "memory", [SANDBOX_STRING] = "string",
    };

    return names[end];
}

/* The line of the `level`th caller that is Lua. Allocates nothing, so that the allocator may ask. */
static bool
find_place(lua_State *L, int *level, char *text, size_t size)
{
    lua_Debug frame;

    for (; lua_getstack(L, *level, &frame); ++*level) {
        lua_getinfo(L, "Sl", &frame);
        if (frame.currentline > 0) {
            snprintf(text, size, "%s:%d", frame.short_src, frame.currentline);
            return true;
        }
    }
    return false;
}

/* What the sandbox says, once a run: the first reason is the one that counts. */
static void
say(struct sandbox *sandbox, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void
say(struct sandbox *sandbox, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(sandbox->message, sizeof sandbox->message, format, args);
    va_end(args);
}

static void
add_callers(struct sandbox *sandbox, int level)
{
    char place[sizeof sandbox->place];
    size_t len;

    for (int shown = 0; shown < CALLERS_SHOWN && find_place(sandbox->L, &level, place, sizeof place); shown++, level++) {
        len = strlen(sandbox->message);
        snprintf(sandbox->message + len, sizeof sandbox->message - len, "\n  %s %s", shown ? "called from" : "in", place);
    }
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
    find_place(sandbox->L, &level, sandbox->place, sizeof sandbox->place);
    sandbox->deep = lua_getstack(sandbox->L, DEEP, &frame) == 1;
}

/* For a new block Lua passes what it is for in place of its old size. */
static void *
allocate(void *context, void *block, size_t old_size, size_t size)
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
    if (size > old && sandbox->live + (size - old) > sandbox->limits.memory) {
        note_refusal(sandbox, SANDBOX_MEMORY);
        return NULL;
    }
    moved = realloc(block, size);
    if (!moved && size <= old)
        return block; /* Lua relies on that shrinking works */
    if (!moved) {
        note_refusal(sandbox, SANDBOX_MEMORY);
        return NULL;
    }
    sandbox->live += size - old; /* wraps where it shrinks, and comes out right */
    return moved;
}

/* ---- work and time ---- */

static uint64_t
thread_cpu(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* The limit's message is written here, where its place is still known. */
static void
stop(struct sandbox *sandbox, enum sandbox_end end)
{
    char place[sizeof sandbox->place] = "?";
    int level = 0;

    find_place(sandbox->L, &level, place, sizeof place);
    if (sandbox->end == SANDBOX_DONE) {
        if (end == SANDBOX_STEPS)
            say(sandbox, "%s: more than %llu instructions in one call", place, (unsigned long long)sandbox->limits.instructions);
        else
            say(sandbox, "%s: more than %u ms of processor time in one call", place, sandbox->limits.cpu_ms);
        add_callers(sandbox, level);
        sandbox->end = end;
    }
    lua_pushlightuserdata(sandbox->L, sandbox); /* an error value that needs no memory */
    lua_error(sandbox->L);
}

static void
check_limits(struct sandbox *sandbox)
{
    uint64_t now;

    sandbox->checked = sandbox->steps;
    if (sandbox->steps > sandbox->limits.instructions)
        stop(sandbox, SANDBOX_STEPS);
    now = thread_cpu();
    if (sandbox->cpu_begin == 0)
        sandbox->cpu_begin = now;
    else if (now - sandbox->cpu_begin > (uint64_t)sandbox->limits.cpu_ms * 1000000u)
        stop(sandbox, SANDBOX_CPU);
}

static void
on_count(lua_State *L, lua_Debug *frame)
{
    struct sandbox *sandbox = sandbox_of(L);

    (void)frame;
    sandbox->steps += CHECK_EVERY;
    check_limits(sandbox);
}

void
sandbox_charge(lua_State *L, uint64_t steps)
{
    struct sandbox *sandbox = sandbox_of(L);

    if (__builtin_add_overflow(sandbox->steps, steps, &sandbox->steps))
        sandbox->steps = UINT64_MAX;
    if (sandbox->steps - sandbox->checked >= CHECK_EVERY)
        check_limits(sandbox);
}

void
sandbox_restart(lua_State *L)
{
    struct sandbox *sandbox = sandbox_of(L);

    sandbox->steps = sandbox->checked = sandbox->cpu_begin = 0;
    lua_sethook(L, on_count, LUA_MASKCOUNT, CHECK_EVERY);
}

void
sandbox_pass_limit(lua_State *L, int status)
{
    if (sandbox_of(L)->end == SANDBOX_DONE && status != LUA_ERRMEM)
        return;
    if (status == LUA_ERRMEM)
        sandbox_of(L)->end = sandbox_of(L)->refused;
    lua_error(L);
}

/* ---- running ---- */

/* The text of an error value; calls no metamethod, for a handler must not run rules. */
static const char *
error_text(lua_State *L, int at, char number[64])
{
    if (lua_type(L, at) == LUA_TSTRING)
        return lua_tostring(L, at);
    if (lua_isinteger(L, at))
        snprintf(number, 64, "%lld", (long long)lua_tointeger(L, at));
    else if (lua_type(L, at) == LUA_TNUMBER)
        snprintf(number, 64, "%.14g", (double)lua_tonumber(L, at));
    else
        snprintf(number, 64, "an error value of type %s was raised", lua_typename(L, lua_type(L, at)));
    return number;
}

/* "plugins/x/init.lua:12: what": errors raised by C functions called from C have no place of their own. */
static bool
has_place(const char *text)
{
    const char *colon = strstr(text, ".lua:");

    return colon && colon[5] >= '0' && colon[5] <= '9';
}

static int
on_error(lua_State *L)
{
    struct sandbox *sandbox = sandbox_of(L);
    char place[sizeof sandbox->place], number[64];
    const char *text;
    int level = 0;

    if (sandbox->end != SANDBOX_DONE)
        return 1;
    text = error_text(L, 1, number);
    if (find_place(L, &level, place, sizeof place) && !has_place(text))
        say(sandbox, "%s: %s", place, text);
    else
        say(sandbox, "%s", text);
    add_callers(sandbox, level);
    return 1;
}

static void
say_refusal(struct sandbox *sandbox)
{
    const char *place = sandbox->place[0] ? sandbox->place : "?";

    if (sandbox->refused == SANDBOX_STRING)
        say(sandbox, "%s: a string of more than %d bytes", place, SANDBOX_STRING_MAX);
    else
        say(sandbox, "%s: more than %llu KiB of memory%s", place, (unsigned long long)sandbox->limits.memory / 1024,
            sandbox->deep ? " (a function that calls itself without end?)" : "");
}

static enum sandbox_end
end_of(struct sandbox *sandbox, int status)
{
    if (status == LUA_OK)
        return SANDBOX_DONE;
    if (sandbox->end == SANDBOX_STEPS || sandbox->end == SANDBOX_CPU || sandbox->end == SANDBOX_SYNTAX ||
        sandbox->end == SANDBOX_BINARY)
        return sandbox->end;
    if (status == LUA_ERRMEM || sandbox->end != SANDBOX_DONE) {
        say_refusal(sandbox);
        return sandbox->refused;
    }
    if (!sandbox->message[0])
        say(sandbox, "%s", lua_type(sandbox->L, -1) == LUA_TSTRING ? lua_tostring(sandbox->L, -1) : "unknown error");
    return SANDBOX_ERROR;
}

enum sandbox_end
sandbox_run(struct sandbox *sandbox, lua_CFunction function, void *arg)
{
    lua_State *L = sandbox->L;
    enum sandbox_end end;

    sandbox->end = sandbox->refused = SANDBOX_DONE;
    sandbox->message[0] = '\0';
    sandbox_restart(L);
    lua_settop(L, 0);
    lua_pushcfunction(L, on_error);
    lua_pushcfunction(L, function); /* on_error function */
    lua_pushlightuserdata(L, arg);  /* on_error function arg */
    end = end_of(sandbox, lua_pcall(L, 1, 0, 1));
    lua_settop(L, 0);
    return end;
}

const char *
sandbox_message(const struct sandbox *sandbox)
{
    return sandbox->message;
}

uint64_t
sandbox_memory(const struct sandbox *sandbox)
{
    return sandbox->live;
}

static void
refuse_text(lua_State *L, enum sandbox_end end, const char *what)
{
    struct sandbox *sandbox = sandbox_of(L);

    say(sandbox, "%s", what);
    sandbox->end = end;
    lua_pushlightuserdata(L, sandbox);
    lua_error(L);
}

void
sandbox_load(lua_State *L, struct str text, struct str file)
{
    const char *chunk = lua_pushfstring(L, "@%s", lua_pushlstring(L, file.ptr, file.len)); /* file chunk */
    int status;

    if (str_starts(text, STR("\xef\xbb\xbf"))) /* the mark some editors put in front of UTF-8 */
        text = (struct str){ text.ptr + 3, text.len - 3 };
    if (str_starts(text, STR(LUA_SIGNATURE)))
        refuse_text(L, SANDBOX_BINARY, lua_pushfstring(L, "%s:1: is compiled Lua: only its text is loaded", chunk + 1));
    status = luaL_loadbufferx(L, text.ptr, text.len, chunk, "t"); /* file chunk function */
    sandbox_pass_limit(L, status);
    if (status != LUA_OK)
        refuse_text(L, SANDBOX_SYNTAX, lua_tostring(L, -1));
    lua_replace(L, -3); /* function chunk */
    lua_pop(L, 1);      /* function */
}

struct sandbox *
sandbox_new(const struct rule_limits *limits)
{
    struct sandbox *sandbox = mem_new(sizeof *sandbox);

    sandbox->limits = *limits;
    sandbox->L = lua_newstate(allocate, sandbox);
    if (!sandbox->L) {
        free(sandbox);
        return NULL;
    }
    *(struct sandbox **)lua_getextraspace(sandbox->L) = sandbox;
    return sandbox;
}

void
sandbox_free(struct sandbox *sandbox)
{
    if (!sandbox)
        return;
    lua_close(sandbox->L);
    free(sandbox);
}
