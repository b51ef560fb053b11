/* SPDX-License-Identifier: MIT */
#include "cli/vocabulary.h"

#include "cli/columns.h"
#include "cli/lang.h"
#include "lib/model/fraction.h"

#include <string.h>

struct word {
    struct str code;
    const char *text;
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct word states[] = {
    { STR_INIT("no_data"), N_("no data") },
    { STR_INIT("no_denominator"), N_("no denominator") },
    { STR_INIT("n_a"), N_("n/a") },
    { STR_INIT("error"), N_("error") },
    { STR_INIT("suppressed"), N_("suppressed") },
};

static const struct word flags[] = {
    { STR_INIT("over_100"), N_("more than the whole") },
    { STR_INIT("low_n"), N_("few answers") },
    { STR_INIT("late"), N_("data that came after the close") },
    { STR_INIT("revised"), N_("revised") },
    { STR_INIT("partial_population"), N_("some units below have no population") },
    { STR_INIT("stale"), N_("out of date") },
    { STR_INIT("in_progress"), N_("the period is not over") },
    { STR_INIT("estimated"), N_("partly estimated") },
    { STR_INIT("multi_headcount"), N_("several headcounts of one activity") },
    { STR_INIT("headcount_lt_named"), N_("a headcount smaller than the names") },
    { STR_INIT("dormant"), N_("nothing for 90 days") },
    { STR_INIT("new"), N_("there for less than 90 days") },
    { STR_INIT("declared_out_of_bounds"), N_("the declared number is not possible") },
};

/* enum refusal_code of lib/wire/refusal.h */
static const struct word refusals[] = {
    { STR_INIT("bad_json"), N_("not JSON") },
    { STR_INIT("bad_utf8"), N_("not UTF-8") },
    { STR_INIT("duplicate_key"), N_("a member is given twice") },
    { STR_INIT("too_deep"), N_("nested too deeply") },
    { STR_INIT("too_long"), N_("the line is too long") },
    { STR_INIT("missing_field"), N_("something is missing") },
    { STR_INIT("bad_field"), N_("a value is wrong") },
    { STR_INIT("unknown_type"), N_("no such type of event") },
    { STR_INIT("bad_id"), N_("id or source is wrong") },
    { STR_INIT("future"), N_("it lies in the future") },
    { STR_INIT("personal_data"), N_("personal data is not taken") },
    { STR_INIT("cycle"), N_("it would lead back to itself") },
    { STR_INIT("forbidden"), N_("not allowed") },
    { STR_INIT("conflict"), N_("the same id and rev said something else before") },
};

static const struct word categories[] = {
    { STR_INIT("edu"), N_("education") },
    { STR_INIT("edu.ideals"), N_("ideals") },
    { STR_INIT("edu.civility"), N_("civility") },
    { STR_INIT("edu.science"), N_("science") },
    { STR_INIT("edu.law"), N_("law") },
    { STR_INIT("edu.moral"), N_("morality") },
    { STR_INIT("edu.health"), N_("health") },
    { STR_INIT("edu.culture"), N_("culture courses") },
    { STR_INIT("edu.reading"), N_("reading") },
    { STR_INIT("culture"), N_("culture") },
    { STR_INIT("culture.show"), N_("shows") },
    { STR_INIT("culture.festival"), N_("festivals") },
    { STR_INIT("culture.film"), N_("films") },
    { STR_INIT("culture.music"), N_("music") },
    { STR_INIT("culture.dance"), N_("dance") },
    { STR_INIT("culture.art"), N_("arts") },
    { STR_INIT("sport"), N_("sports") },
    { STR_INIT("sport.contest"), N_("contests") },
    { STR_INIT("sport.fitness"), N_("fitness") },
    { STR_INIT("service"), N_("services") },
    { STR_INIT("volunteer"), N_("volunteering") },
};

static const struct word groups[] = {
    { STR_INIT("elderly"), N_("elderly people") },
    { STR_INIT("minor"), N_("minors") },
    { STR_INIT("youth"), N_("young people") },
    { STR_INIT("women"), N_("women") },
    { STR_INIT("disabled"), N_("disabled people") },
    { STR_INIT("party"), N_("party members") },
    { STR_INIT("migrant"), N_("migrant workers") },
    { STR_INIT("retired"), N_("retired people") },
    { STR_INIT("veteran"), N_("veterans") },
    { STR_INIT("pupil"), N_("pupils") },
    { STR_INIT("low_income"), N_("people of low income") },
    { STR_INIT("laid_off"), N_("laid-off workers") },
};

static const char *
find(struct str code, const struct word *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(words[i].code, code))
            return _(words[i].text);
    return NULL;
}

