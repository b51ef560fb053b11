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
    lua_State *L = writer->L;
    int value = lua_gettop(L);

    switch (option->kind) {
    case OPTION_BOOLEAN:
        buf_printf(json, "%s", lua_toboolean(L, value) ? "true" : "false");
        break;
    case OPTION_NUMBER:
        writer_put_number(writer, json, value);
        break;
    case OPTION_NUMBERS:
        writer_put_numbers(writer, json, value);
        break;
    case OPTION_WORDS:
        writer_words(writer, object, option->name);
        writer_put_list(writer, json, lua_gettop(L));
        lua_pop(L, 1);
        break;
    case OPTION_NAMES:
        writer_put_list(writer, json, value);
        break;
    case OPTION_TITLE:
        writer_put_title(writer, json, value);
        break;
    case OPTION_SHAPE:
        put_shape(writer, json, value, titles);
        break;
    case OPTION_RECORDS:
        put_records(writer, json, value, titles);
        break;
    default: /* cards have texts and words else */
        buf_put_json(json, writer_text_at(L, value));
    }
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
