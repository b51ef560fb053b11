/* SPDX-License-Identifier: MIT */
#include "lua/view_values.h"

#include "lib/base/nearest.h"
#include "lib/model/day.h"
#include "lib/model/when.h"

#include <lauxlib.h>
#include <stdio.h>

enum { WHEN_SIZE = 40 };

struct list {
    const struct view_source *source; /* NULL: does not die */
    uint64_t serial;
    struct str_list texts;
};

/* Keys of the metatables in the registry. */
static const char date_key, list_key;

void
view_set_metatable(lua_State *L, const void *key)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, key);
    lua_setmetatable(L, -2);
}

int
view_is_dead(lua_State *L)
{
    return luaL_error(L, "this was kept from an earlier call: a rule sees what it is asked about and nothing else");
}

/* ---- values ---- */

int
view_push_text(lua_State *L, struct str text)
{
    if (text.ptr)
        lua_pushlstring(L, text.ptr, text.len);
    else
        lua_pushnil(L);
    return 1;
}

static void
instant_text(int64_t instant, char text[WHEN_SIZE])
{
    day_t day = day_at(instant);
    int second = (int)(instant - (int64_t)day * 86400);
    char date[16];

    day_format(day, date);
    snprintf(text, WHEN_SIZE, "%.10sT%02d:%02d:%02dZ", date, second / 3600, second / 60 % 60, second % 60);
}

int
view_push_fraction(lua_State *L, struct fraction value)
{
    char text[DECIMAL_SIZE];

    value = fraction_reduce(value);
    fraction_text(value, text);
    if (value.den == 1)
        lua_pushinteger(L, value.num);
    else
        lua_pushstring(L, text);
    return 1;
}

int
view_push_when(lua_State *L, const struct when *when)
{
    char text[WHEN_SIZE], first[16], last[16];

    switch (when->precision) {
    case WHEN_NONE:
        lua_pushnil(L);
        return 1;
    case WHEN_INSTANT:
        instant_text(when->instant, text);
        break;
    case WHEN_RANGE:
        day_format(when->first, first);
        day_format(when->last, last);
        snprintf(text, sizeof text, "%.10s/%.10s", first, last);
        break;
    default: /* a year or a month is the beginning of its first day's text */
        day_format(when->first, text);
        text[when->precision == WHEN_YEAR ? 4 : when->precision == WHEN_MONTH ? 7 : 10] = '\0';
    }
    lua_pushstring(L, text);
    return 1;
}

int
view_push_list(lua_State *L, const struct view_source *source, struct str_list texts)
{
    struct list *list = lua_newuserdatauv(L, sizeof *list, 1);

    *list = (struct list){ source, source ? source->serial : 0, texts };
    view_set_metatable(L, &list_key);
    return 1;
}

int
view_push_date(lua_State *L, const struct view_source *source)
{
    struct view *date = lua_newuserdatauv(L, sizeof *date, 0);

    date->serial = source->serial;
    view_set_metatable(L, &date_key);
    return 1;
}

int
view_unknown_field(lua_State *L, const char *what, const struct str *names, size_t count)
{
    const char *given = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : luaL_typename(L, 2);
    int near = nearest_word(str_of(given), names, count);

    if (near >= 0)
        return luaL_error(L, "%s has no field '%s': did you mean '%s'?", what, given, names[near].ptr);
    return luaL_error(L, "%s has no field '%s'", what, given);
}

enum { YEAR, MONTH, DAY, WEEKDAY, PRECISION, DATE_FIELDS };

static const struct str date_names[DATE_FIELDS] = {
    STR_INIT("year"), STR_INIT("month"), STR_INIT("day"), STR_INIT("weekday"), STR_INIT("precision"),
};

/* Of a date known to the year or month, what is finer is nil: it was not posted. */
static int
push_date_field(lua_State *L, const struct rule_subject *subject, int field)
{
    struct civil civil = day_civil(subject->date);
    bool has_month = subject->precision != WHEN_YEAR, has_day = has_month && subject->precision != WHEN_MONTH;

    if (field == PRECISION)
        lua_pushstring(L, subject->precision == WHEN_INSTANT ? "day" : precision_name(subject->precision));
    else if (field == YEAR)
        lua_pushinteger(L, civil.year);
    else if (field == MONTH && has_month)
        lua_pushinteger(L, civil.month);
    else if (field == DAY && has_day)
        lua_pushinteger(L, civil.day);
    else if (field == WEEKDAY && has_day)
        lua_pushinteger(L, day_weekday(subject->date));
    else
        lua_pushnil(L);
    return 1;
}

