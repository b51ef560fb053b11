/* SPDX-License-Identifier: MIT */
#include "lua/manifest_measure.h"

#include "lib/model/record_fields.h"
#include "lua/manifest_foreign.h"
#include "lua/manifest_records.h"
#include "lua/manifest_reporting.h"
#include "lua/manifest_volunteers.h"

static bool
fits(const struct rule *rule, const struct measure *measure)
{
    if (rule->emits)
        return false;
    if (measure_is_of_records(measure))
        return rule->subject == SUBJECT_RECORD && rule->of == measure->type && str_eq(rule->foreign, measure->foreign);
    if (measure->kind == MEASURE_PLAN || measure->kind == MEASURE_COMPLETION ||
        (measure->kind == MEASURE_COUNT && measure->of == COUNT_PLAN_ITEMS))
        return rule->subject == SUBJECT_PLAN_ITEM;
    return rule->subject == SUBJECT_SESSION && !(measure->kind == MEASURE_COUNT && measure->of == COUNT_TEAMS);
}

static bool
read_rule(struct reading *reading, const json_t *object, struct measure *measure)
{
    int64_t number = RULE_NONE;
    int rule;

    if (!read_integer(reading, object, "where", 0, (int64_t)reading->rule_count - 1, &number))
        return false;
    if (number == RULE_NONE)
        return true;
    rule = (int)(reading->first_rule + (uint32_t)number);
    if (!fits(&reading->ruleset->rules[rule], measure))
        return bad(reading, "where", "asks about another kind of thing");
    measure->rule = rule;
    return true;
}

/* The list of the measure under one of its names; at most one may be there. */
static bool
read_list_of(struct reading *reading, const json_t *object, const char *key, enum list_of list_of, struct measure *measure)
{
    if (!json_object_get(object, key))
        return true;
    if (measure->list_of != LIST_NONE)
        return bad(reading, key, "is a second list");
    measure->list_of = list_of;
    return read_list(reading, object, key, &measure->list);
}

static bool
read_people(struct reading *reading, const json_t *object, struct measure *measure)
{
    int who = WHO_RESIDENTS, scope = SCOPE_HOST, method = METHOD_NAMED, tree = TREE_AS_WAS;

    if (!read_word(reading, object, "who", people_who_names, PEOPLE_WHOS, &who) ||
        !read_word(reading, object, "scope", people_scope_names, PEOPLE_SCOPES, &scope) ||
        !read_word(reading, object, "method", people_method_names, PEOPLE_METHODS, &method) ||
        !read_word(reading, object, "tree", people_tree_names, PEOPLE_TREES, &tree) ||
        !read_optional_text(reading, object, "claim", &measure->claim) ||
        !read_boolean(reading, object, "strict", &measure->strict) ||
        !read_boolean(reading, object, "leavers", &measure->leavers) ||
        !read_list_of(reading, object, "every", LIST_EVERY, measure) ||
        !read_list_of(reading, object, "each", LIST_EACH, measure) ||
        !read_count(reading, object, "min_times", &measure->min_times) ||
        !read_count(reading, object, "min_minutes", &measure->min_minutes))
        return false;
    if (measure->min_times == 0)
        return bad(reading, "min_times", "is out of range");
    measure->who = (enum people_who)who;
    measure->scope = (enum people_scope)scope;
    measure->method = (enum people_method)method;
    measure->tree = (enum people_tree)tree;
    return true;
}

static bool
read_population(struct reading *reading, const json_t *object, struct measure *measure)
{
    int basis = BASIS_USUAL, mode = MODE_END;

    if (!read_word(reading, object, "basis", basis_names, BASES, &basis) ||
        !read_word(reading, object, "mode", population_mode_names, POPULATION_MODES, &mode) ||
        !read_optional_text(reading, object, "group", &measure->group) ||
        !read_optional_text(reading, object, "source", &measure->pinned) ||
        !read_list_of(reading, object, "each", LIST_EACH, measure))
        return false;
    measure->basis = (enum basis)basis;
    measure->mode = (enum population_mode)mode;
    if ((measure->mode == MODE_PINNED) != (measure->pinned.ptr != NULL))
        return bad(reading, "source", "goes with the mode pinned");
    return true;
}

/* Which things are counted, and which of their values; `of` may have a default. */
static bool
read_things(struct reading *reading, const json_t *object, int of, struct measure *measure)
{
    if (!read_of(reading, object, &of, &measure->foreign) ||
        !read_optional_text(reading, object, "distinct", &measure->distinct) ||
        !read_list_of(reading, object, "among", LIST_AMONG, measure) || !read_boolean(reading, object, "stock", &measure->stock))
        return false;
    if (of < 0)
        return bad(reading, "of", "is missing");
    measure->of = (enum count_of)of;
    if (of >= COUNT_RECORDS)
        measure->type = count_of_type(measure->of);
    if (measure->distinct.ptr && of >= COUNT_RECORDS && of != COUNT_FOREIGN && !record_field_find(measure->type, measure->distinct))
        return bad(reading, "distinct", "is no field of it");
    if (measure->list_of == LIST_AMONG && !measure->distinct.ptr)
        return bad(reading, "among", "goes with distinct");
    return true;
}

