/* SPDX-License-Identifier: MIT */
#include "lua/measure.h"

#include "lib/base/nearest.h"
#include "lua/description.h"
#include "lua/fold_form.h"
#include "lua/meaning.h"
#include "lua/new_rule.h"
#include "lua/record_measure.h"
#include "lua/text.h"
#include "lua/volunteer_forms.h"

#include <lauxlib.h>
#include <stdio.h>

/* What a count may tell apart, by what it counts (enum count_of); of records see record_measure.h. */
static const struct {
    struct str fields[5];
    size_t count;
} distinct[COUNT_RECORDS] = {
    [COUNT_SESSIONS] = { { STR_INIT("series"), STR_INIT("festival"), STR_INIT("place"), STR_INIT("category"),
                           STR_INIT("kind") }, 5 },
    [COUNT_PLAN_ITEMS] = { { STR_INIT("category"), STR_INIT("kind"), STR_INIT("team") }, 3 },
    [COUNT_TEAMS] = { { STR_INIT("category"), STR_INIT("kind") }, 2 },
};

/* What a `where` is asked about. */
struct asked {
    enum subject_kind subject;
    enum event_type of;
    struct str foreign; /* of EVENT_FOREIGN: its name */
};

static struct asked
asked_by(struct writer *writer, int measure)
{
    int of = record_measure_of(writer, measure);

    if (of == COUNT_FOREIGN)
        return (struct asked){ SUBJECT_RECORD, EVENT_FOREIGN, writer_text(writer, measure, "of") };
    if (of >= COUNT_RECORDS)
        return (struct asked){ SUBJECT_RECORD, count_of_type((enum count_of)of), { 0 } };
    if (of == COUNT_PLAN_ITEMS || writer_is(writer->L, measure, "plan"))
        return (struct asked){ SUBJECT_PLAN_ITEM, 0, { 0 } };
    return (struct asked){ SUBJECT_SESSION, 0, { 0 } };
}

/* The number of the function on the top of the stack; several measures may share one: -1 when it is new. */
static int
known_rule(struct writer *writer, const struct asked *asked)
{
    const struct description *out = writer->out;

    for (size_t i = 0; i < out->rule_count; i++) {
        bool same;

        if (out->rules[i].emits || out->rules[i].subject != asked->subject || out->rules[i].of != asked->of ||
            !str_eq(out->rules[i].foreign, asked->foreign))
            continue;
        lua_rawgeti(writer->L, LUA_REGISTRYINDEX, out->rules[i].function);
        same = lua_rawequal(writer->L, -1, -2);
        lua_pop(writer->L, 1);
        if (same)
            return (int)i;
    }
    return -1;
}

static int
rule_number(struct writer *writer, int measure, const char *role)
{
    struct asked asked = asked_by(writer, measure);
    int number = known_rule(writer, &asked);

    if (number < 0) {
        number = new_rule_put(writer, measure, asked.subject, role);
        writer->out->rules[number].of = asked.of;
        writer->out->rules[number].foreign = asked.foreign.ptr ? arena_copy(&writer->out->arena, asked.foreign) : asked.foreign;
    }
    return number;
}

static void
check_count(struct writer *writer, int measure)
{
    struct str field = writer_text(writer, measure, "distinct");
    int of = record_measure_of(writer, measure), near;

    if (of == COUNT_TEAMS && writer_has(writer, measure, "where"))
        form_fail(writer->L, measure, "where is asked about sessions, plan items and records, not about teams");
    if (of >= COUNT_RECORDS || !field.ptr || str_find(field, distinct[of].fields, distinct[of].count) >= 0)
        return;
    near = nearest_word(field, distinct[of].fields, distinct[of].count);
    if (near >= 0)
        form_fail(writer->L, measure, "distinct is \"%.*s\": did you mean \"%.*s\"?", STR_ARG(field),
                  STR_ARG(distinct[of].fields[near]));
    form_fail(writer->L, measure, "distinct cannot be \"%.*s\" for %.*s", STR_ARG(field), STR_ARG(count_of_names[of]));
}

/* A list that counts its elements may not name one twice. */
static void
check_names(struct writer *writer, int measure, const char *option)
{
    lua_State *L = writer->L;
    int count = writer_get(writer, measure, option) == LUA_TNIL ? 0 : (int)lua_rawlen(L, -1);

    for (int i = 1; i <= count; i++)
        for (int j = 1; j < i; j++) {
            lua_rawgeti(L, -1, i);
            lua_rawgeti(L, -2, j);
            if (lua_rawequal(L, -1, -2))
                form_fail(L, measure, "%s names \"%s\" twice", option, lua_tostring(L, -1));
            lua_pop(L, 2);
        }
    lua_pop(L, 1);
}

