/* SPDX-License-Identifier: MIT */
#include "lua/volunteer_forms.h"

#include "lib/model/ruleset.h"

#include <lauxlib.h>

enum { COUNT_MOST = 1000000, WEIGHT_MOST = 10000, WEIGHT_PLACES = 1000 };

static const struct str method_words[] = { STR_INIT("named"), STR_INIT("lower"), STR_INIT("upper") };
static const struct str as_words[] = { STR_INIT("hours"), STR_INIT("minutes") };
static const struct str feedback_words[] = { STR_INIT("answers"), STR_INIT("sent") };

#define WORDS(list) .words = list, .word_count = sizeof list / sizeof *list
#define OPTIONS(list) .options = list, .option_count = sizeof list / sizeof *list
#define PROOF_AND_CAP \
    { .name = "proof", .kind = OPTION_WORDS, .least = 1, WORDS(proof_names) }, \
    { .name = "cap", .kind = OPTION_INTEGER, .least = 0, .most = COUNT_MOST }

static const struct option volunteers_options[] = {
    { .name = "of", .kind = OPTION_WORD, .required = true, WORDS(volunteers_of_names) },
    { .name = "method", .kind = OPTION_WORD, WORDS(method_words) },
    { .name = "min_minutes", .kind = OPTION_INTEGER, .least = 1, .most = COUNT_MOST },
    { .name = "stars", .kind = OPTION_INTEGER, .least = 1, .most = STARS_MAX },
    { .name = "hours", .kind = OPTION_NUMBERS, .least = 1 },
    { .name = "min_days", .kind = OPTION_INTEGER, .least = 0, .most = COUNT_MOST },
    PROOF_AND_CAP,
};

static const struct option hours_options[] = {
    { .name = "as", .kind = OPTION_WORD, WORDS(as_words) },
    PROOF_AND_CAP,
};

static const struct option feedback_options[] = {
    { .name = "of", .kind = OPTION_WORD, WORDS(feedback_words) },
    { .name = "levels", .kind = OPTION_NUMBERS, .least = 1 },
    { .name = "weights", .kind = OPTION_NUMBERS, .least = 1 },
    { .name = "min_n", .kind = OPTION_INTEGER, .least = 0, .most = COUNT_MOST },
};

const struct form volunteer_forms[] = {
    { "feedback", FORM_MEASURE, false, OPTIONS(feedback_options) },
    { "volunteer_hours", FORM_MEASURE, false, OPTIONS(hours_options) },
    { "volunteers", FORM_MEASURE, false, OPTIONS(volunteers_options) },
};
const size_t volunteer_form_count = sizeof volunteer_forms / sizeof *volunteer_forms;

/* Options that say nothing where `of` is something else. */
static void
refuse(struct writer *writer, int measure, const char *const *options, const char *of)
{
    for (; *options; options++)
        if (writer_has(writer, measure, *options))
            form_fail(writer->L, measure, "%s goes with of = \"%s\" alone", *options, of);
}

/* The i-th number of a list on the top of the stack. */
static struct fraction
number_at(lua_State *L, int i)
{
    char text[FORM_NUMBER_SIZE];
    struct fraction number = { 0, 1 };

    lua_rawgeti(L, -1, i);
    if (form_decimal(L, -1, text))
        fraction_parse(str_of(text), &number);
    lua_pop(L, 1);
    return fraction_reduce(number);
}

static void
check_thresholds(struct writer *writer, int measure)
{
    lua_State *L = writer->L;
    struct fraction before = { 0, 1 };
    int count = writer_get(writer, measure, "hours") == LUA_TNIL ? 0 : (int)lua_rawlen(L, -1);

    if (count == 0 || !writer_has(writer, measure, "stars"))
        form_fail(L, measure, "stars need hours = { ... }, and stars = which of them to reach");
    if (count > STARS_MAX)
        form_fail(L, measure, "hours are %d at most", STARS_MAX);
    for (int i = 1; i <= count; i++) {
        struct fraction number = number_at(L, i);
        if (fraction_cmp(number, before) <= 0 || number.num > COUNT_MOST || 60 % number.den != 0)
            form_fail(L, measure, "hours must rise from above 0 and be whole minutes");
        before = number;
    }
    lua_pop(L, 1);
    writer_get(writer, measure, "stars");
    if (lua_tointeger(L, -1) > count)
        form_fail(L, measure, "stars is %d, but hours has %d thresholds", (int)lua_tointeger(L, -1), count);
    lua_pop(L, 1);
}

