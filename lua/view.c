/* SPDX-License-Identifier: MIT */
#include "lua/view.h"

#include "lua/view_record.h"
#include "lua/view_values.h"

#include <lauxlib.h>
#include <stddef.h>
#include <string.h>

enum field_type { FIELD_TEXT, FIELD_WORD, FIELD_NUMBER, FIELD_LIST, FIELD_WHEN, FIELD_DATE, FIELD_LEVEL };

enum { ALWAYS = -1, FIELDS_MAX = 32 };

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

/* Keys of the metatables in the registry. */
static const char session_key, item_key;

/* ---- values ---- */

static int
push_word(lua_State *L, const struct field *field, const char *body)
{
    unsigned value;

    memcpy(&value, body + field->at, sizeof value);
    return view_push_text(L, field->words[value]);
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
        return view_push_text(L, *(const struct str *)(body + field->at));
    case FIELD_WORD:
        return push_word(L, field, body);
    case FIELD_NUMBER:
        return push_number(L, field, body);
    case FIELD_LIST:
        return view_push_list(L, source, *(const struct str_list *)(body + field->at));
    case FIELD_WHEN:
        return view_push_when(L, (const struct when *)(body + field->at));
    case FIELD_DATE:
        return view_push_date(L, source);
    case FIELD_LEVEL:
        return view_push_text(L, unit_level_names[subject->level]);
    }
    return 0;
}

/* ---- metamethods ---- */

static int
unknown_view_field(lua_State *L, const struct field *fields)
{
    struct str names[FIELDS_MAX];
    size_t count = 0;

    for (; fields[count].name; count++)
        names[count] = str_of(fields[count].name);
    return view_unknown_field(L, fields == session_fields ? "a session" : "a plan item", names, count);
}

/* upvalues: source, names to places, fields. The rule cannot reach this but by indexing, so index 1 is a view. */
static int
view_field(lua_State *L)
{
    const struct view_source *source = lua_touserdata(L, lua_upvalueindex(1));
    const struct view *view = lua_touserdata(L, 1);
    const struct field *fields = lua_touserdata(L, lua_upvalueindex(3));

    if (view->serial != source->serial || !source->subject)
        return view_is_dead(L);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNUMBER)
        return unknown_view_field(L, fields);
    return push_field(L, source, &fields[lua_tointeger(L, -1)]);
}

/* ---- set-up ---- */

static void
open_view(lua_State *L, struct view_source *source, const char *name, const struct field *fields, const void *key)
{
    view_new_metatable(L, name);                         /* meta */
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

void
view_open(lua_State *L, struct view_source *source)
{
    view_values_open(L, source);
    open_view(L, source, "a session", session_fields, &session_key);
    open_view(L, source, "a plan item", item_fields, &item_key);
    view_record_open(L, source);
}

void
view_push(lua_State *L, const struct view_source *source)
{
    struct view *view = lua_newuserdatauv(L, sizeof *view, 0);
    enum subject_kind kind = source->subject->kind;

    view->serial = source->serial;
    if (kind == SUBJECT_RECORD)
        view_record_set(L);
    else
        view_set_metatable(L, kind == SUBJECT_SESSION ? &session_key : &item_key);
}
