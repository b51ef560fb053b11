/* SPDX-License-Identifier: MIT */
#include "lua/emitter.h"

#include "lib/base/nearest.h"
#include "lua/ordered.h"
#include "lua/sandbox.h"
#include "lua/text.h"

#include <lauxlib.h>
#include <string.h>

enum { DEPTH_MAX = 3 };

void
emitter_free(struct emitter *emitter)
{
    buf_free(&emitter->text);
    *emitter = (struct emitter){ 0 };
}

static void put_value(lua_State *L, struct buf *json, int value, const char *name, int depth);

static void
put_text(lua_State *L, struct buf *json, int value, const char *name)
{
    struct str text;

    text.ptr = lua_tolstring(L, value, &text.len);
    if (!text_is_printable(text))
        luaL_error(L, "emit: %s must be UTF-8 without control characters", name);
    buf_put_json(json, text);
}

/* Of tables and of the lists of a view. */
static void
put_list(lua_State *L, struct buf *json, int value, const char *name, int depth)
{
    lua_Integer count = luaL_len(L, value);

    buf_put_byte(json, '[');
    for (lua_Integer i = 1; i <= count; i++) {
        if (i > 1)
            buf_put_byte(json, ',');
        lua_geti(L, value, i);
        put_value(L, json, lua_gettop(L), name, depth);
        lua_pop(L, 1);
    }
    buf_put_byte(json, ']');
}

static void
put_object(lua_State *L, struct buf *json, int value, int depth)
{
    lua_Integer count = ordered_keys(L, value); /* keys */
    bool is_first = true;

    buf_put_byte(json, '{');
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);                  /* keys key */
        if (lua_type(L, -1) != LUA_TSTRING)
            luaL_error(L, "emit: the fields of the data have names");
        if (depth == 1 && strcmp(lua_tostring(L, -1), "person") == 0) {
            lua_pop(L, 1);
            continue;
        }
        if (!is_first)
            buf_put_byte(json, ',');
        is_first = false;
        put_text(L, json, lua_gettop(L), "a name");
        buf_put_byte(json, ':');
        lua_pushvalue(L, -1);
        lua_rawget(L, value);                   /* keys key value */
        put_value(L, json, lua_gettop(L), lua_tostring(L, -2), depth);
        lua_pop(L, 2);
    }
    buf_put_byte(json, '}');
    lua_pop(L, 1);
}

/* depth: of what it stands in. */
static void
put_value(lua_State *L, struct buf *json, int value, const char *name, int depth)
{
    luaL_checkstack(L, 10, NULL);
    sandbox_charge(L, 10);
    if (json->len > EMISSION_SIZE_MAX || depth > DEPTH_MAX)
        luaL_error(L, "emit: the data is longer than %d bytes, or lies more than %d deep", EMISSION_SIZE_MAX, DEPTH_MAX);
    switch (lua_type(L, value)) {
    case LUA_TSTRING:
        sandbox_charge(L, lua_rawlen(L, value));
        put_text(L, json, value, name);
        return;
    case LUA_TBOOLEAN:
        buf_printf(json, lua_toboolean(L, value) ? "true" : "false");
        return;
    case LUA_TNUMBER:
        if (!lua_isinteger(L, value))
            luaL_error(L, "emit: %s is not a whole number", name);
        buf_printf(json, "%lld", (long long)lua_tointeger(L, value));
        return;
    case LUA_TTABLE:
        if (lua_rawlen(L, value) > 0)
            put_list(L, json, value, name, depth + 1);
        else
            put_object(L, json, value, depth + 1);
        return;
    case LUA_TUSERDATA:
        if (luaL_getmetafield(L, value, "__len") != LUA_TNIL) {
            lua_pop(L, 1);
            put_list(L, json, value, name, depth + 1);
            return;
        }
        break;
    default:
        break;
    }
    luaL_error(L, "emit: %s cannot be a %s", name, luaL_typename(L, value));
}

/* The place of the type at index 1 among those that may be emitted; raises unless the map declares it. */
static int
type_at(lua_State *L, const struct emitter *emitter)
{
    struct str name = { 0 }, names[EMIT_TYPES];
    size_t count = 0;
    int found, near;

    luaL_argexpected(L, lua_type(L, 1) == LUA_TSTRING, 1, "a type of event");
    name.ptr = lua_tolstring(L, 1, &name.len);
    found = str_find(name, emit_names, EMIT_TYPES);
    if (found >= 0 && emitter->emits >> found & 1)
        return found;
    for (int i = 0; i < EMIT_TYPES; i++)
        if (emitter->emits >> i & 1)
            names[count++] = emit_names[i];
    near = nearest_word(name, names, count);
    if (near >= 0)
        return luaL_error(L, "emit: the map's emit does not list \"%s\": did you mean \"%s\"?", name.ptr, names[near].ptr);
    return luaL_error(L, "emit: the map's emit does not list \"%s\"", name.ptr);
}

/* Only whom the event is about, so that no rule can make people up. */
static uint32_t
person_of(lua_State *L, const struct emitter *emitter)
{
    lua_Integer person = 0;

    lua_pushliteral(L, "person");
    if (lua_rawget(L, 2) != LUA_TNIL) {
        person = lua_tointeger(L, -1);
        if (!lua_isinteger(L, -1) || person == 0 || person != emitter->subject->person)
            luaL_error(L, "emit: person must be that of the event");
    }
    lua_pop(L, 1);
    return (uint32_t)person;
}

/* "x/init.lua:12" */
static struct str
place_of(lua_State *L, struct arena *arena)
{
    struct str place;

    luaL_where(L, 1);
    place.ptr = lua_tolstring(L, -1, &place.len);
    place.len -= place.len >= 2 ? 2 : place.len;
    place = arena_copy(arena, place);
    lua_pop(L, 1);
    return place;
}

/* upvalue: the emitter */
static int
l_emit(lua_State *L)
{
    struct emitter *emitter = lua_touserdata(L, lua_upvalueindex(1));
    struct verdict *verdict = emitter->verdict;
    struct emission emission = { 0 };
    int type;

    if (!verdict)
        return luaL_error(L, "emit: that call is over");
    lua_settop(L, 2);
    type = type_at(L, emitter);
    luaL_argexpected(L, lua_istable(L, 2), 2, "the data as a table");
    if (verdict->emission_count == EMISSIONS_MAX)
        return luaL_error(L, "emit: more than %d events for one", EMISSIONS_MAX);
    emission.rule = emitter->rule;
    emission.type = emit_types[type];
    emission.person = person_of(L, emitter);
    emitter->text.len = 0;
    put_object(L, &emitter->text, 2, 1);
    if (emitter->text.len > EMISSION_SIZE_MAX)
        return luaL_error(L, "emit: the data is longer than %d bytes", EMISSION_SIZE_MAX);
    emission.data = arena_copy(emitter->arena, buf_str(&emitter->text));
    emission.place = place_of(L, emitter->arena);
    if (!verdict->emissions)
        verdict->emissions = arena_array(emitter->arena, EMISSIONS_MAX, sizeof *verdict->emissions);
    verdict->emissions[verdict->emission_count++] = emission;
    return 0;
}

void
emitter_push(lua_State *L, struct emitter *emitter)
{
    lua_pushlightuserdata(L, emitter);
    lua_pushcclosure(L, l_emit, 1);
}
