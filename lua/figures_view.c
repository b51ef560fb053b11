/* SPDX-License-Identifier: MIT */
#include "lua/figures_view.h"

#include "lib/base/nearest.h"
#include "lua/number.h"

#include <lauxlib.h>
#include <string.h>

struct view {
    uint64_t serial;
};

/* A figure as a Lua object; user value 1 keeps the text of number.missing. */
struct figure_object {
    struct number number; /* first */
    struct figure_reading reading;
};

static const char view_key, figure_key;

static const char period_field[] = "period";

/* ---- figures ---- */

static void
push_figure(lua_State *L, struct str name, const struct figure_reading *reading)
{
    struct figure_object *figure = lua_newuserdatauv(L, sizeof *figure, 1);

    *figure = (struct figure_object){ .reading = *reading };
    if (reading->state == FIGURE_OK) {
        number_set(&figure->number, exact_of((struct fraction){ reading->numerator, reading->denominator }));
    } else {
        lua_pushlstring(L, name.ptr, name.len);
        figure->number.missing = lua_pushfstring(L, "%s has no value here: its state is %s", lua_tostring(L, -1),
                                                 figure_state_name(reading->state)); /* figure name missing */
        lua_setiuservalue(L, -3, 1); /* figure name */
        lua_pop(L, 1);               /* figure */
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &figure_key);
    lua_setmetatable(L, -2);
}

static int
unknown(lua_State *L, const char *what, const struct str *names, size_t count)
{
    const char *given = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : luaL_typename(L, 2);
    int near = nearest_word(str_of(given), names, count);

    if (near >= 0)
        return luaL_error(L, "%s '%s': did you mean '%s'?", what, given, names[near].ptr);
    return luaL_error(L, "%s '%s'", what, given);
}

enum { FIELD_STATE, FIELD_MET, FIELD_NUMERATOR, FIELD_DENOMINATOR, FIELDS };

static const struct str field_names[FIELDS] = {
    STR_INIT("state"), STR_INIT("met"), STR_INIT("numerator"), STR_INIT("denominator"),
};

static struct str
name_at(lua_State *L, int index)
{
    struct str name = { 0 };

    if (lua_type(L, index) == LUA_TSTRING)
        name.ptr = lua_tolstring(L, index, &name.len);
    return name;
}

/* Without a target `met` is nil; without a value the parts of it are. */
static int
figure_field(lua_State *L)
{
    const struct figure_object *figure = lua_touserdata(L, 1);
    const struct figure_reading *reading = &figure->reading;
    int field = str_find(name_at(L, 2), field_names, FIELDS);

    if (field < 0)
        return unknown(L, "a figure has no field", field_names, FIELDS);
    if (field == FIELD_STATE)
        lua_pushstring(L, figure_state_name(reading->state));
    else if (reading->state != FIGURE_OK || (field == FIELD_MET && reading->verdict == READING_UNJUDGED))
        lua_pushnil(L);
    else if (field == FIELD_MET)
        lua_pushboolean(L, reading->verdict == READING_MET);
    else
        lua_pushinteger(L, field == FIELD_NUMERATOR ? reading->numerator : reading->denominator);
    return 1;
}

/* ---- the view ---- */

/* upvalue: source. The rule cannot reach this but by indexing, so index 1 is a view. */
static int
view_field(lua_State *L)
{
    const struct figures_source *source = lua_touserdata(L, lua_upvalueindex(1));
    const struct view *view = lua_touserdata(L, 1);
    struct str name = name_at(L, 2);
    int place;

    if (view->serial != source->serial || !source->question)
        return luaL_error(L, "this was kept from an earlier call: a score sees the figures it is asked about and nothing else");
    if (str_eq(name, str_of(period_field))) {
        lua_pushstring(L, period_kind_name(source->question->period));
        return 1;
    }
    place = str_find(name, source->rule->reads, source->rule->read_count);
    if (place < 0)
        return unknown(L, "the score does not read", source->rule->reads, source->rule->read_count);
    push_figure(L, name, &source->question->readings[place]);
    return 1;
}

static int
refuse_write(lua_State *L)
{
    return luaL_error(L, "the figures are read-only");
}

void
figures_view_push(lua_State *L, const struct figures_source *source)
{
    struct view *view = lua_newuserdatauv(L, sizeof *view, 0);

    view->serial = source->serial;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &view_key);
    lua_setmetatable(L, -2);
}

/* ---- answers ---- */

static bool
take_state(struct str text, struct score_answer *answer)
{
    for (int state = FIGURE_NO_DATA; state < FIGURE_STATES; state++)
        if (str_eq(text, str_of(figure_state_name((enum figure_state)state)))) {
            answer->state = (enum figure_state)state;
            return true;
        }
    return false;
}

static void
take_value(lua_State *L, int index, struct score_answer *answer)
{
    struct exact value;
    exact_int a, b;

    if (lua_isnil(L, index))
        luaL_error(L, "a score returns a number or a state such as \"n_a\", and this one returned nothing");
    value = number_at(L, index);
    a = value.num < 0 ? -value.num : value.num;
    for (b = value.den; b != 0;) {
        exact_int rest = a % b;
        a = b;
        b = rest;
    }
    value = (struct exact){ value.num / a, value.den / a };
    if (value.num > INT64_MAX || value.num < INT64_MIN || value.den > INT64_MAX)
        luaL_error(L, "the score has more than 64 bits: round it with t.round");
    answer->state = FIGURE_OK;
    answer->value = (struct fraction){ (int64_t)value.num, (int64_t)value.den };
}

static void
raise_flag(lua_State *L, int index, struct score_answer *answer)
{
    int place = str_find(name_at(L, index), raise_names, RAISES);

    if (place < 0)
        luaL_error(L, "a score may raise \"dormant\" and \"new\", got %s",
                   lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : luaL_typename(L, index));
    answer->raised |= 1u << place;
}

void
figures_view_answer(lua_State *L, int index, struct score_answer *answer)
{
    int flags = index + 1;

    answer->value = (struct fraction){ 0, 1 };
    answer->raised = 0;
    if (lua_type(L, index) != LUA_TSTRING || !take_state(name_at(L, index), answer))
        take_value(L, index, answer);
    if (lua_isnil(L, flags))
        return;
    if (!lua_istable(L, flags)) {
        raise_flag(L, flags, answer);
        return;
    }
    for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, flags); i++) {
        lua_rawgeti(L, flags, i);
        raise_flag(L, lua_gettop(L), answer);
        lua_pop(L, 1);
    }
}

/* ---- set-up ---- */

void
figures_view_open(lua_State *L, struct figures_source *source)
{
    lua_createtable(L, 0, 16);
    number_extend(L);
    lua_pushliteral(L, "figure");
    lua_setfield(L, -2, "__name");
    lua_pushcfunction(L, figure_field);
    lua_setfield(L, -2, "__index");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &figure_key);
    lua_createtable(L, 0, 4);
    lua_pushliteral(L, "figures");
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushlightuserdata(L, source);
    lua_pushcclosure(L, view_field, 1);
    lua_setfield(L, -2, "__index");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &view_key);
}