static void
check_lists(struct writer *writer, int measure)
{
    static const char *const lists[] = { "every", "each", "among" };
    const struct form *form = form_of(writer->L, measure);

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const struct option *option = form_option(form, lists[i]);
        if (option && option->kind == OPTION_NAMES)
            check_names(writer, measure, lists[i]);
    }
    if (writer_is(writer->L, measure, "people") && writer_has(writer, measure, "every") &&
        writer_has(writer, measure, "each"))
        form_fail(writer->L, measure, "every and each are two ways to read a list: say one of them");
}

static void
check_population(struct writer *writer, int measure)
{
    bool is_pinned = str_eq(writer_text(writer, measure, "mode"), STR("pinned"));

    if (is_pinned && !writer_has(writer, measure, "source"))
        form_fail(writer->L, measure, "mode = \"pinned\" needs source = the source of the count to take");
    if (!is_pinned && writer_has(writer, measure, "source"))
        form_fail(writer->L, measure, "source goes with mode = \"pinned\" alone");
}

/* Two measures by one name: what was promised for each sub-period, and what was done of what was due. */
static void
check_plan(struct writer *writer, int measure)
{
    static const char *const done[] = { "grace", "early", "partial", "weighted" };
    bool every = writer_has(writer, measure, "every");

    if (!every && writer_has(writer, measure, "at_least"))
        form_fail(writer->L, measure, "at_least goes with every = a kind of period");
    for (size_t i = 0; every && i < sizeof done / sizeof *done; i++)
        if (writer_has(writer, measure, done[i]))
            form_fail(writer->L, measure, "%s is about what was done of the plan: leave out every", done[i]);
}

/* "plugin.indicator" */
static void
check_figure(struct writer *writer, int measure)
{
    struct str name = writer_text(writer, measure, "of");
    const char *dot = memchr(name.ptr, '.', name.len);
    size_t before = dot ? (size_t)(dot - name.ptr) : 0;

    if (!dot || !text_is_name((struct str){ name.ptr, before }) ||
        !text_is_name((struct str){ dot + 1, name.len - before - 1 }))
        form_fail(writer->L, measure, "of must be \"plugin.indicator\", got \"%.*s\"", STR_ARG(name));
}

static void
put_option(struct writer *writer, struct buf *json, int measure, const struct option *option, const char *role)
{
    buf_printf(json, ",\"%s\":", option->name);
    if (option->kind == OPTION_RULE)
        buf_printf(json, "%d", rule_number(writer, measure, role));
    else
        writer_put_value(writer, json, measure, option);
}

static void
check_members(struct writer *writer, int measure)
{
    if (writer_is(writer->L, measure, "members") && str_eq(writer_text(writer, measure, "at"), STR("start")) &&
        writer_has(writer, measure, "leavers"))
        form_fail(writer->L, measure, "leavers are counted at the end: leave out at");
}

static const char *
measure_kind(struct writer *writer, int measure)
{
    if (writer_is(writer->L, measure, "plan") && !writer_has(writer, measure, "every"))
        return "completion";
    return form_of(writer->L, measure)->name;
}

void
measure_put(struct writer *writer, struct buf *json, int measure, const char *role)
{
    const struct form *form = form_of(writer->L, measure);

    luaL_checkstack(writer->L, 10, NULL);
    if (writer_is(writer->L, measure, "fold")) {
        fold_form_put(writer, json, measure, role);
        return;
    }
    record_measure_check(writer, measure);
    if (writer_is(writer->L, measure, "count"))
        check_count(writer, measure);
    if (writer_is(writer->L, measure, "population"))
        check_population(writer, measure);
    if (writer_is(writer->L, measure, "figure"))
        check_figure(writer, measure);
    if (writer_is(writer->L, measure, "plan"))
        check_plan(writer, measure);
    check_members(writer, measure);
    check_lists(writer, measure);
    volunteer_forms_check(writer, measure);
    buf_printf(json, "{\"kind\":\"%s\"", measure_kind(writer, measure));
    for (size_t i = 0; i < form->option_count; i++) {
        if (writer_get(writer, measure, form->options[i].name) != LUA_TNIL)
            put_option(writer, json, measure, &form->options[i], role);
        lua_pop(writer->L, 1);
    }
    buf_put_byte(json, '}');
}

void
measure_put_list(struct writer *writer, struct buf *json, int list, const char *role)
{
    lua_State *L = writer->L;
    int count = (int)lua_rawlen(L, list);

    buf_put_byte(json, '[');
    for (int i = 1; i <= count; i++) {
        char numbered[40];

        snprintf(numbered, sizeof numbered, "%s[%d]", role, i);
        lua_rawgeti(L, list, i);
        if (i > 1)
            buf_put_byte(json, ',');
        measure_put(writer, json, lua_gettop(L), numbered);
        lua_pop(L, 1);
    }
    buf_put_byte(json, ']');
}
