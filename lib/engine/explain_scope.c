/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain_scope.h"

#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/engine/lent_months.h"

#include <stdlib.h>

static bool
not_found(const char *what, struct str word, const struct str *words, size_t count, struct err *err)
{
    int near = nearest_word(word, words, count);

    if (near >= 0)
        return err_set(err, ERR_USAGE, "%s: there is no %.*s; did you mean %.*s?", what, STR_ARG(word), STR_ARG(words[near]));
    return err_set(err, ERR_USAGE, "%s: there is no %.*s", what, STR_ARG(word));
}

static bool
find_indicator(struct explain_scope *row, const struct ruleset *ruleset, struct str name, struct err *err)
{
    struct str *names;
    size_t count = 0;

    row->indicator = ruleset_find(ruleset, name);
    row->card = row->indicator >= 0 ? -1 : ruleset_find_card(ruleset, name);
    if (row->indicator >= 0 || row->card >= 0)
        return true;
    names = mem_array(ruleset->indicator_count + ruleset->card_count + 1, sizeof *names);
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        names[count++] = ruleset->indicators[i].name;
    for (size_t i = 0; i < ruleset->card_count; i++)
        names[count++] = ruleset->cards[i].name;
    not_found("indicator", name, names, count, err);
    free(names);
    return false;
}

/* A code that was given; without one CODE_NONE. */
static bool
find_code(const char *what, const struct codebook *codes, struct str code, uint32_t *number, struct err *err)
{
    struct str *names;

    *number = CODE_NONE;
    if (!code.ptr)
        return true;
    *number = codebook_find(codes, code);
    if (*number != CODE_NONE)
        return true;
    names = mem_array(codes->count + 1, sizeof *names);
    for (uint32_t i = 0; i < codes->count; i++)
        names[i] = codebook_name(codes, i);
    not_found(what, code, names, codes->count, err);
    free(names);
    return false;
}

/* A team's row carries the team's unit, whatever unit was named. */
static bool
find_unit(struct scope *scope, const struct explain_question *question, struct err *err)
{
    struct facts *facts = scope->facts;
    const struct team_statement *team;

    if (scope->team != CODE_NONE) {
        team = team_current(&facts->teams, scope->team, &facts->units);
        if (!team)
            return err_set(err, ERR_USAGE, "team: nothing is known of %.*s but its name", STR_ARG(question->team));
        if (scope->unit != CODE_NONE && scope->unit != team->unit)
            return err_set(err, ERR_USAGE, "team: %.*s belongs to %.*s", STR_ARG(question->team),
                           STR_ARG(codebook_name(&facts->units.codes, team->unit)));
        scope->unit = team->unit;
    }
    if (scope->unit == CODE_NONE)
        return err_set(err, ERR_USAGE, "unit: say which one");
    if (!unit_known(&facts->units, scope->unit))
        return err_set(err, ERR_USAGE, "unit: nothing is known of %.*s but its name", STR_ARG(question->unit));
    return true;
}

static bool
find_period(struct scope *scope, struct str code, struct err *err)
{
    char day[16];

    if (!code.ptr)
        return err_set(err, ERR_USAGE, "period: say which one");
    if (!period_parse(code, scope->year_start_month, &scope->period) || scope->period.kind > PERIOD_YEAR)
        return err_set(err, ERR_USAGE, "period: %.*s is no month, quarter, half or year (2025-07, 2025Q3, 2025H1, 2025)",
                       STR_ARG(code));
    if (scope->period.first <= scope->as_of)
        return true;
    day_format(scope->as_of, day);
    return err_set(err, ERR_USAGE, "period: %.*s begins after %s, up to which figures are computed", STR_ARG(code), day);
}

static uint32_t
breakdown_of(const struct scope *scope)
{
    return scope->team != CODE_NONE       ? BY_TEAM
           : scope->category != CODE_NONE ? BY_CATEGORY
           : scope->group != CODE_NONE    ? BY_GROUP
                                          : BY_UNIT;
}

static struct str
breakdown_name(uint32_t breakdown)
{
    for (size_t i = 0; i < BREAKDOWNS; i++)
        if (breakdown == 1u << i)
            return breakdown_names[i];
    return STR("");
}

/* Does what is asked for have rows of this kind? */
static bool
check_rows(const struct explain_scope *row, const struct ruleset *ruleset, struct str name, struct err *err)
{
    uint32_t breakdown = breakdown_of(&row->scope), by, over;

    if (row->card >= 0) {
        by = ruleset->cards[row->card].of == CARD_TEAM ? BY_TEAM : BY_UNIT;
        over = ruleset->cards[row->card].over;
    } else {
        by = ruleset->indicators[row->indicator].by;
        over = ruleset->indicators[row->indicator].over;
    }
    if (!(by & breakdown))
        return err_set(err, ERR_USAGE, "%.*s has no figures by %.*s", STR_ARG(name), STR_ARG(breakdown_name(breakdown)));
    if (!(over >> row->scope.period.kind & 1))
        return err_set(err, ERR_USAGE, "%.*s has no figures over a %s", STR_ARG(name), period_kind_name(row->scope.period.kind));
    return true;
}

static bool
find_row(struct scope *scope, const struct explain_question *question, struct err *err)
{
    struct facts *facts = scope->facts;
    int given = (question->team.ptr != NULL) + (question->category.ptr != NULL) + (question->group.ptr != NULL);

    if (given > 1)
        return err_set(err, ERR_USAGE, "a figure is of at most one of team, category and group");
    return find_code("unit", &facts->units.codes, question->unit, &scope->unit, err) &&
           find_code("team", &facts->teams.codes, question->team, &scope->team, err) &&
           find_code("category", &facts->categories.codes, question->category, &scope->category, err) &&
           find_code("group", &facts->people.groups, question->group, &scope->group, err) &&
           find_unit(scope, question, err) && find_period(scope, question->period, err);
}

bool
explain_scope_open(struct explain_scope *row, const struct explain_place *place, const struct explain_question *question,
                   struct err *err)
{
    struct scope *scope = &row->scope;

    *row = (struct explain_scope){ .indicator = -1, .card = -1 };
    *scope = (struct scope){
        .facts = place->facts, .as_of = place->day, .year_start_month = place->year_start_month, .answers = place->answers,
        .sealed = place->sealed,
    };
    if (!find_indicator(row, place->ruleset, question->indicator, err) || !find_row(scope, question, err) ||
        !check_rows(row, place->ruleset, question->indicator, err))
        return false;
    if (scope->team != CODE_NONE) {
        scope_gather_team(place->facts, scope->team, &scope->period, &row->buckets);
    } else {
        scope_gather_unit(place->facts, scope->unit, &scope->period, &row->buckets);
        lent_months_begin(&row->months, place->publisher, place->facts, scope->unit, &scope->period, place->year_start_month);
        scope->months = &row->months;
    }
    scope_use(scope, &row->buckets);
    return true;
}

void
explain_scope_close(struct explain_scope *row)
{
    free(row->buckets.buckets);
    month_sets_free(&row->months);
    *row = (struct explain_scope){ 0 };
}
