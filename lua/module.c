/* SPDX-License-Identifier: MIT */
#include "lua/module.h"

#include "lib/model/ruleset.h"
#include "lua/card_forms.h"
#include "lua/environment.h"
#include "lua/fold_form.h"
#include "lua/form.h"
#include "lua/map_form.h"
#include "lua/number.h"
#include "lua/param.h"
#include "lua/quality_form.h"
#include "lua/record_forms.h"
#include "lua/reporting_forms.h"
#include "lua/target_form.h"
#include "lua/volunteer_forms.h"

#include <lauxlib.h>

enum { TIMES_MAX = 1000000, MINUTES_MAX = 1440, DAYS_MAX = 3660, DECIMALS_MAX = 6 };

static const struct str period_words[] = { STR_INIT("month"), STR_INIT("quarter"), STR_INIT("half"), STR_INIT("year") };

#define WORDS(list) .words = list, .word_count = sizeof list / sizeof *list
#define OPTIONS(list) .options = list, .option_count = sizeof list / sizeof *list

/* ---- measures ---- */

static const struct option people_options[] = {
    { .name = "where", .kind = OPTION_RULE },
    { .name = "status", .kind = OPTION_WORDS, .least = 1, WORDS(attendance_status_names) },
    { .name = "role", .kind = OPTION_WORDS, .least = 1, WORDS(attendance_role_names) },
    { .name = "who", .kind = OPTION_WORD, WORDS(people_who_names) },
    { .name = "scope", .kind = OPTION_WORD, WORDS(people_scope_names) },
    { .name = "min_times", .kind = OPTION_INTEGER, .least = 1, .most = TIMES_MAX },
    { .name = "min_minutes", .kind = OPTION_INTEGER, .least = 0, .most = MINUTES_MAX },
    { .name = "method", .kind = OPTION_WORD, WORDS(people_method_names) },
    { .name = "tree", .kind = OPTION_WORD, WORDS(people_tree_names) },
    { .name = "claim", .kind = OPTION_TEXT },
    { .name = "strict", .kind = OPTION_BOOLEAN },
    { .name = "leavers", .kind = OPTION_BOOLEAN },
    { .name = "every", .kind = OPTION_NAMES, .least = 1 },
    { .name = "each", .kind = OPTION_NAMES, .least = 1 },
};

static const struct str end_words[] = { STR_INIT("end"), STR_INIT("start") };
static const struct option members_options[] = {
    { .name = "leavers", .kind = OPTION_BOOLEAN },
    { .name = "at", .kind = OPTION_WORD, WORDS(end_words) },
};

static const struct option attendances_options[] = {
    { .name = "where", .kind = OPTION_RULE },
    { .name = "status", .kind = OPTION_WORDS, .least = 1, WORDS(attendance_status_names) },
    { .name = "role", .kind = OPTION_WORDS, .least = 1, WORDS(attendance_role_names) },
    { .name = "named", .kind = OPTION_BOOLEAN },
};

static const struct option count_options[] = {
    { .name = "of", .kind = OPTION_TYPE, .required = true, WORDS(count_of_names) },
    { .name = "where", .kind = OPTION_RULE },
    { .name = "distinct", .kind = OPTION_TEXT },
    { .name = "among", .kind = OPTION_NAMES, .least = 1 },
    { .name = "stock", .kind = OPTION_BOOLEAN },
};

static const struct option population_options[] = {
    { .name = "basis", .kind = OPTION_WORD, WORDS(basis_names) },
    { .name = "group", .kind = OPTION_TEXT },
    { .name = "mode", .kind = OPTION_WORD, WORDS(population_mode_names) },
    { .name = "source", .kind = OPTION_TEXT },
    { .name = "each", .kind = OPTION_NAMES, .least = 1 },
};

static const struct option gap_options[] = { { .name = "where", .kind = OPTION_RULE } };

