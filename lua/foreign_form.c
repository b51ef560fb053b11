/* SPDX-License-Identifier: MIT */
#include "lua/foreign_form.h"

#include "lib/base/nearest.h"
#include "lib/model/foreign.h"
#include "lua/description.h"
#include "lua/ordered.h"
#include "lua/text.h"

#include <lauxlib.h>

/* "integer", "integer?" */
static bool
read_kind(struct str word, struct foreign_field *field)
{
    int kind;

    field->is_required = word.len == 0 || word.ptr[word.len - 1] != '?';
    word.len -= !field->is_required;
    kind = str_find(word, foreign_kind_names, FOREIGN_KINDS);
    field->kind = (enum foreign_kind)kind;
    return kind >= 0;
}

static void
fail_kind(struct writer *writer, int plugin, const struct foreign_type *type, struct str name, struct str word)
{
    struct str bare = { word.ptr, word.len && word.ptr[word.len - 1] == '?' ? word.len - 1 : word.len };
    int near = nearest_word(bare, foreign_kind_names, FOREIGN_KINDS);

    if (near >= 0)
        form_fail(writer->L, plugin, "events: %.*s: %.*s is \"%.*s\": did you mean \"%s\"?", STR_ARG(type->name), STR_ARG(name),
                  STR_ARG(word), foreign_kind_names[near].ptr);
    form_fail(writer->L, plugin, "events: %.*s: %.*s must be \"text\", \"integer\", \"number\", \"boolean\", \"list\" or \"person\", with ? behind it if it may be missing",
              STR_ARG(type->name), STR_ARG(name));
}

/* Places and persons are called by names of their own, and nothing else is. */
static void
check_field(struct writer *writer, int plugin, const struct foreign_type *type, const struct foreign_field *field)
{
    bool is_person = str_eq(field->name, STR("person"));

    if (foreign_field_is_taken(field->name))
        form_fail(writer->L, plugin, "events: %.*s: %.*s cannot be declared: that name means something else everywhere",
                  STR_ARG(type->name), STR_ARG(field->name));
    if (foreign_field_is_code(field->name) && field->kind != FOREIGN_TEXT)
        form_fail(writer->L, plugin, "events: %.*s: %.*s must be \"text\": it is a code", STR_ARG(type->name), STR_ARG(field->name));
    if (is_person != (field->kind == FOREIGN_PERSON))
        form_fail(writer->L, plugin, "events: %.*s: a person is called person, and person is a \"person\"", STR_ARG(type->name));
}

