/* SPDX-License-Identifier: MIT */
#include "lua/plugin.h"

#include "lib/base/hash.h"
#include "lib/model/emission.h"
#include "lua/card.h"
#include "lua/foreign_form.h"
#include "lua/indicator.h"
#include "lua/map_form.h"
#include "lua/meaning.h"
#include "lua/ordered.h"
#include "lua/param.h"
#include "lua/quality_form.h"
#include "lua/target_form.h"
#include "lua/text.h"
#include "lua/writer.h"

#include <lauxlib.h>

enum { VERSION_MAX = 40, PLUGIN_CARDS_MAX = 32, DESCRIPTION_MAX = 192 * 1024 };

/* All descriptions together are one frame: a plugin that is too long for it would silence all others. */
static void
check_length(struct writer *writer, int plugin)
{
    if (writer->out->json.len > DESCRIPTION_MAX)
        form_fail(writer->L, plugin, "describes its indicators with more than %d bytes", DESCRIPTION_MAX);
}

static void
check_head(struct writer *writer, int plugin)
{
    struct str name = writer_text(writer, plugin, "name"), version = writer_text(writer, plugin, "version");

    if (!text_is_name(name))
        form_fail(writer->L, plugin, "name must be small letters, digits and _, beginning with a letter, got \"%.*s\"",
                  STR_ARG(name));
    if (version.len > VERSION_MAX)
        form_fail(writer->L, plugin, "version is longer than %d bytes", VERSION_MAX);
    writer->out->name = arena_copy(&writer->out->arena, name);
}

static void
put_head(struct writer *writer, int plugin, const struct plugin_source *source)
{
    struct buf *json = &writer->out->json;

    buf_printf(json, "{\"name\":");
    buf_put_json(json, writer->out->name);
    buf_printf(json, ",\"version\":");
    buf_put_json(json, writer_text(writer, plugin, "version"));
    buf_printf(json, ",\"path\":");
    buf_put_json(json, source->path);
    buf_printf(json, ",\"title\":");
    writer_get(writer, plugin, "title");
    writer_put_title(writer, json, lua_gettop(writer->L));
    lua_pop(writer->L, 1);
}

static void
read_indicator_names(struct writer *writer, int plugin)
{
    struct description *out = writer->out;
    lua_State *L = writer->L;
    lua_Integer count = ordered_keys(L, writer->indicators);
    bool has_others = writer_has(writer, plugin, "scorecards") || writer_has(writer, plugin, "quality") || writer_has(writer, plugin, "maps");

    if ((count == 0 && !has_others) || count > PLUGIN_INDICATORS_MAX)
        form_fail(L, plugin, "has %lld indicators; 1 to %d may be", (long long)count, PLUGIN_INDICATORS_MAX);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        out->indicators[out->indicator_count++] = arena_copy(&out->arena, form_text_at(L, -1));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* What does not change what it means: where the rule says it, and what of its target the configuration says. */
static void
put_beside(struct writer *writer, struct buf *json, int indicator)
{
    buf_printf(json, ",\"place\":");
    buf_put_json(json, str_of(form_place(writer->L, indicator)));
    if (writer_get(writer, indicator, "target") != LUA_TNIL)
        target_form_put_configured(writer, json, lua_gettop(writer->L));
    lua_pop(writer->L, 1);
}

/* Its definition also goes into the meaning, its title does not. */
static void
put_indicator(struct writer *writer, int plugin, struct str name)
{
    struct buf *json = &writer->out->json;
    lua_State *L = writer->L;
    size_t begin = json->len;
    int indicator;

    writer->indicator = name;
    lua_pushlstring(L, name.ptr, name.len);
    lua_rawget(L, writer->indicators);
    indicator = lua_gettop(L);
    indicator_put(writer, json, indicator);
    buf_put(&writer->out->meaning, json->ptr + begin, json->len - begin);
    put_beside(writer, json, indicator);
    buf_printf(json, ",\"title\":");
    if (writer_get(writer, indicator, "title") == LUA_TNIL)
        writer_get(writer, plugin, "title");
    writer_put_title(writer, json, lua_gettop(L));
    buf_put_byte(json, '}');
    lua_settop(L, indicator - 1);
}

/* "emits":["headcount"], */
static void
put_emits(struct buf *json, uint32_t emits)
{
    const char *before = "\"emits\":[";

    if (emits == 0)
        return;
    for (int i = 0; i < EMIT_TYPES; i++) {
        if (!(emits >> i & 1))
            continue;
        buf_printf(json, "%s\"%s\"", before, emit_names[i].ptr);
        before = ",";
    }
    buf_printf(json, "],");
}

static void
put_rules(struct description *out)
{
    for (size_t i = 0; i < out->rule_count; i++) {
        buf_printf(&out->json, "%s{\"subject\":\"%s\",", i > 0 ? "," : "", subject_kind_names[out->rules[i].subject].ptr);
        if (out->rules[i].foreign.ptr)
            buf_printf(&out->json, "\"of\":\"%.*s\",", STR_ARG(out->rules[i].foreign));
        else if (out->rules[i].subject == SUBJECT_RECORD)
            buf_printf(&out->json, "\"of\":\"%s\",", count_of_names[count_of_record(out->rules[i].of)].ptr);
        put_emits(&out->json, out->rules[i].emits);
        buf_printf(&out->json, "\"name\":");
        buf_put_json(&out->json, out->rules[i].name);
        buf_put_byte(&out->json, '}');
    }
}

/* The card on the top of the stack; its titles do not go into the meaning. */
static void
put_card(struct writer *writer)
{
    int card = lua_gettop(writer->L);

    card_put(writer, &writer->out->json, card, true);
    card_put(writer, &writer->out->meaning, card, false);
}

static void
put_cards(struct writer *writer, int plugin)
{
    lua_State *L = writer->L;
    lua_Integer count;
    int cards;

    if (writer_get(writer, plugin, "scorecards") == LUA_TNIL) {
        lua_pop(L, 1);
        return;
    }
    cards = lua_gettop(L);
    count = ordered_keys(L, cards); /* cards keys */
    if (count > PLUGIN_CARDS_MAX)
        form_fail(L, plugin, "has %lld scorecards; up to %d may be", (long long)count, PLUGIN_CARDS_MAX);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);                  /* cards keys name */
        writer->indicator = form_text_at(L, -1);
        lua_pushvalue(L, -1);
        lua_rawget(L, cards);                   /* cards keys name card */
        if (i > 1)
            buf_put_byte(&writer->out->json, ',');
        put_card(writer);
        lua_pop(L, 2);                          /* cards keys */
    }
    lua_pop(L, 2);
}

