/* SPDX-License-Identifier: MIT */
#include "lua/sandbox.h"

#include "lib/base/mem.h"
#include "lib/model/fault_text.h"
#include "lua/sandbox_state.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CALLERS_SHOWN = 5 };

const char *
sandbox_end_name(enum sandbox_end end)
{
    static const char *const names[] = {
        [SANDBOX_DONE] = "done",     [SANDBOX_ERROR] = "error", [SANDBOX_SYNTAX] = "syntax", [SANDBOX_BINARY] = "binary",
        [SANDBOX_STEPS] = "steps",   [SANDBOX_CPU] = "cpu",     [SANDBOX_MEMORY] = "memory", [SANDBOX_STRING] = "string",
        [SANDBOX_ALLOCATED] = "allocated",
    };

    return names[end];
}

bool
sandbox_place(lua_State *L, int *level, char *text, size_t size)
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

void
sandbox_say(struct sandbox *sandbox, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(sandbox->message, sizeof sandbox->message, format, args);
    va_end(args);
}

void
sandbox_say_callers(struct sandbox *sandbox, int level)
{
    char place[sizeof sandbox->place];
    size_t len;

    for (int shown = 0; shown < CALLERS_SHOWN && sandbox_place(sandbox->L, &level, place, sizeof place); shown++, level++) {
        len = strlen(sandbox->message);
        snprintf(sandbox->message + len, sizeof sandbox->message - len, "\n  %s %s", shown ? "called from" : "in", place);
    }
}

/* The error on the top of the stack: luaL_Buffer raises one of its own when it gets no memory. */
static bool
is_refusal(const struct sandbox *sandbox, int status)
{
    return status == LUA_ERRMEM || (sandbox->refused == SANDBOX_MEMORY && lua_type(sandbox->L, -1) == LUA_TSTRING &&
                                    strcmp(lua_tostring(sandbox->L, -1), "not enough memory") == 0);
}

void
sandbox_pass_limit(lua_State *L, int status)
{
    struct sandbox *sandbox = sandbox_of(L);

    if (sandbox->end == SANDBOX_DONE && is_refusal(sandbox, status))
        sandbox_reach_refusal(sandbox);
    if (sandbox->end != SANDBOX_DONE)
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

/* Is the place one of a caller's file, or only a text that looks like one? */
static bool
is_real_place(lua_State *L, const struct fault_place *place)
{
    lua_Debug frame;

    for (int level = 0; lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "S", &frame);
        if (str_eq(place->file, str_of(frame.short_src)))
            return true;
    }
    return false;
}

/* Was it error(...) or the like that raised what is being handled? The handler is at level 0. */
static bool
is_raised_by_rule(lua_State *L, const struct sandbox *sandbox)
{
    lua_CFunction function;
    lua_Debug frame;

    if (lua_type(L, 1) != LUA_TSTRING)
        return true;
    if (!lua_getstack(L, 1, &frame))
        return false;
    lua_getinfo(L, "f", &frame);
    function = lua_tocfunction(L, -1);
    lua_pop(L, 1);
    return function && (function == sandbox->raisers[0] || function == sandbox->raisers[1]);
}

static void
say_error(lua_State *L, const char *place, const char *text)
{
    struct sandbox *sandbox = sandbox_of(L);
    enum fault_teller teller = is_raised_by_rule(L, sandbox) ? FAULT_BY_RULE : FAULT_BY_LIBRARY;
    struct fault_place found = fault_text_place(str_of(text));
    char what[sizeof sandbox->message];

    if (found.file.len > 0 && teller == FAULT_BY_RULE && !is_real_place(L, &found))
        found = (struct fault_place){ 0 };
    fault_text_hide(str_of(text + found.taken), str_of(sandbox->source), teller, what, sizeof what);
    if (found.file.len > 0)
        sandbox_say(sandbox, "%.*s:%llu: %s", STR_ARG(found.file), (unsigned long long)found.line, what);
    else
        sandbox_say(sandbox, "%s: %s", place, what);
}

static int
on_error(lua_State *L)
{
    struct sandbox *sandbox = sandbox_of(L);
    char place[sizeof sandbox->place] = "?", number[64];
    const char *text;
    int level = 0;
    bool found;

    if (sandbox->end != SANDBOX_DONE)
        return 1;
    text = error_text(L, 1, number);
    found = sandbox_place(L, &level, place, sizeof place);
    if (sandbox->source && (lua_type(L, 1) == LUA_TSTRING || lua_type(L, 1) == LUA_TNUMBER))
        say_error(L, place, text);
    else if (found && !has_place(text))
        sandbox_say(sandbox, "%s: %s", place, text);
    else
        sandbox_say(sandbox, "%s", text);
    sandbox_say_callers(sandbox, level);
    return 1;
}

static enum sandbox_end
end_of(struct sandbox *sandbox, int status)
{
    if (status != LUA_OK && sandbox->end == SANDBOX_DONE && is_refusal(sandbox, status))
        sandbox_reach_refusal(sandbox);
    if (status == LUA_OK || sandbox->end != SANDBOX_DONE)
        return sandbox->end;
    if (!sandbox->message[0])
        sandbox_say(sandbox, "%s", lua_type(sandbox->L, -1) == LUA_TSTRING ? lua_tostring(sandbox->L, -1) : "unknown error");
    return SANDBOX_ERROR;
}

enum sandbox_end
sandbox_run(struct sandbox *sandbox, lua_CFunction function, void *arg)
{
    lua_State *L = sandbox->L;
    enum sandbox_end end;

    sandbox->end = sandbox->refused = SANDBOX_DONE;
    sandbox->message[0] = '\0';
    sandbox_begin(sandbox);
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

void
sandbox_hide_values(struct sandbox *sandbox, struct str source)
{
    free(sandbox->source);
    sandbox->source = mem_text(source);
}

void
sandbox_know_raiser(lua_State *L, lua_CFunction function)
{
    struct sandbox *sandbox = sandbox_of(L);

    sandbox->raisers[sandbox->raisers[0] ? 1 : 0] = function;
}

const struct rule_limits *
sandbox_limits(const struct sandbox *sandbox)
{
    return &sandbox->limits;
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

    sandbox_say(sandbox, "%s", what);
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
    sandbox->L = lua_newstate(sandbox_allocate, sandbox);
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
    free(sandbox->source);
    free(sandbox);
}
