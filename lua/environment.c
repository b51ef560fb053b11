/* SPDX-License-Identifier: MIT */
/*
 * A frozen table is an empty one in front of the real one:
 *
 *   frozen ──__index──▶ real ──__index──▶ missing (raises)
 *          ──__newindex──▶ refuse_write (raises)
 */
#include "lua/environment.h"

#include "lib/base/nearest.h"
#include "lua/charged.h"
#include "lua/safe_base.h"
#include "lua/safe_string.h"
#include "lua/safe_table.h"
#include "lua/sandbox.h"

#include <lauxlib.h>
#include <lualib.h>

enum { NAMES_MAX = 128 };

/* Keys in the registry, by address. */
static const char paths_key, globals_key, modules_key, loader_key;

static const char *const base_names[] = { "assert", "error", "getmetatable", "ipairs", "rawequal", "rawget", "rawlen",
                                          "type", NULL };
static const char *const string_names[] = { "len", "sub", NULL };
static const char *const table_names[] = { NULL };
static const char *const math_names[] = { "abs",  "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod",
                                          "huge", "log",  "max",  "maxinteger", "min", "mininteger", "modf", "pi", "rad",
                                          "sin",  "sqrt", "tan",  "tointeger",  "type", "ult", NULL };
static const char *const utf8_names[] = { "codes", NULL };

/* What people look for and why it is not there. */
static const struct {
    const char *name, *why;
} left_out[] = {
    { "collectgarbage", "a rule does not see memory" },
    { "coroutine", "rules answer at once" },
    { "debug", "a rule does not see the interpreter" },
    { "dofile", "use require" },
    { "io", "a rule sees what it is asked about and nothing else" },
    { "load", "only text in files is loaded" },
    { "loadfile", "use require" },
    { "os", "a rule sees what it is asked about and nothing else; a session has its date" },
    { "package", "use require" },
    { "print", "a rule answers and says nothing else" },
    { "string.gmatch", "patterns can run for hours; string.find takes plain text" },
    { "string.gsub", "patterns can run for hours; string.find takes plain text" },
    { "string.match", "patterns can run for hours; string.find takes plain text" },
    { "math.random", "the same events must give the same figures" },
    { "math.randomseed", "the same events must give the same figures" },
};

static const char *
why_left_out(const char *name)
{
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strcmp(left_out[i].name, name) == 0)
            return left_out[i].why;
    return NULL;
}

/* Borrowed names of the table's fields; returns how many. */
static size_t
field_names(lua_State *L, int index, struct str names[NAMES_MAX])
{
    size_t count = 0;

    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TSTRING && count < NAMES_MAX) {
            names[count].ptr = lua_tolstring(L, -1, &names[count].len);
            count++;
        }
    }
    return count;
}

static const char *
nearest_field(lua_State *L, int index, const char *name)
{
    struct str names[NAMES_MAX];
    int found = nearest_word(str_of(name), names, field_names(L, index, names));

    return found < 0 ? NULL : names[found].ptr;
}

int
environment_missing(lua_State *L, const char *place, const char *what, const char *name, int index)
{
    const char *dot = strrchr(name, '.');
    const char *why = why_left_out(name);
    const char *near = why ? NULL : nearest_field(L, lua_absindex(L, index), dot ? dot + 1 : name);

    if (place)
        lua_pushfstring(L, "%s: ", place);
    else
        luaL_where(L, 1);
    if (why)
        lua_pushfstring(L, "there is no %s here: %s", name, why);
    else if (near)
        lua_pushfstring(L, "there is no %s %s: did you mean '%s'?", what, name, near);
    else
        lua_pushfstring(L, "there is no %s %s", what, name);
    lua_concat(L, 2);
    return lua_error(L);
}

/* upvalues: the real table, the name in front ("string."), what a field is called ("function"). */
static int
missing(lua_State *L)
{
    const char *name = lua_pushfstring(L, "%s%s", lua_tostring(L, lua_upvalueindex(2)), safe_tostring(L, 2));

    return environment_missing(L, NULL, lua_tostring(L, lua_upvalueindex(3)), name, lua_upvalueindex(1));
}

/* upvalue: what it is */
static int
refuse_write(lua_State *L)
{
    const char *what = lua_tostring(L, lua_upvalueindex(1));
    const char *name = safe_tostring(L, 2);

    if (*what)
        return luaL_error(L, "%s is read-only: %s cannot be set", what, name);
    return luaL_error(L, "%s is not declared: write `local %s`", name, name);
}

/* Remembers the path of the value on the top of the stack, which stays there. */
static void
remember_path(lua_State *L, const char *path)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &paths_key); /* value paths */
    lua_pushvalue(L, -2);                          /* value paths value */
    lua_pushstring(L, path);                       /* value paths value path */
    lua_rawset(L, -3);                             /* value paths */
    lua_pop(L, 1);
}

static void
remember_functions(lua_State *L, int index, const char *prefix)
{
    lua_pushnil(L);
    while (lua_next(L, index)) { /* key value */
        const char *path = lua_pushfstring(L, "%s%s", prefix, lua_tostring(L, -2)); /* key value path */

        lua_insert(L, -2); /* key path value */
        if (lua_iscfunction(L, -1))
            remember_path(L, path);
        lua_pop(L, 2);
    }
}