/* upvalue: source */
static int
date_field(lua_State *L)
{
    const struct view_source *source = lua_touserdata(L, lua_upvalueindex(1));
    const struct view *date = lua_touserdata(L, 1);
    struct str name = { 0 };
    int field;

    if (date->serial != source->serial || !source->subject)
        return view_is_dead(L);
    if (lua_type(L, 2) == LUA_TSTRING)
        name.ptr = lua_tolstring(L, 2, &name.len);
    field = str_find(name, date_names, DATE_FIELDS);
    if (field < 0)
        return view_unknown_field(L, "a date", date_names, DATE_FIELDS);
    return push_date_field(L, source->subject, field);
}

static const struct list *
living_list(lua_State *L)
{
    const struct list *list = lua_touserdata(L, 1);

    if (list->source && (list->serial != list->source->serial || !list->source->subject))
        view_is_dead(L);
    return list;
}

static int
list_element(lua_State *L)
{
    const struct list *list = living_list(L);
    lua_Integer at;

    if (!lua_isinteger(L, 2))
        return luaL_error(L, "a list has elements 1, 2, ... and no field '%s'",
                          lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : luaL_typename(L, 2));
    at = lua_tointeger(L, 2);
    if (at < 1 || (lua_Unsigned)at > list->texts.count)
        lua_pushnil(L);
    else
        view_push_text(L, list->texts.items[at - 1]);
    return 1;
}

static int
list_length(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)living_list(L)->texts.count);
    return 1;
}

/* The only function here that a rule gets hold of: `local f = pairs(a.tags)`. */
static int
list_next(lua_State *L)
{
    lua_Integer at = luaL_optinteger(L, 2, 0) + 1;
    const struct list *list;

    lua_settop(L, 1);
    if (!lua_getmetatable(L, 1) || lua_rawgetp(L, LUA_REGISTRYINDEX, &list_key) == LUA_TNIL || !lua_rawequal(L, -1, -2))
        return luaL_argerror(L, 1, "list expected");
    list = living_list(L);
    if (at < 1 || (lua_Unsigned)at > list->texts.count)
        return 0;
    lua_pushinteger(L, at);
    return 1 + view_push_text(L, list->texts.items[at - 1]);
}

static int
list_pairs(lua_State *L)
{
    lua_pushcfunction(L, list_next);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

static int
refuse_write(lua_State *L)
{
    return luaL_error(L, "%s is read-only", lua_tostring(L, lua_upvalueindex(1)));
}

void
view_new_metatable(lua_State *L, const char *name)
{
    lua_createtable(L, 0, 6);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushstring(L, name);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "__name");
    lua_pushcclosure(L, refuse_write, 1);
    lua_setfield(L, -2, "__newindex");
}

static void
open_list(lua_State *L)
{
    static const luaL_Reg functions[] = {
        { "__index", list_element }, { "__len", list_length }, { "__pairs", list_pairs }, { NULL, NULL },
    };

    view_new_metatable(L, "a list");
    luaL_setfuncs(L, functions, 0);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &list_key);
}

void
view_values_open(lua_State *L, struct view_source *source)
{
    open_list(L);
    view_new_metatable(L, "a date");
    lua_pushlightuserdata(L, source);
    lua_pushcclosure(L, date_field, 1);
    lua_setfield(L, -2, "__index");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &date_key);
}

void
view_push_texts(lua_State *L, int index)
{
    lua_Integer count;
    struct str *items;

    index = lua_absindex(L, index);
    count = (lua_Integer)lua_rawlen(L, index);
    lua_createtable(L, (int)count, 0); /* copy: keeps the texts alive */
    items = lua_newuserdatauv(L, (size_t)count * sizeof *items, 1); /* copy items */
    for (lua_Integer i = 0; i < count; i++) {
        lua_rawgeti(L, index, i + 1);
        items[i].ptr = lua_tolstring(L, -1, &items[i].len);
        lua_rawseti(L, -3, i + 1);
    }
    lua_insert(L, -2);               /* items copy */
    lua_setiuservalue(L, -2, 1);     /* items */
    view_push_list(L, NULL, (struct str_list){ items, (size_t)count }); /* items list */
    lua_insert(L, -2);               /* list items */
    lua_setiuservalue(L, -2, 1);     /* list */
}