static void
check_volunteers(struct writer *writer, int measure)
{
    static const char *const active[] = { "method", "min_minutes", NULL }, *const starred[] = { "stars", "hours", "min_days", NULL },
                      *const served[] = { "proof", "cap", NULL };
    struct str of = writer_text(writer, measure, "of");
    bool is_active = str_eq(of, STR("active")), is_starred = str_eq(of, STR("starred"));

    if (!is_active)
        refuse(writer, measure, active, "active");
    if (!is_starred)
        refuse(writer, measure, starred, "starred");
    if (!is_active && !is_starred)
        refuse(writer, measure, served, "active\" or \"starred");
    if (is_starred)
        check_thresholds(writer, measure);
}

static void
check_levels(struct writer *writer, int measure)
{
    lua_State *L = writer->L;
    int count = writer_get(writer, measure, "levels") == LUA_TNIL ? 0 : (int)lua_rawlen(L, -1);
    unsigned seen = 0;

    for (int i = 1; i <= count; i++) {
        struct fraction level = number_at(L, i);
        if (level.den != 1 || level.num < 0 || level.num > FEEDBACK_LEVEL_MAX || (seen >> level.num & 1))
            form_fail(L, measure, "levels are numbers from 0 to %d, each of them once", FEEDBACK_LEVEL_MAX);
        seen |= 1u << level.num;
    }
    lua_pop(L, 1);
}

static void
check_weights(struct writer *writer, int measure)
{
    lua_State *L = writer->L;
    int count = writer_get(writer, measure, "weights") == LUA_TNIL ? 0 : (int)lua_rawlen(L, -1);

    if (count > 0 && count != FEEDBACK_LEVEL_MAX)
        form_fail(L, measure, "weights are %d: of the levels from %d to 1", FEEDBACK_LEVEL_MAX, FEEDBACK_LEVEL_MAX);
    if (count > 0 && writer_has(writer, measure, "levels"))
        form_fail(L, measure, "weights are of all levels: leave out levels");
    for (int i = 1; i <= count; i++) {
        struct fraction weight = number_at(L, i);
        if (weight.num < 0 || fraction_cmp(weight, (struct fraction){ WEIGHT_MOST, 1 }) > 0 || WEIGHT_PLACES % weight.den != 0)
            form_fail(L, measure, "weights are from 0 to %d, with at most 3 decimals", WEIGHT_MOST);
    }
    lua_pop(L, 1);
}

void
volunteer_forms_check(struct writer *writer, int measure)
{
    static const char *const answers[] = { "levels", "weights", "min_n", NULL };

    if (writer_is(writer->L, measure, "volunteers"))
        check_volunteers(writer, measure);
    if (!writer_is(writer->L, measure, "feedback"))
        return;
    if (str_eq(writer_text(writer, measure, "of"), STR("sent")))
        refuse(writer, measure, answers, "answers");
    check_levels(writer, measure);
    check_weights(writer, measure);
}

/* Who is registered belongs to a unit; who is starred, too, where days of registration are asked for. */
static bool
is_of_units(struct writer *writer, int measure)
{
    struct str of = writer_text(writer, measure, "of");

    return str_eq(of, STR("registered")) || str_eq(of, STR("recruited")) || writer_has(writer, measure, "min_days");
}

static bool
is_ours(lua_State *L, int measure)
{
    for (size_t i = 0; i < volunteer_form_count; i++)
        if (form_of(L, measure) == &volunteer_forms[i])
            return true;
    return false;
}

void
volunteer_forms_check_by(struct writer *writer, int indicator, int measure)
{
    lua_State *L = writer->L;
    bool units_only = writer_is(L, measure, "volunteers") && is_of_units(writer, measure);
    struct str by;

    if (!is_ours(L, measure))
        return;
    writer_words(writer, indicator, "by");
    for (int i = 1; (by = writer_word(L, -1, i)).ptr; i++)
        if (str_eq(by, STR("group")) || (units_only && !str_eq(by, STR("unit"))))
            form_fail(L, indicator, "t.%s knows nothing by %.*s: by must leave it out", form_of(L, measure)->name, STR_ARG(by));
    lua_pop(L, 1);
}
