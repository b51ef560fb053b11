/* SPDX-License-Identifier: MIT */
#include "lua/own_modules.h"

#include "lua/environment.h"
#include "lua/globals.h"
#include "lua/plugin_text.h"
#include "lua/sandbox.h"

#include <lauxlib.h>

/* name -> module, or nothing. upvalues: texts by name, the plugin's folder, names that are being loaded */
static int
l_load(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1), *file;
    struct str text;

    lua_settop(L, 1);
    if (lua_getfield(L, lua_upvalueindex(1), name) != LUA_TSTRING)     /* name text */
        return 0;
    text.ptr = lua_tolstring(L, 2, &text.len);
    file = lua_pushfstring(L, "%s/%s.lua", lua_tostring(L, lua_upvalueindex(2)), name); /* name text file */
    if (lua_getfield(L, lua_upvalueindex(3), name) != LUA_TNIL)
        return luaL_error(L, "%s:1: the module '%s' requires itself, or one that requires it", file, name);
    lua_pushboolean(L, 1);
    lua_setfield(L, lua_upvalueindex(3), name);
    sandbox_load(L, text, str_of(file));                               /* name text file nil chunk */
    globals_check(L, file);
    lua_call(L, 0, 1);                                                 /* name text file nil module */
    if (lua_isnil(L, -1))
        return luaL_error(L, "%s:1: a module must end with `return`, and what it gives", file);
    return 1;
}

void
own_modules_open(lua_State *L, const struct plugin_source *source)
{
    struct str rest = source->text, name, text;

    lua_newtable(L);                                              /* texts */
    while (plugin_text_next(&rest, &name, &text)) {
        lua_pushlstring(L, name.ptr, name.len);
        lua_pushlstring(L, text.ptr, text.len);
        lua_rawset(L, -3);
    }
    lua_pushlstring(L, source->path.ptr, source->path.len);       /* texts folder */
    lua_newtable(L);                                              /* texts folder loading */
    lua_pushcclosure(L, l_load, 3);                               /* loader */
    environment_set_loader(L);
}

void
own_modules_close(lua_State *L)
{
    lua_pushnil(L);
    environment_set_loader(L);
}