/* The table of fields on the top of the stack. */
static void
read_fields(struct writer *writer, int plugin, struct foreign_type *type)
{
    struct arena *arena = &writer->out->arena;
    lua_State *L = writer->L;
    int fields = lua_gettop(L);
    lua_Integer count = ordered_keys(L, fields); /* fields keys */

    if (count == 0 || count > FOREIGN_FIELDS_MAX)
        form_fail(L, plugin, "events: %.*s has %lld fields; 1 to %d may be", STR_ARG(type->name), (long long)count, FOREIGN_FIELDS_MAX);
    type->fields = arena_array(arena, (size_t)count, sizeof *type->fields);
    for (lua_Integer i = 1; i <= count; i++) {
        struct foreign_field *field = &type->fields[type->field_count];
        struct str name, word;

        lua_rawgeti(L, -1, i);
        name = form_text_at(L, -1);
        lua_pushvalue(L, -1);
        lua_rawget(L, fields);                   /* fields keys name word */
        word = form_text_at(L, -1);
        if (!text_is_name(name))
            form_fail(L, plugin, "events: %.*s: a field must be small letters, digits and _, beginning with a letter", STR_ARG(type->name));
        if (!read_kind(word, field))
            fail_kind(writer, plugin, type, name, word);
        field->name = arena_copy(arena, name);
        check_field(writer, plugin, type, field);
        type->field_count++;
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
}

void
foreign_form_read(struct writer *writer, int plugin)
{
    struct foreign_types *types = &writer->out->foreign;
    lua_State *L = writer->L;
    lua_Integer count;
    int events;

    if (writer_get(writer, plugin, "events") == LUA_TNIL) {
        lua_pop(L, 1);
        return;
    }
    events = lua_gettop(L);
    count = ordered_keys(L, events); /* events keys */
    if (count > FOREIGN_TYPES_MAX)
        form_fail(L, plugin, "events has %lld types; up to %d may be", (long long)count, FOREIGN_TYPES_MAX);
    types->types = arena_array(&writer->out->arena, (size_t)count, sizeof *types->types);
    for (lua_Integer i = 1; i <= count; i++) {
        struct foreign_type *type = &types->types[types->count];
        struct str name;

        lua_rawgeti(L, -1, i);
        name = form_text_at(L, -1);
        if (!foreign_name_is_fit(name))
            form_fail(L, plugin, "events needs names like [\"com.example.door\"] as keys: letters, digits, _ and -, two dots at least, not of turnout, got \"%.*s\"",
                      STR_ARG(name.ptr ? name : STR("?")));
        type->name = arena_copy(&writer->out->arena, name);
        lua_rawget(L, events); /* events keys fields */
        if (!lua_istable(L, -1))
            form_fail(L, plugin, "events: %.*s must be a table of its fields: { unit = \"text\" }", STR_ARG(type->name));
        read_fields(writer, plugin, type);
        types->count++;
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
}

void
foreign_form_put(const struct writer *writer, struct buf *json)
{
    const struct foreign_types *types = &writer->out->foreign;

    buf_put_byte(json, '[');
    for (size_t i = 0; i < types->count; i++) {
        const struct foreign_type *type = &types->types[i];

        buf_printf(json, "%s{\"type\":\"%.*s\",\"fields\":[", i > 0 ? "," : "", STR_ARG(type->name));
        for (size_t k = 0; k < type->field_count; k++)
            buf_printf(json, "%s{\"name\":\"%.*s\",\"kind\":\"%s\",\"required\":%s}", k > 0 ? "," : "", STR_ARG(type->fields[k].name),
                       foreign_kind_names[type->fields[k].kind].ptr, type->fields[k].is_required ? "true" : "false");
        buf_printf(json, "]}");
    }
    buf_put_byte(json, ']');
}

const struct foreign_type *
foreign_form_find(struct writer *writer, int object, const char *option, struct str name)
{
    const struct foreign_types *types = &writer->out->foreign;
    const struct foreign_type *type = foreign_type_find(types, name);
    struct str names[FOREIGN_TYPES_MAX];
    int near;

    if (type)
        return type;
    for (size_t i = 0; i < types->count; i++)
        names[i] = types->types[i].name;
    near = nearest_word(name, names, types->count);
    if (near >= 0)
        form_fail(writer->L, object, "%s is \"%.*s\", which events does not declare: did you mean \"%.*s\"?", option, STR_ARG(name),
                  STR_ARG(names[near]));
    form_fail(writer->L, object, "%s is \"%.*s\", which the plugin's events do not declare", option, STR_ARG(name));
    return NULL;
}

void
foreign_form_check_field(struct writer *writer, int measure, const char *option, const struct foreign_type *type, unsigned kinds)
{
    struct str given = writer_text(writer, measure, option), names[FOREIGN_FIELDS_MAX];
    size_t fitting = 0;
    int near;

    for (size_t i = 0; i < type->field_count; i++)
        if (kinds >> type->fields[i].kind & 1)
            names[fitting++] = type->fields[i].name;
    if (!given.ptr || str_find(given, names, fitting) >= 0)
        return;
    near = nearest_word(given, names, fitting);
    if (near >= 0)
        form_fail(writer->L, measure, "%s is \"%.*s\": did you mean \"%.*s\"?", option, STR_ARG(given), STR_ARG(names[near]));
    form_fail(writer->L, measure, "%s cannot be \"%.*s\" for %.*s", option, STR_ARG(given), STR_ARG(type->name));
}
