/* SPDX-License-Identifier: MIT */
#include "lua/map_form.h"

#include "lib/model/emission.h"
#include "lib/model/foreign.h"
#include "lua/description.h"
#include "lua/foreign_form.h"
#include "lua/new_rule.h"

static const struct option options[] = {
    { .name = "of", .kind = OPTION_TEXT, .required = true },
    { .name = "emit", .kind = OPTION_WORDS, .required = true, .least = 1, .words = emit_names, .word_count = EMIT_TYPES },
    { .name = "each", .kind = OPTION_RULE, .required = true },
};

const struct form map_form = { "map", FORM_MAP, false, options, sizeof options / sizeof *options, .is_brief = false };

/* The types on the top of the stack, as a mask. */
static uint32_t
read_emits(struct writer *writer, int map)
{
    lua_State *L = writer->L;
    uint32_t emits = 0;
    struct str word;

    writer_words(writer, map, "emit");
    for (int i = 1; (word = writer_word(L, -1, i)).ptr; i++)
        emits |= 1u << str_find(word, emit_names, EMIT_TYPES);
    lua_pop(L, 1);
    return emits;
}

/* An event that waits for an activity must not be able to bring it, or to take it away: it would come and go for ever. */
static void
check_circle(struct writer *writer, int map, const struct foreign_type *type, uint32_t emits)
{
    if (emits & EMITS_ACTIVITIES && foreign_field_find(type, STR("activity")))
        form_fail(writer->L, map, "%.*s has a field activity: what waits for an activity cannot emit activities", STR_ARG(type->name));
}

/* The map on the top of the stack. */
static void
read_map(struct writer *writer)
{
    struct description *out = writer->out;
    lua_State *L = writer->L;
    int map = lua_gettop(L), number;
    const struct foreign_type *type = foreign_form_find(writer, map, "of", writer_text(writer, map, "of"));
    uint32_t emits = read_emits(writer, map);

    check_circle(writer, map, type, emits);
    writer->indicator = type->name;
    writer_get(writer, map, "each");
    number = new_rule_put(writer, map, SUBJECT_RECORD, "map");
    lua_pop(L, 1);
    out->rules[number].of = EVENT_FOREIGN;
    out->rules[number].foreign = type->name;
    out->rules[number].emits = emits;
    buf_printf(&out->meaning, "map %.*s %u", STR_ARG(type->name), emits);
}

void
map_form_read(struct writer *writer, int plugin)
{
    lua_State *L = writer->L;
    int count = 0;

    if (writer_get(writer, plugin, "maps") != LUA_TNIL)
        count = (int)lua_rawlen(L, -1);
    for (int i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        read_map(writer);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}