static const struct option periods_options[] = {
    { .name = "every", .kind = OPTION_WORD, .required = true, WORDS(period_words) },
    { .name = "at_least", .kind = OPTION_INTEGER, .least = 1, .most = TIMES_MAX },
    { .name = "where", .kind = OPTION_RULE },
    { .name = "of", .kind = OPTION_TYPE, WORDS(count_of_names) },
    { .name = "distinct", .kind = OPTION_TEXT },
    { .name = "among", .kind = OPTION_NAMES, .least = 1 },
};

static const struct str everybody[] = { STR_INIT("all") };
static const struct option figure_options[] = {
    { .name = "of", .kind = OPTION_TEXT, .required = true },
    { .name = "group", .kind = OPTION_WORD, WORDS(everybody) },
};

static const struct option groups_options[] = {
    { .name = "of", .kind = OPTION_WORD, .required = true, WORDS(groups_of_names) },
    { .name = "among", .kind = OPTION_NAMES, .required = true, .least = 1 },
    { .name = "at_least", .kind = OPTION_INTEGER, .least = 1, .most = TIMES_MAX },
    { .name = "where", .kind = OPTION_RULE },
};

static const struct option plan_options[] = {
    { .name = "every", .kind = OPTION_WORD, WORDS(period_words) },
    { .name = "at_least", .kind = OPTION_INTEGER, .least = 1, .most = TIMES_MAX },
    { .name = "grace", .kind = OPTION_INTEGER, .least = 0, .most = DAYS_MAX },
    { .name = "early", .kind = OPTION_INTEGER, .least = 0, .most = DAYS_MAX },
    { .name = "partial", .kind = OPTION_BOOLEAN },
    { .name = "weighted", .kind = OPTION_BOOLEAN },
    { .name = "where", .kind = OPTION_RULE },
};

static const struct option constant_options[] = { { .name = "value", .kind = OPTION_NUMBER, .required = true } };

/* ---- indicators ---- */

#define SHOWN_OVER_AND_BY \
    { .name = "title", .kind = OPTION_TITLE }, { .name = "by", .kind = OPTION_WORDS, .least = 1, WORDS(breakdown_names) }, \
    { .name = "over", .kind = OPTION_WORDS, .least = 1, WORDS(period_words) }, \
    { .name = "decimals", .kind = OPTION_INTEGER, .least = 0, .most = DECIMALS_MAX }, { .name = "target", .kind = OPTION_TARGET }

static const struct option ratio_options[] = {
    { .name = "numerator", .kind = OPTION_MEASURE, .required = true },
    { .name = "denominator", .kind = OPTION_MEASURE },
    { .name = "requires", .kind = OPTION_MEASURES, .least = 1 },
    SHOWN_OVER_AND_BY,
};

static const struct option value_options[] = {
    { .name = "numerator", .kind = OPTION_MEASURE },
    { .name = "of", .kind = OPTION_MEASURE },
    { .name = "denominator", .kind = OPTION_MEASURE },
    { .name = "requires", .kind = OPTION_MEASURES, .least = 1 },
    { .name = "per", .kind = OPTION_INTEGER, .least = PER_LEAST, .most = PER_MOST },
    SHOWN_OVER_AND_BY,
};

static const struct option all_of_options[] = {
    { .name = "of", .kind = OPTION_NAMES, .required = true, .least = 1 },
    SHOWN_OVER_AND_BY,
};

static const struct option score_options[] = {
    { .name = "of", .kind = OPTION_RULE, .required = true },
    { .name = "reads", .kind = OPTION_NAMES, .least = 1 },
    { .name = "with", .kind = OPTION_NAMED_MEASURES },
    SHOWN_OVER_AND_BY,
};

/* ---- parameters, the plugin ---- */

