/* SPDX-License-Identifier: MIT */
#include "lua/view.h"

#include "lib/base/nearest.h"
#include "lib/model/day.h"
#include "lib/model/when.h"

#include <lauxlib.h>
#include <stddef.h>
#include <stdio.h>

enum field_type { FIELD_TEXT, FIELD_WORD, FIELD_NUMBER, FIELD_LIST, FIELD_WHEN, FIELD_DATE, FIELD_LEVEL };

enum { ALWAYS = -1, FIELDS_MAX = 32, WHEN_SIZE = 40 };

/* A row says where in the posted body the field lies. */
struct field {
    const char *name;
    enum field_type type;
    size_t at;
    int has; /* offset of the flag that says whether it was posted, or ALWAYS */
    const struct str *words; /* FIELD_WORD: by the value of the enum */
};

#define SESSION(field) offsetof(struct activity_put, field)
#define ITEM(field) offsetof(struct plan_put, field)

static const struct field session_fields[] = {
    { "activity", FIELD_TEXT, SESSION(activity), ALWAYS, NULL },
    { "unit", FIELD_TEXT, SESSION(unit), ALWAYS, NULL },
    { "category", FIELD_TEXT, SESSION(category), ALWAYS, NULL },
    { "title", FIELD_TEXT, SESSION(title), ALWAYS, NULL },
    { "item", FIELD_TEXT, SESSION(item), ALWAYS, NULL },
    { "place", FIELD_TEXT, SESSION(place), ALWAYS, NULL },
    { "festival", FIELD_TEXT, SESSION(festival), ALWAYS, NULL },
    { "series", FIELD_TEXT, SESSION(series), ALWAYS, NULL },
    { "lead", FIELD_TEXT, SESSION(lead), ALWAYS, NULL },
    { "start", FIELD_WHEN, SESSION(start), ALWAYS, NULL },
    { "end", FIELD_WHEN, SESSION(end), ALWAYS, NULL },
    { "kind", FIELD_WORD, SESSION(kind), ALWAYS, activity_kind_names },
    { "role", FIELD_WORD, SESSION(role), ALWAYS, host_role_names },
    { "scale", FIELD_WORD, SESSION(scale), ALWAYS, activity_scale_names },
    { "cohosts", FIELD_LIST, SESSION(cohosts), ALWAYS, NULL },
    { "teams", FIELD_LIST, SESSION(teams), ALWAYS, NULL },
    { "secondaries", FIELD_LIST, SESSION(secondaries), ALWAYS, NULL },
    { "partners", FIELD_LIST, SESSION(partners), ALWAYS, NULL },
    { "tags", FIELD_LIST, SESSION(tags), ALWAYS, NULL },
    { "minutes", FIELD_NUMBER, SESSION(minutes), SESSION(has_minutes), NULL },
    { "edition", FIELD_NUMBER, SESSION(edition), SESSION(has_edition), NULL },
    { "experts", FIELD_NUMBER, SESSION(experts), SESSION(has_experts), NULL },
    { "date", FIELD_DATE, 0, ALWAYS, NULL },
    { "level", FIELD_LEVEL, 0, ALWAYS, NULL },
    { NULL, 0, 0, 0, NULL },
};

static const struct field item_fields[] = {
    { "item", FIELD_TEXT, ITEM(item), ALWAYS, NULL },
    { "unit", FIELD_TEXT, ITEM(unit), ALWAYS, NULL },
    { "title", FIELD_TEXT, ITEM(title), ALWAYS, NULL },
    { "category", FIELD_TEXT, ITEM(category), ALWAYS, NULL },
    { "team", FIELD_TEXT, ITEM(team), ALWAYS, NULL },
    { "window", FIELD_WHEN, ITEM(window), ALWAYS, NULL },
    { "kind", FIELD_WORD, ITEM(kind), ITEM(has_kind), activity_kind_names },
    { "role", FIELD_WORD, ITEM(role), ALWAYS, host_role_names },
    { "count", FIELD_NUMBER, ITEM(count), ALWAYS, NULL },
    { "weight", FIELD_NUMBER, ITEM(weight), ALWAYS, NULL },
    { "date", FIELD_DATE, 0, ALWAYS, NULL },
    { "level", FIELD_LEVEL, 0, ALWAYS, NULL },
    { NULL, 0, 0, 0, NULL },
};

/* A view and a date of it are the serial alone; a list has its texts, too. */
struct view {
    uint64_t serial;
};

struct list {
    const struct view_source *source; /* NULL: does not die */
    uint64_t serial;
    struct str_list texts;
};

/* Keys of the metatables in the registry. */
static const char session_key, item_key, date_key, list_key;

static void
push_with_metatable(lua_State *L, const void *key)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, key);
    lua_setmetatable(L, -2);
}

static int
dead(lua_State *L)
{
    return luaL_error(L, "this was kept from an earlier call: a rule sees what it is asked about and nothing else");
}

/* ---- values ---- */

static int
push_text(lua_State *L, struct str text)
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

static int
push_when(lua_State *L, const struct when *when)
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

static int
push_list(lua_State *L, const struct view_source *source, struct str_list texts)
{
    struct list *list = lua_newuserdatauv(L, sizeof *list, 1);

    *list = (struct list){ source, source ? source->serial : 0, texts };
    push_with_metatable(L, &list_key);
    return 1;
}

static int
push_word(lua_State *L, const struct field *field, const char *body)
{
    unsigned value;

    memcpy(&value, body + field->at, sizeof value);
    return push_text(L, field->words[value]);
}

