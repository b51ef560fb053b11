/* SPDX-License-Identifier: MIT */
#include "lua/view_foreign.h"

#include "lib/model/foreign.h"
#include "lua/view_values.h"

#include <stdio.h>

static int
push_nil(lua_State *L)
{
    lua_pushnil(L);
    return 1;
}

static int
push_value(lua_State *L, const struct view_source *source, const struct foreign_value *value)
{
    if (!value)
        return push_nil(L);
    switch (value->kind) {
    case FOREIGN_TEXT:
        return view_push_text(L, value->text);
    case FOREIGN_LIST:
        return view_push_list(L, source, value->list);
    case FOREIGN_BOOLEAN:
        lua_pushboolean(L, value->truth);
        return 1;
    default:
        return view_push_fraction(L, value->number);
    }
}

/* What it belongs to has a level; an event that belongs nowhere has none. */
static int
push_level(lua_State *L, const struct rule_subject *subject)
{
    const struct foreign_event *event = &subject->data->foreign;
    bool belongs = event->unit.ptr || event->team.ptr || event->activity.ptr || event->venue.ptr || event->item.ptr;

    return belongs ? view_push_text(L, unit_level_names[subject->level]) : push_nil(L);
}

/* The number under which the log knows the person: it tells persons apart, and can be given to emit. */
static int
push_person(lua_State *L, const struct rule_subject *subject)
{
    if (subject->person == 0)
        return push_nil(L);
    lua_pushinteger(L, subject->person);
    return 1;
}

static int
no_such_field(lua_State *L, const struct foreign_type *type)
{
    struct str names[FOREIGN_FIELDS_MAX + 3];
    char what[FOREIGN_NAME_MAX + 8];
    size_t count = 0;

    for (; count < type->field_count; count++)
        names[count] = type->fields[count].name;
    names[count++] = STR("date");
    names[count++] = STR("level");
    names[count++] = STR("time");
    snprintf(what, sizeof what, "a %.*s", STR_ARG(type->name));
    return view_unknown_field(L, what, names, count);
}

int
view_foreign_push(lua_State *L, const struct view_source *source, struct str name)
{
    const struct rule_subject *subject = source->subject;
    const struct foreign_event *event = &subject->data->foreign;
    const struct foreign_type *type = foreign_type_find(source->foreign, event->type);
    const struct foreign_field *field = type && name.ptr ? foreign_field_find(type, name) : NULL;

    if (field)
        return field->kind == FOREIGN_PERSON ? push_person(L, subject) : push_value(L, source, foreign_value_find(event, name));
    if (name.ptr && str_eq(name, STR("date")))
        return view_push_date(L, source);
    if (name.ptr && str_eq(name, STR("time")))
        return view_push_when(L, &event->time);
    if (name.ptr && str_eq(name, STR("level")))
        return push_level(L, subject);
    return type ? no_such_field(L, type) : view_is_dead(L);
}
