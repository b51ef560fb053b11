/* SPDX-License-Identifier: MIT */
#include "lua/writer.h"

#include <lauxlib.h>
#include <string.h>

int
writer_get(struct writer *writer, int object, const char *option)
{
    return form_get(writer->L, object, option, writer->params);
}

bool
writer_has(struct writer *writer, int object, const char *option)
{
    bool given = writer_get(writer, object, option) != LUA_TNIL;

    lua_pop(writer->L, 1);
    return given;
}

struct str
writer_text(struct writer *writer, int object, const char *option)
{
    struct str text;

    writer_get(writer, object, option);
    text = form_text_at(writer->L, -1);
    lua_pop(writer->L, 1);
    return text;
}

bool
writer_is(lua_State *L, int object, const char *form)
{
    return strcmp(form_of(L, object)->name, form) == 0;
}

static void
push_default(lua_State *L, const char *option)
{
    static const char *const by[] = { "unit", NULL }, *const over[] = { "month", "quarter", "half", "year", NULL };
    const char *const *words = strcmp(option, "by") == 0 ? by : over;

    lua_newtable(L);
    for (int i = 0; words[i]; i++) {
        lua_pushstring(L, words[i]);
        lua_rawseti(L, -2, i + 1);
    }
}

void
writer_words(struct writer *writer, int indicator, const char *option)
{
    lua_State *L = writer->L;
    int type = writer_get(writer, indicator, option); /* value */

    if (type == LUA_TTABLE)
        return;
    if (type == LUA_TNIL) {
        lua_pop(L, 1);
        push_default(L, option); /* list */
        return;
    }
    lua_createtable(L, 1, 0);
    lua_insert(L, -2);           /* list value */
    lua_rawseti(L, -2, 1);       /* list */
}

struct str
writer_word(lua_State *L, int list, int place)
{
    struct str word;

    lua_rawgeti(L, list, place);
    word = form_text_at(L, -1);
    lua_pop(L, 1);
    return word;
}

void
writer_put_list(struct writer *writer, struct buf *json, int list)
{
    lua_State *L = writer->L;
    lua_Integer count = (lua_Integer)lua_rawlen(L, list);

    buf_put_byte(json, '[');
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, list, i);
        if (i > 1)
            buf_put_byte(json, ',');
        buf_put_json(json, form_text_at(L, -1));
        lua_pop(L, 1);
    }
    buf_put_byte(json, ']');
}

void
writer_put_number(struct writer *writer, struct buf *json, int number)
{
    char text[FORM_NUMBER_SIZE] = "0";

    form_decimal(writer->L, number, text); /* it was checked to have one */
    buf_printf(json, "\"%s\"", text);
}

void
writer_put_title(struct writer *writer, struct buf *json, int title)
{
    lua_State *L = writer->L;

    lua_pushliteral(L, "zh");
    lua_rawget(L, title);
    lua_pushliteral(L, "en");
    lua_rawget(L, title);
    buf_printf(json, "{\"zh\":");
    buf_put_json(json, form_text_at(L, -2));
    buf_printf(json, ",\"en\":");
    buf_put_json(json, form_text_at(L, -1));
    buf_put_byte(json, '}');
    lua_pop(L, 2);
}

void
writer_put_numbers(struct writer *writer, struct buf *json, int list)
{
    lua_State *L = writer->L;
    int count = (int)lua_rawlen(L, list);

    buf_put_byte(json, '[');
    for (int i = 1; i <= count; i++) {
        lua_rawgeti(L, list, i);
        if (i > 1)
            buf_put_byte(json, ',');
        writer_put_number(writer, json, lua_gettop(L));
        lua_pop(L, 1);
    }
    buf_put_byte(json, ']');
}

void
writer_put_value(struct writer *writer, struct buf *json, int object, const struct option *option)
{
    lua_State *L = writer->L;
    int value = lua_gettop(L);

    switch (option->kind) {
    case OPTION_INTEGER:
        buf_printf(json, "%lld", (long long)lua_tointeger(L, value));
        break;
    case OPTION_BOOLEAN:
        buf_printf(json, lua_toboolean(L, value) ? "true" : "false");
        break;
    case OPTION_NUMBER:
        writer_put_number(writer, json, value);
        break;
    case OPTION_NUMBERS:
        writer_put_numbers(writer, json, value);
        break;
    case OPTION_NAMES:
        writer_put_list(writer, json, value);
        break;
    case OPTION_WORDS:
        writer_words(writer, object, option->name);
        writer_put_list(writer, json, lua_gettop(L));
        lua_pop(L, 1);
        break;
    case OPTION_TITLE:
        writer_put_title(writer, json, value);
        break;
    default:
        buf_put_json(json, form_text_at(L, value));
    }
}
