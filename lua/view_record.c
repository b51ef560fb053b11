/* SPDX-License-Identifier: MIT */
#include "lua/view_record.h"

#include "lib/model/record_fields.h"
#include "lua/view_foreign.h"
#include "lua/view_values.h"

#include <lauxlib.h>
#include <stdio.h>

enum { FIELDS_MAX = 16 };

static const char record_key;

/* A copy: feedback's numbers by level. */
static int
push_counts(lua_State *L, const struct group_count *counts, size_t count)
{
    lua_createtable(L, 0, (int)count);
    for (size_t i = 0; i < count; i++) {
        lua_pushlstring(L, counts[i].group.ptr, counts[i].group.len);
        lua_pushinteger(L, counts[i].count);
        lua_rawset(L, -3);
    }
    return 1;
}

static int
push_whole(lua_State *L, uint32_t number)
{
    lua_pushinteger(L, number);
    return 1;
}

static int
push_truth(lua_State *L, bool truth)
{
    lua_pushboolean(L, truth);
    return 1;
}

static int
push_data(lua_State *L, const struct view_source *source, const struct record_field *field)
{
    const union event_data *data = source->subject->data;
    const void *value = record_field_value(data, field);

    if (!record_field_is_given(data, field) && field->kind != DATA_COUNTS) {
        lua_pushnil(L);
        return 1;
    }
    switch (field->kind) {
    case DATA_TEXT:
        return view_push_text(L, *(const struct str *)value);
    case DATA_TEXTS:
        return view_push_list(L, source, *(const struct str_list *)value);
    case DATA_WHOLE:
        return push_whole(L, *(const uint32_t *)value);
    case DATA_CHOICE:
        return view_push_text(L, field->words[*(const uint32_t *)value]);
    case DATA_TRUTH:
        return push_truth(L, *(const bool *)value);
    case DATA_WHEN:
        return view_push_when(L, value);
    case DATA_FRACTION:
        return view_push_fraction(L, *(const struct fraction *)value);
    case DATA_COUNTS:
        return push_counts(L, *(struct group_count *const *)value, record_field_count(data, field));
    }
    return 0;
}

static int
push_delay(lua_State *L, const struct rule_subject *subject)
{
    if (subject->has_delay)
        lua_pushinteger(L, subject->delay);
    else
        lua_pushnil(L);
    return 1;
}

static int
no_such_field(lua_State *L, const struct rule_subject *subject)
{
    struct str type = count_of_names[count_of_record(subject->type)], names[FIELDS_MAX + 3];
    char what[64];
    size_t count, total = 0;
    const struct record_field *fields = record_fields(subject->type, &count);

    for (; total < count && total < FIELDS_MAX; total++)
        names[total] = fields[total].name;
    names[total++] = STR("date");
    names[total++] = STR("level");
    if (subject->type == EVENT_PUBLICITY_PUT)
        names[total++] = STR("delay");
    snprintf(what, sizeof what, "a %.*s", STR_ARG(type));
    return view_unknown_field(L, what, names, total);
}

/* upvalue: source. The rule cannot reach this but by indexing, so index 1 is a view. */
static int
record_index(lua_State *L)
{
    const struct view_source *source = lua_touserdata(L, lua_upvalueindex(1));
    const struct view *view = lua_touserdata(L, 1);
    const struct rule_subject *subject = source->subject;
    const struct record_field *field;
    struct str name = { 0 };

    if (view->serial != source->serial || !subject)
        return view_is_dead(L);
    if (lua_type(L, 2) == LUA_TSTRING)
        name.ptr = lua_tolstring(L, 2, &name.len);
    if (subject->type == EVENT_FOREIGN)
        return view_foreign_push(L, source, name);
    field = name.ptr ? record_field_find(subject->type, name) : NULL;
    if (field)
        return push_data(L, source, field);
    if (name.ptr && str_eq(name, STR("date")))
        return view_push_date(L, source);
    if (name.ptr && str_eq(name, STR("level")))
        return view_push_text(L, unit_level_names[subject->level]);
    if (name.ptr && str_eq(name, STR("delay")) && subject->type == EVENT_PUBLICITY_PUT)
        return push_delay(L, subject);
    return no_such_field(L, subject);
}

void
view_record_open(lua_State *L, struct view_source *source)
{
    view_new_metatable(L, "a record");
    lua_pushlightuserdata(L, source);
    lua_pushcclosure(L, record_index, 1);
    lua_setfield(L, -2, "__index");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &record_key);
}

void
view_record_set(lua_State *L)
{
    view_set_metatable(L, &record_key);
}