struct str
word_of_state(struct str state)
{
    const char *text = find(state, states, COUNT(states));

    return text ? str_of(text) : state;
}

struct str
word_of_flag(struct str flag)
{
    const char *text = find(flag, flags, COUNT(flags));

    return text ? str_of(text) : flag;
}

void
put_refusal(struct buf *out, struct str code)
{
    columns_put(out, code);
    if (lang_now() == LANG_EN)
        return;
    for (size_t i = 0; i < COUNT(refusals); i++)
        if (str_eq(refusals[i].code, code))
            buf_printf(out, " (%s)", _(refusals[i].text));
}

struct str
word_of_category(struct str code)
{
    return str_of(find(code, categories, COUNT(categories)));
}

struct str
word_of_group(struct str code)
{
    return str_of(find(code, groups, COUNT(groups)));
}

struct str
words_of_proof(struct str name, uint64_t minutes, struct arena *arena)
{
    char hours[DECIMAL_SIZE];

    if (minutes == 0 || minutes > INT64_MAX)
        return (struct str){ 0 };
    decimal_print((int64_t)minutes, 60, 1, 2, hours);
    if (str_eq(name, STR("clock")))
        return arena_printf(arena, _("%s h by the clock"), hours);
    if (str_eq(name, STR("declared")))
        return arena_printf(arena, _("%s h declared"), hours);
    return (struct str){ 0 };
}

struct str
words_of_note(struct str name, uint64_t count, struct arena *arena)
{
    unsigned long long n = count;

    if (str_eq(name, STR("undated")))
        return arena_printf(
            arena, ngettext("%llu session without an exact day", "%llu sessions without an exact day", count), n);
    if (str_eq(name, STR("unknown_home")))
        return arena_printf(arena, ngettext("%llu person of unknown home", "%llu people of unknown home", count), n);
    if (str_eq(name, STR("extra")))
        return arena_printf(arena, ngettext("%llu session outside the plan", "%llu sessions outside the plan", count), n);
    if (str_eq(name, STR("rescheduled")))
        return arena_printf(arena, ngettext("%llu item rescheduled", "%llu items rescheduled", count), n);
    if (str_eq(name, STR("stale_since")))
        return arena_printf(arena, _("stale since log position %llu"), n);
    return arena_printf(arena, "%.*s %llu", STR_ARG(name), n);
}

/* The digit that a code of six bytes, like 2024Q3, ends with; 0 for another code. */
static int
part_of(struct str code, char letter)
{
    return code.len == 6 && code.ptr[4] == letter ? code.ptr[5] - '0' : 0;
}

struct str
words_of_period(struct str code, struct arena *arena)
{
    char year[5] = "";

    memcpy(year, code.ptr, code.len < 4 ? code.len : 4);
    if (code.len == 4)
        return arena_printf(arena, _("year %s"), year);
    if (part_of(code, 'H') == 1)
        return arena_printf(arena, _("first half of %s"), year);
    if (part_of(code, 'H') == 2)
        return arena_printf(arena, _("second half of %s"), year);
    if (part_of(code, 'Q') > 0)
        return arena_printf(arena, _("quarter %2$d of %1$s"), year, part_of(code, 'Q'));
    if (code.len == 7 && code.ptr[4] == '-')
        return arena_printf(arena, _("month %2$d of %1$s"), year, (code.ptr[5] - '0') * 10 + code.ptr[6] - '0');
    return code;
}

struct str
words_of_moment(struct str day, uint64_t position, struct arena *arena)
{
    return arena_printf(arena, _("As of %.*s, log position %llu."), STR_ARG(day), (unsigned long long)position);
}