void
environment_freeze(lua_State *L, const char *name)
{
    int real = lua_gettop(L);
    const char *prefix = lua_pushfstring(L, *name ? "%s." : "%s", name); /* real prefix */

    remember_functions(L, real, prefix);
    lua_createtable(L, 0, 1);                               /* real prefix meta */
    lua_pushvalue(L, real);
    lua_pushvalue(L, real + 1);
    lua_pushstring(L, *name ? "function" : "global name");
    lua_pushcclosure(L, missing, 3);                        /* real prefix meta missing */
    lua_setfield(L, -2, "__index");                         /* real prefix meta */
    lua_setmetatable(L, real);                              /* real prefix */
    lua_newtable(L);                                        /* real prefix frozen */
    remember_path(L, *name ? name : "_ENV");
    lua_createtable(L, 0, 3);                               /* real prefix frozen meta */
    lua_pushvalue(L, real);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, name);
    lua_pushcclosure(L, refuse_write, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);                                /* real prefix frozen */
    lua_replace(L, real);                                   /* frozen prefix */
    lua_pop(L, 1);                                          /* frozen */
}

const char *
environment_path(lua_State *L, int index)
{
    const char *path;

    lua_pushvalue(L, index);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &paths_key); /* value paths */
    lua_insert(L, -2);                             /* paths value */
    lua_rawget(L, -2);                             /* paths path */
    path = lua_tostring(L, -1);
    lua_pop(L, 2);
    return path;
}

void
environment_push_globals(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key);
}

void
environment_register(lua_State *L, const char *name)
{
    environment_freeze(L, name);                     /* frozen */
    lua_rawgetp(L, LUA_REGISTRYINDEX, &modules_key); /* frozen modules */
    lua_insert(L, -2);                               /* modules frozen */
    lua_setfield(L, -2, name);                       /* modules */
    lua_pop(L, 1);
}

void
environment_set_loader(lua_State *L)
{
    lua_rawsetp(L, LUA_REGISTRYINDEX, &loader_key);
}

/* Asks the loader and remembers what it gives, which is left on the stack; false: nothing. */
static bool
load_module(lua_State *L, int modules, const char *name)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &loader_key) == LUA_TNIL) {
        lua_pop(L, 1);
        return false;
    }
    lua_pushstring(L, name);          /* loader name */
    lua_call(L, 1, 1);                /* module */
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        return false;
    }
    lua_pushvalue(L, -1);             /* module module */
    lua_setfield(L, modules, name);   /* module */
    return true;
}

static int
l_require(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);

    lua_settop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &modules_key); /* name modules */
    if (lua_getfield(L, -1, name) != LUA_TNIL)       /* name modules module */
        return 1;
    lua_pop(L, 1);                                   /* name modules */
    if (load_module(L, 2, name))
        return 1;
    return environment_missing(L, NULL, "module", name, 2);
}

/* Copies the named fields from the table on the top to the one below; pops the top. */
static void
copy_fields(lua_State *L, const char *const *names)
{
    for (; *names; names++) {
        lua_getfield(L, -1, *names); /* to from value */
        lua_setfield(L, -3, *names); /* to from */
    }
    lua_pop(L, 1);
}

/* Pushes a stock library; its table is dropped once its allowed fields were copied. */
static void
push_stock(lua_State *L, lua_CFunction open)
{
    lua_pushcfunction(L, open);
    lua_call(L, 0, 1);
}

/* Where lauxlib looks for the name of a function that C called, for "bad argument #1 to 'string.format'". */
static void
name_functions(lua_State *L, const char *library)
{
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE); /* stock loaded */
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, library);
    lua_pop(L, 1);                                        /* stock */
}

static void
open_library(lua_State *L, const char *name, lua_CFunction open, const char *const *names,
             void (*add)(lua_State *L, int own, int stock))
{
    int own;

    lua_newtable(L);      /* own */
    own = lua_gettop(L);
    push_stock(L, open);  /* own stock */
    name_functions(L, name);
    if (add)
        add(L, own, own + 1);
    copy_fields(L, names); /* own */
    environment_freeze(L, name);
    lua_setfield(L, own - 1, name);
}

static void
add_utf8(lua_State *L, int own, int stock)
{
    static const char *const charged[] = { "char", "codepoint", "len", "offset", NULL };

    charged_add(L, own, stock, charged);
}

/* "text":upper() finds the same read-only functions; the metatable itself is out of reach. */
static void
guard_strings(lua_State *L, int globals)
{
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 2);               /* text meta */
    lua_getfield(L, globals, "string");
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);                /* text */
    lua_pop(L, 1);
}

static void
new_registry_table(lua_State *L, const void *key)
{
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

/* Those that say what a rule says. */
static void
note_raisers(lua_State *L, int globals)
{
    static const char *const names[] = { "error", "assert" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        lua_getfield(L, globals, names[i]);
        sandbox_know_raiser(L, lua_tocfunction(L, -1));
        lua_pop(L, 1);
    }
}

void
environment_open(lua_State *L)
{
    int globals;

    new_registry_table(L, &paths_key);
    new_registry_table(L, &modules_key);
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_newtable(L); /* globals */
    globals = lua_gettop(L);
    push_stock(L, luaopen_base); /* globals stock */
    name_functions(L, "_G");
    safe_base_add(L, globals, globals + 1);
    copy_fields(L, base_names);
    note_raisers(L, globals);
    lua_pushcfunction(L, l_require);
    lua_setfield(L, globals, "require");
    open_library(L, "string", luaopen_string, string_names, safe_string_add);
    open_library(L, "table", luaopen_table, table_names, safe_table_add);
    open_library(L, "math", luaopen_math, math_names, NULL);
    open_library(L, "utf8", luaopen_utf8, utf8_names, add_utf8);
    guard_strings(L, globals);
    lua_pushvalue(L, globals);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &globals_key);
    environment_freeze(L, "");                              /* frozen */
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);    /* what lua_load gives a chunk as _ENV */
}
