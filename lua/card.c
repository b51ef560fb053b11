/* SPDX-License-Identifier: MIT */
#include "lua/card.h"

#include <lauxlib.h>

static void put_members(struct writer *writer, struct buf *json, int object, bool titles);

static void
put_records(struct writer *writer, struct buf *json, int list, bool titles)
{
    lua_State *L = writer->L;
    int count = (int)lua_rawlen(L, list);

    buf_put_byte(json, '[');
    for (int i = 1; i <= count; i++) {
        lua_rawgeti(L, list, i);
        buf_printf(json, "%s{\"n\":%d", i > 1 ? "," : "", i);
        put_members(writer, json, lua_gettop(L), titles);
        lua_pop(L, 1);
    }
    buf_put_byte(json, ']');
}

static void
put_shape(struct writer *writer, struct buf *json, int shape, bool titles)
{
    buf_printf(json, "{\"kind\":\"%s\"", form_of(writer->L, shape)->name);
    put_members(writer, json, shape, titles);
}

/* The value of an option, on the top of the stack. */
static void
put_value(struct writer *writer, struct buf *json, int object, const struct option *option, bool titles)
{
    int value = lua_gettop(writer->L);

    if (option->kind == OPTION_SHAPE)
        put_shape(writer, json, value, titles);
    else if (option->kind == OPTION_RECORDS)
        put_records(writer, json, value, titles);
    else
        writer_put_value(writer, json, object, option);
}

/* After an opening brace and a first member; closes it. */
static void
put_members(struct writer *writer, struct buf *json, int object, bool titles)
{
    const struct form *form = form_of(writer->L, object);

    luaL_checkstack(writer->L, 20, NULL);
    for (size_t i = 0; i < form->option_count; i++) {
        const struct option *option = &form->options[i];
        bool shown = titles || option->kind != OPTION_TITLE;

        if (writer_get(writer, object, option->name) != LUA_TNIL && shown) {
            buf_printf(json, ",\"%s\":", option->name);
            put_value(writer, json, object, option, titles);
        }
        lua_pop(writer->L, 1);
    }
    buf_put_byte(json, '}');
}

void
card_put(struct writer *writer, struct buf *json, int card, bool titles)
{
    buf_printf(json, "{\"name\":\"%.*s\"", STR_ARG(writer->indicator));
    if (titles) {
        buf_printf(json, ",\"place\":");
        buf_put_json(json, str_of(form_place(writer->L, card)));
    }
    put_members(writer, json, card, titles);
}
