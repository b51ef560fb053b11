/* SPDX-License-Identifier: MIT */
#include "lua/indicator.h"

#include "lib/base/nearest.h"
#include "lib/model/answer_book.h"
#include "lib/model/period.h"
#include "lib/model/record_fields.h"
#include "lua/description.h"
#include "lua/fold_form.h"
#include "lua/foreign_form.h"
#include "lua/measure.h"
#include "lua/new_rule.h"
#include "lua/ordered.h"
#include "lua/record_measure.h"
#include "lua/reporting_forms.h"
#include "lua/target_form.h"
#include "lua/volunteer_forms.h"

#include <lauxlib.h>

static bool
is_of_periods(struct writer *writer, int measure)
{
    return writer_is(writer->L, measure, "periods") ||
           (writer_is(writer->L, measure, "plan") && writer_has(writer, measure, "every"));
}

static bool
brings_denominator(struct writer *writer, int measure)
{
    return is_of_periods(writer, measure) || writer_is(writer->L, measure, "plan") ||
           writer_is(writer->L, measure, "groups") || record_measure_is_share(writer, measure) ||
           reporting_forms_has(writer->L, measure);
}

/* Categories of a list and a category's row would ask for two things at once. */
static void
check_category(struct writer *writer, int indicator, int measure)
{
    lua_State *L = writer->L;
    bool lists = writer_is(L, measure, "count") && writer_has(writer, measure, "among");
    struct str by;

    if (writer_is(L, measure, "people"))
        lists = writer_has(writer, measure, "every") || writer_has(writer, measure, "each");
    writer_words(writer, indicator, "by");
    for (int i = 1; lists && (by = writer_word(L, -1, i)).ptr; i++)
        if (str_eq(by, STR("category")))
            form_fail(L, indicator, "a list of categories is not broken down by category: by must leave it out");
    lua_pop(L, 1);
}

/* Only of a team can members be counted. */
static void
check_members(struct writer *writer, int indicator, int measure)
{
    lua_State *L = writer->L;
    bool is_by_team;

    if (!writer_is(L, measure, "members") &&
        !(writer_is(L, measure, "people") && str_eq(writer_text(writer, measure, "who"), STR("members"))))
        return;
    writer_words(writer, indicator, "by");
    is_by_team = lua_rawlen(L, -1) == 1 && str_eq(writer_word(L, -1, 1), STR("team"));
    lua_pop(L, 1);
    if (!is_by_team)
        form_fail(L, indicator, "members are those of a team: by must be { \"team\" }");
}

/* Are there rows of records broken down so? Awards are also of a team; what is about a session follows it. */
static bool
has_rows(enum event_type type, struct str by)
{
    bool follows = record_field_find(type, STR("activity")) != NULL;

    return str_eq(by, STR("unit")) || (str_eq(by, STR("category")) && follows) ||
           (str_eq(by, STR("team")) && (follows || record_field_find(type, STR("team"))));
}

/* The same of other people's events, which have what they declare. */
static bool
has_foreign_rows(const struct foreign_type *type, struct str by)
{
    bool follows = foreign_field_find(type, STR("activity")) != NULL;

    return str_eq(by, STR("unit")) || (str_eq(by, STR("category")) && follows) ||
           (str_eq(by, STR("team")) && (follows || foreign_field_find(type, STR("team"))));
}

static bool
has_rows_of(struct writer *writer, int measure, int of, struct str by)
{
    if (of != COUNT_FOREIGN)
        return has_rows(count_of_type((enum count_of)of), by);
    if (str_eq(by, STR("category")) && (writer_is(writer->L, measure, "latest") || (writer_is(writer->L, measure, "count") && writer_has(writer, measure, "stock"))))
        return false; /* what holds from its day on has no session any more */
    return has_foreign_rows(foreign_form_find(writer, measure, "of", writer_text(writer, measure, "of")), by);
}

static void
check_records(struct writer *writer, int indicator, int measure)
{
    int of = record_measure_of(writer, measure);
    lua_State *L = writer->L;
    struct str by;

    fold_form_check(writer, indicator, measure);
    if (of < COUNT_RECORDS)
        return;
    writer_words(writer, indicator, "by");
    for (int i = 1; (by = writer_word(L, -1, i)).ptr; i++)
        if (!has_rows_of(writer, measure, of, by))
            form_fail(L, indicator, "%.*s has no %.*s: by must leave it out",
                      STR_ARG(of == COUNT_FOREIGN ? writer_text(writer, measure, "of") : count_of_names[of]), STR_ARG(by));
    lua_pop(L, 1);
}