/* The checks of the data that it turns on. */
static void
put_quality(struct writer *writer, int plugin)
{
    struct buf *json = &writer->out->json;
    lua_State *L = writer->L;
    size_t begin = json->len;
    lua_Integer count = 0;

    if (writer_get(writer, plugin, "quality") != LUA_TNIL)
        count = (lua_Integer)lua_rawlen(L, -1); /* list */
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);                  /* list check */
        if (i > 1)
            buf_put_byte(json, ',');
        quality_put(writer, json, lua_gettop(L));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    buf_put(&writer->out->meaning, json->ptr + begin, json->len - begin);
}

/* Other people's types of event that it reads. */
static void
put_events(struct writer *writer)
{
    struct buf *json = &writer->out->json;
    size_t begin = json->len;

    foreign_form_put(writer, json);
    buf_put(&writer->out->meaning, json->ptr + begin, json->len - begin);
}

/* Pushes the indicators by name; a plugin of scorecards or checks alone has none. */
static void
push_indicators(struct writer *writer, int plugin)
{
    if (writer_get(writer, plugin, "indicators") != LUA_TNIL)
        return;
    lua_pop(writer->L, 1);
    lua_newtable(writer->L);
}

static void
put_plugin(struct writer *writer, int plugin, const struct plugin_source *source)
{
    struct description *out = writer->out;
    struct hash128 hash;

    put_head(writer, plugin, source);
    buf_printf(&out->json, ",\"indicators\":[");
    for (size_t i = 0; i < out->indicator_count; i++) {
        if (i > 0)
            buf_put_byte(&out->json, ',');
        put_indicator(writer, plugin, out->indicators[i]);
        check_length(writer, plugin);
    }
    buf_printf(&out->json, "],\"scorecards\":[");
    put_cards(writer, plugin);
    buf_printf(&out->json, "],\"quality\":[");
    put_quality(writer, plugin);
    buf_printf(&out->json, "],\"events\":");
    put_events(writer);
    map_form_read(writer, plugin);
    buf_printf(&out->json, ",\"rules\":[");
    put_rules(out);
    check_length(writer, plugin);
    hash = hash128(out->meaning.ptr, out->meaning.len);
    buf_printf(&out->json, "],\"meaning\":\"%016llx%016llx\"}", (unsigned long long)hash.high, (unsigned long long)hash.low);
}

void
plugin_describe(lua_State *L, int index, const struct plugin_source *source, const struct load_request *request,
                struct description *description)
{
    struct writer writer = { .L = L, .out = description, .request = request };
    int plugin = lua_absindex(L, index);

    luaL_checkstack(L, 20, NULL);
    lua_newtable(L); /* of the head nothing can be a parameter */
    writer.params = lua_gettop(L);
    check_head(&writer, plugin);
    param_values(L, plugin, description->name, request);
    lua_replace(L, writer.params);
    param_publish(L, writer.params);
    meaning_put(L, writer.params, &description->meaning);
    foreign_form_read(&writer, plugin);
    push_indicators(&writer, plugin);
    writer.indicators = lua_gettop(L);
    read_indicator_names(&writer, plugin);
    put_plugin(&writer, plugin, source);
    lua_settop(L, plugin);
}