static const struct option percent_options[] = { { .name = "value", .kind = OPTION_NUMBER } };
static const struct option integer_options[] = {
    { .name = "value", .kind = OPTION_INTEGER, .required = true, .least = INT64_MIN, .most = INT64_MAX },
};
static const struct option boolean_options[] = { { .name = "value", .kind = OPTION_BOOLEAN, .required = true } };
static const struct option text_options[] = {
    { .name = "value", .kind = OPTION_TEXT, .required = true },
    { .name = "choices", .kind = OPTION_NAMES, .least = 1 },
};
static const struct option list_options[] = { { .name = "value", .kind = OPTION_NAMES, .required = true } };
static const struct option reference_options[] = { { .name = "name", .kind = OPTION_TEXT, .required = true } };

static const struct option plugin_options[] = {
    { .name = "name", .kind = OPTION_TEXT, .required = true },
    { .name = "version", .kind = OPTION_TEXT, .required = true },
    { .name = "api", .kind = OPTION_INTEGER, .required = true, .least = 1, .most = 1 },
    { .name = "title", .kind = OPTION_TITLE, .required = true },
    { .name = "params", .kind = OPTION_PARAMS },
    { .name = "indicators", .kind = OPTION_INDICATORS },
    { .name = "scorecards", .kind = OPTION_CARDS },
    { .name = "quality", .kind = OPTION_CHECKS, .least = 1 },
    { .name = "events", .kind = OPTION_EVENTS },
    { .name = "maps", .kind = OPTION_MAPS, .least = 1 },
};

static const struct form forms[] = {
    { .name = "age", .family = FORM_MEASURE },
    { "all_of", FORM_INDICATOR, false, OPTIONS(all_of_options) },
    { "attendances", FORM_MEASURE, false, OPTIONS(attendances_options) },
    { "boolean", FORM_PARAM, true, OPTIONS(boolean_options) },
    { "constant", FORM_MEASURE, true, OPTIONS(constant_options) },
    { "count", FORM_MEASURE, false, OPTIONS(count_options) },
    { "figure", FORM_MEASURE, true, OPTIONS(figure_options), .is_brief = true },
    { "gap", FORM_MEASURE, false, OPTIONS(gap_options) },
    { "groups", FORM_MEASURE, false, OPTIONS(groups_options) },
    { "idle", FORM_MEASURE, false, OPTIONS(gap_options) },
    { "integer", FORM_PARAM, true, OPTIONS(integer_options) },
    { "list", FORM_PARAM, true, OPTIONS(list_options) },
    { "members", FORM_MEASURE, false, OPTIONS(members_options) },
    { "people", FORM_MEASURE, false, OPTIONS(people_options) },
    { "percent", FORM_PARAM, true, OPTIONS(percent_options) },
    { "periods", FORM_MEASURE, false, OPTIONS(periods_options) },
    { "plan", FORM_MEASURE, false, OPTIONS(plan_options) },
    { "plugin", FORM_PLUGIN, false, OPTIONS(plugin_options) },
    { "population", FORM_MEASURE, false, OPTIONS(population_options) },
    { "ratio", FORM_INDICATOR, false, OPTIONS(ratio_options) },
    { "text", FORM_PARAM, true, OPTIONS(text_options) },
    { "value", FORM_INDICATOR, false, OPTIONS(value_options) },
};

static const struct form score_form = { "score", FORM_INDICATOR, false, OPTIONS(score_options) };
static const struct form reference_form = { "param", FORM_REFERENCE, true, OPTIONS(reference_options) };

enum { FORMS = sizeof forms / sizeof *forms, CARD_FORMS_MAX = 16, RECORD_FORMS_MAX = 8, VOLUNTEER_FORMS_MAX = 4, REPORTING_FORMS = 2, TARGET_FORMS = 3,
       NUMBER_FUNCTIONS = 5 };

/* t.under(category, "edu"): it is edu or begins with "edu." */
static int
l_under(lua_State *L)
{
    struct str category = { 0 }, above;

    luaL_argexpected(L, lua_type(L, 2) == LUA_TSTRING && lua_rawlen(L, 2) > 0, 2, "category");
    above.ptr = lua_tolstring(L, 2, &above.len);
    if (lua_type(L, 1) == LUA_TSTRING)
        category.ptr = lua_tolstring(L, 1, &category.len);
    else
        luaL_argexpected(L, lua_isnil(L, 1), 1, "category or nil");
    lua_pushboolean(L, str_starts(category, above) && (category.len == above.len || category.ptr[above.len] == '.'));
    return 1;
}