/* A month holds no whole quarter: such a row would be empty for ever. */
static void
check_every(struct writer *writer, int indicator, int measure)
{
    struct str every = writer_text(writer, measure, "every");
    enum period_kind needed, kind;
    lua_State *L = writer->L;
    struct str over;

    period_kind_find(every, &needed);
    writer_words(writer, indicator, "over");
    for (int i = 1; (over = writer_word(L, -1, i)).ptr; i++)
        if (period_kind_find(over, &kind) && kind < needed)
            form_fail(L, indicator, "a %.*s holds no whole %.*s: over must leave it out", STR_ARG(over), STR_ARG(every));
    lua_pop(L, 1);
}

static void
check_requires(struct writer *writer, int indicator)
{
    lua_State *L = writer->L;
    int count = 0;

    if (writer_get(writer, indicator, "requires") != LUA_TNIL)
        count = (int)lua_rawlen(L, -1);
    for (int i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        if (!is_of_periods(writer, lua_gettop(L)))
            form_fail(L, indicator, "requires takes t.periods and t.plan, got t.%s", form_of(L, -1)->name);
        check_every(writer, indicator, lua_gettop(L));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static void
check_denominator(struct writer *writer, int indicator, int numerator)
{
    lua_State *L = writer->L;
    bool has_own = brings_denominator(writer, numerator);
    bool is_given = writer_get(writer, indicator, "denominator") != LUA_TNIL;

    if (is_given && has_own)
        form_fail(L, indicator, "t.%s brings its own denominator: leave out denominator", form_of(L, numerator)->name);
    if (is_given && brings_denominator(writer, lua_gettop(L)))
        form_fail(L, indicator, "t.%s is a numerator and brings its own denominator", form_of(L, -1)->name);
    if (is_given) {
        check_members(writer, indicator, lua_gettop(L));
        check_records(writer, indicator, lua_gettop(L));
        volunteer_forms_check_by(writer, indicator, lua_gettop(L));
    }
    if (!is_given && !has_own && writer_is(L, indicator, "ratio"))
        form_fail(L, indicator, "needs the option 'denominator'");
    if (!is_given && writer_is(L, indicator, "value") && writer_has(writer, indicator, "per"))
        form_fail(L, indicator, "per says for how many of the denominator: that is missing");
    lua_pop(L, 1);
}

/* Pushes the numerator, which t.value also calls `of`. */
static void
push_numerator(struct writer *writer, int indicator)
{
    bool says_of = writer_is(writer->L, indicator, "value") && writer_has(writer, indicator, "of");

    if (says_of == writer_has(writer, indicator, "numerator"))
        form_fail(writer->L, indicator, "needs the option 'numerator', or 'of', which is the same");
    writer_get(writer, indicator, says_of ? "of" : "numerator");
}

static void
put_share(struct writer *writer, struct buf *json, int indicator)
{
    lua_State *L = writer->L;
    int numerator;

    push_numerator(writer, indicator);
    numerator = lua_gettop(L);
    check_members(writer, indicator, numerator);
    volunteer_forms_check_by(writer, indicator, numerator);
    reporting_forms_check_by(writer, indicator, numerator);
    check_category(writer, indicator, numerator);
    check_records(writer, indicator, numerator);
    if (is_of_periods(writer, numerator))
        check_every(writer, indicator, numerator);
    check_denominator(writer, indicator, numerator);
    check_requires(writer, indicator);
    buf_printf(json, ",\"numerator\":");
    measure_put(writer, json, numerator, "numerator");
    if (writer_get(writer, indicator, "denominator") != LUA_TNIL) {
        buf_printf(json, ",\"denominator\":");
        measure_put(writer, json, lua_gettop(L), "denominator");
    }
    if (writer_get(writer, indicator, "requires") != LUA_TNIL) {
        buf_printf(json, ",\"requires\":");
        measure_put_list(writer, json, lua_gettop(L), "requires");
    }
    lua_settop(L, numerator - 1);
}

/* Has the part figures wherever the whole has them? */
static bool
covers(struct writer *writer, int part, int whole, const char *option)
{
    lua_State *L = writer->L;
    bool is_covered = true;
    int needed, there;

    writer_words(writer, whole, option);
    needed = lua_gettop(L);
    writer_words(writer, part, option);
    there = lua_gettop(L);
    for (int i = 1; i <= (int)lua_rawlen(L, needed); i++) {
        bool found = false;

        lua_rawgeti(L, needed, i);
        for (int j = 1; j <= (int)lua_rawlen(L, there) && !found; j++) {
            lua_rawgeti(L, there, j);
            found = lua_rawequal(L, -1, -2);
            lua_pop(L, 1);
        }
        is_covered &= found;
        lua_pop(L, 1);
    }
    lua_settop(L, needed - 1);
    return is_covered;
}

static void
no_such_part(struct writer *writer, int indicator, struct str part)
{
    const struct description *out = writer->out;
    int near = nearest_word(part, out->indicators, out->indicator_count);

    if (near >= 0)
        form_fail(writer->L, indicator, "the plugin has no indicator '%.*s': did you mean '%.*s'?", STR_ARG(part),
                  STR_ARG(out->indicators[near]));
    form_fail(writer->L, indicator, "the plugin has no indicator '%.*s'", STR_ARG(part));
}

static void
check_part(struct writer *writer, int indicator, struct str part)
{
    lua_State *L = writer->L;
    int object;

    lua_pushlstring(L, part.ptr, part.len);
    if (lua_rawget(L, writer->indicators) == LUA_TNIL)
        no_such_part(writer, indicator, part);
    object = lua_gettop(L);
    if (writer_is(L, object, "all_of") || writer_is(L, object, "score"))
        form_fail(L, indicator, "'%.*s' is itself made by t.%s", STR_ARG(part), form_of(L, object)->name);
    if (!writer_has(writer, object, "target"))
        form_fail(L, indicator, "'%.*s' has no target, so it is never met", STR_ARG(part));
    if (!covers(writer, object, indicator, "by") || !covers(writer, object, indicator, "over"))
        form_fail(L, indicator, "'%.*s' lacks a breakdown or period of this one: see by and over", STR_ARG(part));
    lua_pop(L, 1);
}

static void
put_parts(struct writer *writer, struct buf *json, int indicator)
{
    lua_State *L = writer->L;
    struct str part;

    writer_get(writer, indicator, "of");
    for (int i = 1; (part = writer_word(L, -1, i)).ptr; i++)
        check_part(writer, indicator, part);
    buf_printf(json, ",\"parts\":");
    writer_put_list(writer, json, lua_gettop(L));
    lua_pop(L, 1);
}

/* ---- t.score ---- */

/* Pushes the names of what is read: as given, or every other indicator of the plugin that has figures wherever this one has. */
static void
push_reads(struct writer *writer, int indicator)
{
    const struct description *out = writer->out;
    lua_State *L = writer->L;
    int list;

    if (writer_get(writer, indicator, "reads") != LUA_TNIL)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    list = lua_gettop(L);
    for (size_t i = 0; i < out->indicator_count && !writer_has(writer, indicator, "with"); i++) {
        lua_pushlstring(L, out->indicators[i].ptr, out->indicators[i].len);
        lua_rawget(L, writer->indicators);
        if (!writer_is(L, list + 1, "score") && covers(writer, list + 1, indicator, "by") &&
            covers(writer, list + 1, indicator, "over")) {
            lua_pushlstring(L, out->indicators[i].ptr, out->indicators[i].len);
            lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
        }
        lua_settop(L, list);
    }
}

/* The names in the object and in the rule's own list. */
static void
add_read(struct writer *writer, int indicator, struct plugin_rule *rule, struct str name)
{
    if (str_eq(name, STR("period")) || str_find(name, rule->reads, rule->read_count) >= 0)
        form_fail(writer->L, indicator, "the name '%.*s' is taken", STR_ARG(name));
    if (rule->read_count == SCORE_READS_MAX)
        form_fail(writer->L, indicator, "reads more than %d figures", SCORE_READS_MAX);
    rule->reads[rule->read_count++] = arena_copy(&writer->out->arena, name);
}

/* What other plugins have is looked at when all are there. */
static void
check_read(struct writer *writer, int indicator, struct str name)
{
    lua_State *L = writer->L;

    if (str_eq(name, writer->indicator))
        form_fail(L, indicator, "reads itself");
    lua_pushlstring(L, name.ptr, name.len);
    if (lua_rawget(L, writer->indicators) != LUA_TNIL &&
        (!covers(writer, lua_gettop(L), indicator, "by") || !covers(writer, lua_gettop(L), indicator, "over")))
        form_fail(L, indicator, "'%.*s' lacks a breakdown or period of this one: see by and over", STR_ARG(name));
    lua_pop(L, 1);
}

static void
put_reads(struct writer *writer, struct buf *json, int indicator, struct plugin_rule *rule)
{
    lua_State *L = writer->L;
    struct str name;

    push_reads(writer, indicator);
    for (int i = 1; (name = writer_word(L, -1, i)).ptr; i++) {
        check_read(writer, indicator, name);
        add_read(writer, indicator, rule, name);
    }
    buf_printf(json, ",\"reads\":");
    writer_put_list(writer, json, lua_gettop(L));
    lua_pop(L, 1);
}

/* with = { name = measure } */
static void
put_with(struct writer *writer, struct buf *json, int indicator, struct plugin_rule *rule)
{
    lua_State *L = writer->L;
    lua_Integer count;
    int with;

    if (writer_get(writer, indicator, "with") == LUA_TNIL) {
        lua_pop(L, 1);
        return;
    }
    with = lua_gettop(L);
    count = ordered_keys(L, with); /* with keys */
    for (lua_Integer i = 1; i <= count; i++) {
        struct str name;

        lua_rawgeti(L, with + 1, i);
        name = form_text_at(L, -1);
        add_read(writer, indicator, rule, name);
        lua_rawget(L, with);       /* with keys measure */
        if (writer_is(L, with + 2, "figure"))
            form_fail(L, indicator, "name the indicator of t.figure in reads");
        check_members(writer, indicator, with + 2);
        reporting_forms_check_by(writer, indicator, with + 2);
        check_category(writer, indicator, with + 2);
        if (is_of_periods(writer, with + 2))
            check_every(writer, indicator, with + 2);
        buf_printf(json, "%s{\"name\":\"%.*s\",\"measure\":", i > 1 ? "," : ",\"with\":[", STR_ARG(rule->reads[rule->read_count - 1]));
        measure_put(writer, json, with + 2, rule->reads[rule->read_count - 1].ptr);
        buf_put_byte(json, '}');
        lua_settop(L, with + 1);
    }
    if (count > 0)
        buf_put_byte(json, ']');
    lua_settop(L, with - 1);
}

static void
put_score(struct writer *writer, struct buf *json, int indicator)
{
    struct plugin_rule *rule;
    int number;

    writer_get(writer, indicator, "of");
    number = new_rule_put(writer, indicator, SUBJECT_FIGURES, "of");
    lua_pop(writer->L, 1);
    rule = &writer->out->rules[number];
    rule->reads = arena_array(&writer->out->arena, SCORE_READS_MAX, sizeof *rule->reads);
    buf_printf(json, ",\"rule\":%d", number);
    put_reads(writer, json, indicator, rule);
    put_with(writer, json, indicator, rule);
    if (rule->read_count == 0)
        form_fail(writer->L, indicator, "reads nothing: name indicators in reads, or measures in with");
}

static void
put_words(struct writer *writer, struct buf *json, int indicator, const char *option)
{
    buf_printf(json, ",\"%s\":", option);
    writer_words(writer, indicator, option);
    writer_put_list(writer, json, lua_gettop(writer->L));
    lua_pop(writer->L, 1);
}

static void
put_print_and_target(struct writer *writer, struct buf *json, int indicator)
{
    lua_State *L = writer->L;
    int top = lua_gettop(L);
    bool is_value = writer_is(L, indicator, "value"), is_score = writer_is(L, indicator, "score");
    int decimals = is_value ? 0 : 2, factor = is_value || is_score ? 1 : 100;

    if (writer_get(writer, indicator, "decimals") != LUA_TNIL)
        decimals = (int)lua_tointeger(L, -1);
    if (is_value && writer_get(writer, indicator, "per") != LUA_TNIL)
        factor = (int)lua_tointeger(L, -1);
    buf_printf(json, ",\"decimals\":%d,\"factor\":%d", decimals, factor);
    if (writer_get(writer, indicator, "target") != LUA_TNIL)
        target_form_put(writer, json, lua_gettop(L));
    lua_settop(L, top);
}

void
indicator_put(struct writer *writer, struct buf *json, int indicator)
{
    const struct form *form = form_of(writer->L, indicator);

    luaL_checkstack(writer->L, 20, NULL);
    buf_printf(json, "{\"name\":\"%.*s\",\"kind\":\"%s\"", STR_ARG(writer->indicator), form->name);
    if (writer_is(writer->L, indicator, "all_of"))
        put_parts(writer, json, indicator);
    else if (writer_is(writer->L, indicator, "score"))
        put_score(writer, json, indicator);
    else
        put_share(writer, json, indicator);
    put_words(writer, json, indicator, "by");
    put_words(writer, json, indicator, "over");
    put_print_and_target(writer, json, indicator);
}
