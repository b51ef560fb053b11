/* SPDX-License-Identifier: MIT */
#include "lua/meaning.h"

#include "lua/bytecode.h"
#include "lua/environment.h"
#include "lua/form.h"
#include "lua/globals.h"
#include "lua/number.h"
#include "lua/ordered.h"

#include <lauxlib.h>

enum { DEPTH_MAX = 100 };

struct meaning {
    lua_State *L;
    struct buf *out;
    int seen;  /* stack index: function or table to its number, in order of the first visit */
    int count;
    int depth;
};

static void put_value(struct meaning *meaning, int index);

static void
put_text(struct meaning *meaning, char mark, struct str text)
{
    buf_put_byte(meaning->out, (uint8_t)mark);
    buf_put_field(meaning->out, text);
}

/* True when it was there before: then its number is put, and a recursion ends. */
static bool
put_seen(struct meaning *meaning, int index)
{
    lua_State *L = meaning->L;
    bool seen;

    lua_pushvalue(L, index);
    seen = lua_rawget(L, meaning->seen) == LUA_TNUMBER;
    if (seen) {
        buf_put_byte(meaning->out, '#');
        buf_put_u32(meaning->out, (uint32_t)lua_tointeger(L, -1));
    } else {
        lua_pushvalue(L, index);
        lua_pushinteger(L, ++meaning->count);
        lua_rawset(L, meaning->seen);
    }
    lua_pop(L, 1);
    return seen;
}

static void
put_function(struct meaning *meaning, int index)
{
    lua_State *L = meaning->L;
    struct buf code = { 0 };

    if (lua_iscfunction(L, index)) { /* an iterator that somebody kept */
        buf_put_byte(meaning->out, 'c');
        return;
    }
    globals_check_stateless(L, index);
    lua_pushvalue(L, index);
    bytecode_dump(L, &code);
    lua_pop(L, 1);
    buf_put_byte(meaning->out, 'f');
    bytecode_put_code(buf_str(&code), meaning->out); /* globals.h has already read such a dump */
    buf_free(&code);
    for (int i = 1; lua_getupvalue(L, index, i); i++) {
        put_value(meaning, lua_gettop(L));
        lua_pop(L, 1);
    }
}

static void
put_table(struct meaning *meaning, int index)
{
    lua_State *L = meaning->L;
    lua_Integer count = ordered_keys(L, index); /* keys */

    buf_put_byte(meaning->out, 't');
    buf_put_u64(meaning->out, (uint64_t)count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);       /* keys key */
        put_value(meaning, lua_gettop(L));
        lua_rawget(L, index);        /* keys value */
        put_value(meaning, lua_gettop(L));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    if (lua_getmetatable(L, index)) {
        put_value(meaning, lua_gettop(L));
        lua_pop(L, 1);
    }
}

/* An exact number; or a measure or parameter that a function holds on to: nothing it could use. */
static void
put_object(struct meaning *meaning, int index)
{
    const struct form *form = form_of(meaning->L, index);
    struct exact number;

    if (number_get(meaning->L, index, &number)) {
        put_text(meaning, 'q', (struct str){ (const char *)&number, sizeof number });
        return;
    }
    put_text(meaning, 'o', str_of(form ? form->name : "?"));
}

static void
put_scalar(struct meaning *meaning, int index)
{
    lua_State *L = meaning->L;
    lua_Integer integer = lua_tointeger(L, index);
    lua_Number number = lua_tonumber(L, index);
    struct str text;

    switch (lua_type(L, index)) {
    case LUA_TSTRING:
        text.ptr = lua_tolstring(L, index, &text.len);
        put_text(meaning, 's', text);
        break;
    case LUA_TNUMBER:
        if (lua_isinteger(L, index))
            put_text(meaning, 'i', (struct str){ (const char *)&integer, sizeof integer });
        else
            put_text(meaning, 'n', (struct str){ (const char *)&number, sizeof number });
        break;
    default:
        buf_put_byte(meaning->out, lua_toboolean(L, index) ? 'y' : lua_isnil(L, index) ? '0' : 'x');
    }
}

static void
put_value(struct meaning *meaning, int index)
{
    lua_State *L = meaning->L;
    const char *path;

    luaL_checkstack(L, 10, "a rule that reaches too far");
    if (++meaning->depth > DEPTH_MAX)
        luaL_error(L, "a rule reaches through more than %d tables and functions", DEPTH_MAX);
    if ((lua_istable(L, index) || lua_isfunction(L, index)) && (path = environment_path(L, index)))
        put_text(meaning, 'p', str_of(path));
    else if (lua_isfunction(L, index) || lua_istable(L, index)) {
        if (!put_seen(meaning, index))
            (lua_istable(L, index) ? put_table : put_function)(meaning, index);
    } else if (lua_isuserdata(L, index))
        put_object(meaning, index);
    else
        put_scalar(meaning, index);
    meaning->depth--;
}

void
meaning_put(lua_State *L, int index, struct buf *out)
{
    struct meaning meaning = { .L = L, .out = out };

    index = lua_absindex(L, index);
    lua_newtable(L);
    meaning.seen = lua_gettop(L);
    put_value(&meaning, index);
    lua_settop(L, meaning.seen - 1);
}