/* t.score(f) is t.score { of = f }. upvalues as form_make's */
static int
l_score(lua_State *L)
{
    if (lua_isfunction(L, 1)) {
        lua_settop(L, 1);
        lua_createtable(L, 0, 1);
        lua_insert(L, 1);           /* table function */
        lua_setfield(L, 1, "of");   /* table */
    }
    return form_make(L);
}

/* While the file is loaded a stand-in for the value, in a rule the value. upvalues as form_make's */
static int
l_param(lua_State *L)
{
    const bool *is_running = lua_touserdata(L, lua_upvalueindex(2));

    return *is_running ? param_push(L, 1) : form_make(L);
}

static void
add_form(lua_State *L, lua_CFunction function, const struct form *form, const bool *is_running)
{
    lua_pushlightuserdata(L, (void *)form);
    lua_pushlightuserdata(L, (void *)is_running);
    lua_pushcclosure(L, function, 2);
    lua_setfield(L, -2, form->name);
}

void
module_open(lua_State *L, const bool *is_running)
{
    form_open(L);
    lua_createtable(L, 0, FORMS + CARD_FORMS_MAX + RECORD_FORMS_MAX + VOLUNTEER_FORMS_MAX + REPORTING_FORMS + TARGET_FORMS + 5);
    for (int i = 0; i < FORMS; i++)
        add_form(L, form_make, &forms[i], is_running);
    for (size_t i = 0; i < card_form_count; i++)
        add_form(L, form_make, &card_forms[i], is_running);
    for (size_t i = 0; i < record_form_count; i++)
        add_form(L, form_make, &record_forms[i], is_running);
    for (size_t i = 0; i < volunteer_form_count; i++)
        add_form(L, form_make, &volunteer_forms[i], is_running);
    for (size_t i = 0; i < reporting_form_count; i++)
        add_form(L, form_make, &reporting_forms[i], is_running);
    for (size_t i = 0; i < target_form_count; i++)
        add_form(L, form_make, &target_forms[i], is_running);
    add_form(L, form_make, &quality_form, is_running);
    add_form(L, form_make, &map_form, is_running);
    add_form(L, form_make, &fold_form, is_running);
    add_form(L, l_score, &score_form, is_running);
    add_form(L, l_param, &reference_form, is_running);
    number_add_functions(L);
    lua_pushcfunction(L, l_under);
    lua_setfield(L, -2, "under");
    environment_register(L, "turnout");
}

const char *const *
module_functions(void)
{
    static const char *names[FORMS + CARD_FORMS_MAX + RECORD_FORMS_MAX + VOLUNTEER_FORMS_MAX + REPORTING_FORMS + TARGET_FORMS + NUMBER_FUNCTIONS +
                              7];
    size_t count = FORMS;

    for (int i = 0; i < FORMS; i++)
        names[i] = forms[i].name;
    for (size_t i = 0; i < card_form_count; i++)
        names[count++] = card_forms[i].name;
    for (size_t i = 0; i < record_form_count; i++)
        names[count++] = record_forms[i].name;
    for (size_t i = 0; i < volunteer_form_count; i++)
        names[count++] = volunteer_forms[i].name;
    for (size_t i = 0; i < reporting_form_count; i++)
        names[count++] = reporting_forms[i].name;
    for (size_t i = 0; i < target_form_count; i++)
        names[count++] = target_forms[i].name;
    names[count++] = quality_form.name;
    names[count++] = map_form.name;
    names[count++] = fold_form.name;
    for (size_t i = 0; number_functions[i]; i++)
        names[count++] = number_functions[i];
    names[count++] = "param";
    names[count++] = "score";
    names[count] = "under";
    return names;
}