static int
push_number(lua_State *L, const struct field *field, const char *body)
{
    uint32_t value;

    memcpy(&value, body + field->at, sizeof value);
    lua_pushinteger(L, value);
    return 1;
}

static int
push_date(lua_State *L, const struct view_source *source)
{
    struct view *date = lua_newuserdatauv(L, sizeof *date, 0);

    date->serial = source->serial;
    push_with_metatable(L, &date_key);
    return 1;
}

static int
push_field(lua_State *L, const struct view_source *source, const struct field *field)
{
    const struct rule_subject *subject = source->subject;
    const char *body = subject->kind == SUBJECT_SESSION ? (const char *)subject->activity : (const char *)subject->plan;

    if (field->has != ALWAYS && !*(const bool *)(body + field->has)) {
        lua_pushnil(L);
        return 1;
    }
    switch (field->type) {
    case FIELD_TEXT:
        return push_text(L, *(const struct str *)(body + field->at));
    case FIELD_WORD:
        return push_word(L, field, body);
    case FIELD_NUMBER:
        return push_number(L, field, body);
    case FIELD_LIST:
        return push_list(L, source, *(const struct str_list *)(body + field->at));
    case FIELD_WHEN:
        return push_when(L, (const struct when *)(body + field->at));
    case FIELD_DATE:
        return push_date(L, source);
    case FIELD_LEVEL:
        return push_text(L, unit_level_names[subject->level]);
    }
    return 0;
}

/* ---- metamethods ---- */

static int
unknown_field(lua_State *L, const char *what, const struct str *names, size_t count)
{
    const char *given = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : luaL_typename(L, 2);
    int near = nearest_word(str_of(given), names, count);

    if (near >= 0)
        return luaL_error(L, "%s has no field '%s': did you mean '%s'?", what, given, names[near].ptr);
    return luaL_error(L, "%s has no field '%s'", what, given);
}

static int
unknown_view_field(lua_State *L, const struct field *fields)
{
    struct str names[FIELDS_MAX];
    size_t count = 0;

    for (; fields[count].name; count++)
        names[count] = str_of(fields[count].name);
    return unknown_field(L, fields == session_fields ? "a session" : "a plan item", names, count);
}

/* upvalues: source, names to places, fields. The rule cannot reach this but by indexing, so index 1 is a view. */
static int
view_field(lua_State *L)
{
    const struct view_source *source = lua_touserdata(L, lua_upvalueindex(1));
    const struct view *view = lua_touserdata(L, 1);
    const struct field *fields = lua_touserdata(L, lua_upvalueindex(3));

    if (view->serial != source->serial || !source->subject)
        return dead(L);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNUMBER)
        return unknown_view_field(L, fields);
    return push_field(L, source, &fields[lua_tointeger(L, -1)]);
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
        return dead(L);
    if (lua_type(L, 2) == LUA_TSTRING)
        name.ptr = lua_tolstring(L, 2, &name.len);
    field = str_find(name, date_names, DATE_FIELDS);
    if (field < 0)
        return unknown_field(L, "a date", date_names, DATE_FIELDS);
    return push_date_field(L, source->subject, field);
}

static const struct list *
living_list(lua_State *L)
{
    const struct list *list = lua_touserdata(L, 1);

    if (list->source && (list->serial != list->source->serial || !list->source->subject))
        dead(L);
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
        push_text(L, list->texts.items[at - 1]);
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
    return 1 + push_text(L, list->texts.items[at - 1]);
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

/* ---- set-up ---- */

/* Pushes a metatable that hides itself and refuses writes. */
static void
new_metatable(lua_State *L, const char *name)
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
open_view(lua_State *L, struct view_source *source, const char *name, const struct field *fields, const void *key)
{
    new_metatable(L, name);                         /* meta */
    lua_pushlightuserdata(L, source);
    lua_newtable(L);                                /* meta source places */
    for (int i = 0; fields[i].name; i++) {
        lua_pushinteger(L, i);
        lua_setfield(L, -2, fields[i].name);
    }
    lua_pushlightuserdata(L, (void *)fields);       /* meta source places fields */
    lua_pushcclosure(L, view_field, 3);
    lua_setfield(L, -2, "__index");                 /* meta */
    lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

static void
open_list(lua_State *L)
{
    static const luaL_Reg functions[] = {
        { "__index", list_element }, { "__len", list_length }, { "__pairs", list_pairs }, { NULL, NULL },
    };

    new_metatable(L, "a list");
    luaL_setfuncs(L, functions, 0);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &list_key);
}

void
view_open(lua_State *L, struct view_source *source)
{
    open_view(L, source, "a session", session_fields, &session_key);
    open_view(L, source, "a plan item", item_fields, &item_key);
    open_list(L);
    new_metatable(L, "a date");
    lua_pushlightuserdata(L, source);
    lua_pushcclosure(L, date_field, 1);
    lua_setfield(L, -2, "__index");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &date_key);
}

void
view_push(lua_State *L, const struct view_source *source)
{
    struct view *view = lua_newuserdatauv(L, sizeof *view, 0);

    view->serial = source->serial;
    push_with_metatable(L, source->subject->kind == SUBJECT_SESSION ? &session_key : &item_key);
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
    push_list(L, NULL, (struct str_list){ items, (size_t)count }); /* items list */
    lua_insert(L, -2);               /* list items */
    lua_setiuservalue(L, -2, 1);     /* list */
}