static bool
read_members(struct reading *reading, const json_t *object, struct measure *measure)
{
    int mode = MODE_END;

    if (!read_boolean(reading, object, "leavers", &measure->leavers) ||
        !read_word(reading, object, "at", population_mode_names, MODE_START + 1, &mode))
        return false;
    if (mode == MODE_START && measure->leavers)
        return bad(reading, "at", "and leavers do not go together");
    measure->mode = (enum population_mode)mode;
    return true;
}

static bool
read_every(struct reading *reading, const json_t *object, struct measure *measure)
{
    int every = -1;

    if (!read_word(reading, object, "every", period_words, PERIOD_KINDS, &every) ||
        !read_count(reading, object, "at_least", &measure->at_least) ||
        !read_things(reading, object, COUNT_SESSIONS, measure))
        return false;
    if (every < 0 || measure->at_least == 0)
        return bad(reading, "every", "and at_least must say how often");
    if (measure->list_of == LIST_AMONG && measure->of < COUNT_RECORDS)
        return bad(reading, "among", "goes with records");
    measure->every = (enum period_kind)every;
    return true;
}

/* Which one it is, is found when all of them are read: manifest_figures.h. */
static bool
read_figure(struct reading *reading, const json_t *object, struct measure *measure)
{
    static const struct str everybody = STR_INIT("all");
    int group = -1;

    if (!json_is_string(json_object_get(object, "of")))
        return bad(reading, "of", "must name an indicator");
    if (!read_word(reading, object, "group", &everybody, 1, &group))
        return false;
    measure->of_everybody = group == 0;
    return true;
}

static bool
read_groups(struct reading *reading, const json_t *object, struct measure *measure)
{
    int of = -1;

    if (!read_word(reading, object, "of", groups_of_names, GROUPS_KINDS, &of) ||
        !read_count(reading, object, "at_least", &measure->at_least) ||
        !read_list_of(reading, object, "among", LIST_AMONG, measure))
        return false;
    if (of < 0 || measure->at_least == 0 || measure->list_of != LIST_AMONG)
        return bad(reading, "of", "and among must say which groups");
    measure->groups_of = (enum groups_of)of;
    return true;
}

static bool
read_completion(struct reading *reading, const json_t *object, struct measure *measure)
{
    bool weighted = true;

    if (!read_count(reading, object, "early", &measure->early) || !read_count(reading, object, "grace", &measure->grace) ||
        !read_boolean(reading, object, "partial", &measure->partial) ||
        !read_boolean(reading, object, "weighted", &weighted))
        return false;
    measure->unweighted = !weighted;
    return true;
}

static bool
read_by_kind(struct reading *reading, const json_t *object, struct measure *measure)
{
    switch (measure->kind) {
    case MEASURE_PEOPLE:
        return read_people(reading, object, measure);
    case MEASURE_COUNT:
        return read_things(reading, object, -1, measure);
    case MEASURE_POPULATION:
        return read_population(reading, object, measure);
    case MEASURE_PERIODS:
    case MEASURE_PLAN:
        return read_every(reading, object, measure);
    case MEASURE_CONSTANT:
        return read_number(reading, json_object_get(object, "value"), "value", &measure->constant);
    case MEASURE_SUM:
    case MEASURE_LATEST:
    case MEASURE_AWARDS:
    case MEASURE_WEEKS:
    case MEASURE_DAYS:
    case MEASURE_ROTA:
        return read_record_measure(reading, object, measure);
    case MEASURE_FOLD:
        return manifest_fold_read(reading, object, measure);
    case MEASURE_FIGURE:
        return read_figure(reading, object, measure);
    case MEASURE_GROUPS:
        return read_groups(reading, object, measure);
    case MEASURE_COMPLETION:
        return read_completion(reading, object, measure);
    case MEASURE_GAP:
    case MEASURE_IDLE:
    case MEASURE_AGE:
        break;
    case MEASURE_VOLUNTEERS:
    case MEASURE_SERVICE:
    case MEASURE_FEEDBACK:
        return read_volunteer_measure(reading, object, measure);
    case MEASURE_REPORTED:
    case MEASURE_TIMELY:
        return read_reporting_measure(reading, object, measure);
    case MEASURE_NONE:
        return bad(reading, "kind", "is missing");
    case MEASURE_ATTENDANCES:
        return read_boolean(reading, object, "named", &measure->named);
    case MEASURE_MEMBERS:
        return read_members(reading, object, measure);
    }
    return true;
}

bool
read_measure(struct reading *reading, const json_t *object, struct measure *measure)
{
    int kind = MEASURE_NONE;

    *measure = (struct measure){
        .rule = RULE_NONE, .statuses = STATUSES_COUNTED, .roles = (1u << ATTEND_ROLES) - 1, .min_times = 1, .at_least = 1,
        .constant = { 0, 1 },
    };
    if (!read_word(reading, object, "kind", measure_kind_names, MEASURE_KINDS, &kind))
        return false;
    measure->kind = (enum measure_kind)kind;
    return read_by_kind(reading, object, measure) &&
           read_mask(reading, object, "status", attendance_status_names, STATUSES, &measure->statuses) &&
           read_mask(reading, object, "role", attendance_role_names, ATTEND_ROLES, &measure->roles) &&
           read_rule(reading, object, measure);
}
