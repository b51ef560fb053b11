/* SPDX-License-Identifier: MIT */
/*
 * The manifest, as lua/plugin.h writes it for each plugin:
 *
 *   {"plugins":[{"name","version","path","title":{"zh","en"},"meaning",
 *                "rules":[{"subject","of","name","emits"}],
 *                "indicators":[{"name","kind","title","by","over","decimals","factor","target",
 *                               "numerator","denominator","requires" | "parts" |
 *                               "rule","reads","with":[{"name","measure"}]}],
 *                "scorecards":[{"name","place", and the options of t.scorecard}],
 *                "quality":[{"check","on","severity", and the numbers of the check}],
 *                "events":[{"type","fields":[{"name","kind","required"}]}]}],
 *    "faults":[{"plugin","message"}]}
 *
 * A rule number in it counts within its plugin.  Optional members have the
 * defaults of ruleset.h.
 */
#include "lua/manifest.h"

#include "lib/model/emission.h"
#include "lib/model/record_fields.h"
#include "lua/manifest_cards.h"
#include "lua/manifest_figures.h"
#include "lua/manifest_foreign.h"
#include "lua/manifest_members.h"
#include "lua/manifest_quality.h"
#include "lua/manifest_records.h"
#include "lua/manifest_reporting.h"
#include "lua/manifest_scores.h"
#include "lua/manifest_volunteers.h"
#include "lua/text.h"

#include <jansson.h>
#include <stdlib.h>

enum { DECIMALS_MAX = 6, MEANING_DIGITS = 32 };

/* ---- measures ---- */

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

static bool
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

/* ---- indicators ---- */

static bool
read_requires(struct reading *reading, const json_t *object, struct indicator *indicator)
{
    const json_t *list = json_object_get(object, "requires");

    indicator->require_count = json_array_size(list);
    indicator->requires = arena_array(&reading->ruleset->arena, indicator->require_count, sizeof *indicator->requires);
    for (size_t i = 0; i < indicator->require_count; i++) {
        if (!read_measure(reading, json_array_get(list, i), &indicator->requires[i]))
            return false;
        if (indicator->requires[i].kind != MEASURE_PERIODS && indicator->requires[i].kind != MEASURE_PLAN)
            return bad(reading, "requires", "takes periods and plan alone");
    }
    return true;
}

static bool
read_share(struct reading *reading, const json_t *object, struct indicator *indicator)
{
    const json_t *denominator = json_object_get(object, "denominator");

    if (!read_measure(reading, json_object_get(object, "numerator"), &indicator->numerator) ||
        !read_requires(reading, object, indicator))
        return false;
    if (denominator && !read_measure(reading, denominator, &indicator->denominator))
        return false;
    if (measure_brings_denominator(&indicator->denominator) || (denominator && measure_brings_denominator(&indicator->numerator)))
        return bad(reading, "denominator", "is given twice");
    if (!denominator && !measure_brings_denominator(&indicator->numerator) && indicator->kind == INDICATOR_RATIO)
        return bad(reading, "denominator", "is missing");
    return true;
}

/* The measures of a score: each a value of its own, which has no rows. */
static bool
read_with(struct reading *reading, const json_t *object, struct indicator *indicator)
{
    const json_t *with = json_object_get(object, "with"), *element;
    size_t first = json_array_size(json_object_get(object, "reads")), i;

    json_array_foreach(with, i, element) {
        struct score_read *read = &indicator->reads[first + i];
        struct indicator *own = arena_new(&reading->ruleset->arena, sizeof *own);

        *own = (struct indicator){ .kind = INDICATOR_VALUE, .plugin = indicator->plugin, .rule = RULE_NONE, .factor = 1 };
        read->place = -1;
        read->own = own;
        if (!read_name(reading, element, &read->name) ||
            !read_measure(reading, json_object_get(element, "measure"), &own->numerator))
            return false;
    }
    return true;
}

static bool
read_target(struct reading *reading, const json_t *object, struct indicator *indicator)
{
    const json_t *target = json_object_get(object, "target"), *least = json_object_get(target, "at_least");
    const json_t *most = json_object_get(target, "at_most");

    if (!target)
        return true;
    if (!least == !most)
        return bad(reading, "target", "must say at_least or at_most");
    indicator->has_target = true;
    indicator->target_at_least = least != NULL;
    return read_number(reading, least ? least : most, "target", &indicator->target);
}

static bool
read_print(struct reading *reading, const json_t *object, struct indicator *indicator)
{
    int64_t decimals = -1, factor = -1;

    if (!read_integer(reading, object, "decimals", 0, DECIMALS_MAX, &decimals) ||
        !read_integer(reading, object, "factor", 1, PER_MOST, &factor))
        return false;
    if (decimals < 0 || (factor != 1 && factor != 100 && factor < PER_LEAST))
        return bad(reading, "decimals", "and factor must be given");
    indicator->decimals = (int)decimals;
    indicator->factor = (int)factor;
    return true;
}

static bool
read_indicator(struct reading *reading, const json_t *object, struct indicator *indicator)
{
    int kind = -1;

    indicator->plugin = reading->plugin;
    if (!read_name(reading, object, &indicator->name))
        return false;
    reading->where = indicator->name.ptr;
    if (!read_word(reading, object, "kind", indicator_kind_names, INDICATOR_KINDS, &kind) ||
        !read_title(reading, object, &indicator->title_zh, &indicator->title_en) ||
        !read_mask(reading, object, "by", breakdown_names, BREAKDOWNS, &indicator->by) ||
        !read_mask(reading, object, "over", period_words, PERIOD_KINDS, &indicator->over) ||
        !read_print(reading, object, indicator) || !read_target(reading, object, indicator))
        return false;
    if (kind < 0 || indicator->by == 0 || indicator->over == 0)
        return bad(reading, "kind", "or by or over is missing");
    indicator->kind = (enum indicator_kind)kind;
    indicator->rule = RULE_NONE;
    if (indicator->kind == INDICATOR_SCORE)
        return manifest_score_read(reading, object, indicator) && read_with(reading, object, indicator);
    return indicator->kind == INDICATOR_ALL_OF || read_share(reading, object, indicator);
}

/* ---- plugins ---- */

static bool
read_meaning(struct reading *reading, const json_t *object, struct hash128 *meaning)
{
    struct str text = text_in(json_object_get(object, "meaning"));
    uint64_t halves[2] = { 0, 0 };

    if (!text.ptr || text.len != MEANING_DIGITS || strspn(text.ptr, "0123456789abcdef") != MEANING_DIGITS)
        return bad(reading, "meaning", "must be 32 hexadecimal digits");
    for (int i = 0; i < MEANING_DIGITS; i++) {
        int digit = text.ptr[i] <= '9' ? text.ptr[i] - '0' : text.ptr[i] - 'a' + 10;

        halves[i / 16] = halves[i / 16] << 4 | (uint64_t)digit;
    }
    *meaning = (struct hash128){ .low = halves[1], .high = halves[0] };
    return true;
}

static bool
read_rules(struct reading *reading, const json_t *list)
{
    const json_t *object;
    size_t i;

    reading->first_rule = (uint32_t)reading->ruleset->rule_count;
    reading->rule_count = (uint32_t)json_array_size(list);
    json_array_foreach(list, i, object) {
        struct rule *rule = &reading->ruleset->rules[reading->ruleset->rule_count];
        int subject = -1, of = COUNT_RECORDS;

        if (!read_word(reading, object, "subject", subject_kind_names, RULE_SUBJECTS, &subject) ||
            !read_of(reading, object, &of, &rule->foreign) || !read_text(reading, object, "name", &rule->name))
            return false;
        if (!read_mask(reading, object, "emits", emit_names, EMIT_TYPES, &rule->emits) || (rule->emits && of != COUNT_FOREIGN))
            return bad(reading, "emits", "is no list of what may be emitted, or not of other people's events");
        if (rule->foreign.ptr && subject != SUBJECT_RECORD && subject != SUBJECT_FIGURES)
            return bad(reading, "of", "goes with records and folds");
        if (subject < 0 || of < COUNT_RECORDS)
            return bad(reading, "subject", "is missing, or is no record");
        rule->plugin = reading->plugin;
        rule->subject = (enum subject_kind)subject;
        rule->of = subject == SUBJECT_RECORD ? count_of_type((enum count_of)of) : 0;
        reading->ruleset->rule_count++;
    }
    return true;
}

static bool
read_plugin(struct reading *reading, const json_t *object)
{
    struct ruleset *ruleset = reading->ruleset;
    struct plugin *plugin = &ruleset->plugins[reading->plugin];
    const json_t *list = json_object_get(object, "indicators"), *indicator;
    size_t i;

    reading->where = "plugin";
    if (!read_name(reading, object, &plugin->name) || !read_text(reading, object, "version", &plugin->version) ||
        !read_text(reading, object, "path", &plugin->path) || !read_meaning(reading, object, &plugin->meaning) ||
        !read_title(reading, object, &plugin->title_zh, &plugin->title_en) ||
        !manifest_foreign_read(reading, json_object_get(object, "events")) || !read_rules(reading, json_object_get(object, "rules")))
        return false;
    plugin->indicator_count = (uint32_t)json_array_size(list);
    json_array_foreach(list, i, indicator)
        if (!read_indicator(reading, indicator, &ruleset->indicators[ruleset->indicator_count++]))
            return false;
    return true;
}

/* Counts what the plugins bring together, so that each array is made once. */
static bool
make_room(struct reading *reading, const json_t *plugins)
{
    struct ruleset *ruleset = reading->ruleset;
    size_t indicators = 0, rules = 0, i;
    const json_t *plugin;

    json_array_foreach(plugins, i, plugin) {
        indicators += json_array_size(json_object_get(plugin, "indicators"));
        rules += json_array_size(json_object_get(plugin, "rules"));
    }
    if (json_array_size(plugins) > RULES_MAX || rules > RULES_MAX)
        return bad(reading, "plugins", "or rules are more than 256");
    ruleset->plugins = arena_array(&ruleset->arena, json_array_size(plugins), sizeof *ruleset->plugins);
    ruleset->indicators = arena_array(&ruleset->arena, indicators, sizeof *ruleset->indicators);
    ruleset->rules = arena_array(&ruleset->arena, rules, sizeof *ruleset->rules);
    return true;
}

static bool
check_plugin_names(struct reading *reading)
{
    const struct ruleset *ruleset = reading->ruleset;

    for (size_t i = 0; i < ruleset->plugin_count; i++)
        for (size_t j = 0; j < i; j++)
            if (str_eq(ruleset->plugins[i].name, ruleset->plugins[j].name))
                return err_set(reading->err, ERR_RULE, "manifest: two plugins are called %s", ruleset->plugins[i].name.ptr);
    return true;
}

static int
by_name(const void *left, const void *right)
{
    const struct indicator *a = left, *b = right;

    return str_cmp(a->name, b->name);
}

static bool
sort_indicators(struct reading *reading)
{
    struct ruleset *ruleset = reading->ruleset;

    if (ruleset->indicator_count > 1)
        qsort(ruleset->indicators, ruleset->indicator_count, sizeof *ruleset->indicators, by_name);
    for (size_t i = 1; i < ruleset->indicator_count; i++)
        if (str_eq(ruleset->indicators[i].name, ruleset->indicators[i - 1].name))
            return err_set(reading->err, ERR_RULE, "manifest: two indicators are called %s", ruleset->indicators[i].name.ptr);
    return true;
}

/* Parts are named, and places are known only once all are sorted. */
static bool
read_parts(struct reading *reading, const json_t *object)
{
    struct ruleset *ruleset = reading->ruleset;
    int whole = ruleset_find(ruleset, text_in(json_object_get(object, "name")));
    struct indicator *indicator = &ruleset->indicators[whole];
    const json_t *list = json_object_get(object, "parts"), *part;
    size_t i;

    if (indicator->kind != INDICATOR_ALL_OF)
        return true;
    reading->where = indicator->name.ptr;
    indicator->part_count = json_array_size(list);
    indicator->parts = arena_array(&ruleset->arena, indicator->part_count, sizeof *indicator->parts);
    json_array_foreach(list, i, part) {
        int found = ruleset_find(ruleset, text_in(part));

        if (found < 0 || ruleset->indicators[found].plugin != indicator->plugin ||
            ruleset->indicators[found].kind == INDICATOR_ALL_OF)
            return bad(reading, "parts", "names an indicator that is not there");
        indicator->parts[i] = (uint32_t)found;
    }
    return indicator->part_count > 0 || bad(reading, "parts", "is empty");
}

static bool
read_all_parts(struct reading *reading, const json_t *plugins)
{
    const json_t *plugin, *indicator;
    size_t i, j;

    json_array_foreach(plugins, i, plugin)
        json_array_foreach(json_object_get(plugin, "indicators"), j, indicator)
            if (!read_parts(reading, indicator))
                return false;
    return true;
}

static bool
read_faults(struct reading *reading, const json_t *list, size_t more)
{
    struct ruleset *ruleset = reading->ruleset;
    const json_t *object;
    size_t i;

    ruleset->faults = arena_array(&ruleset->arena, json_array_size(list) + more + ruleset->indicator_count, sizeof *ruleset->faults);
    reading->where = "fault";
    json_array_foreach(list, i, object) {
        struct plugin_fault *fault = &ruleset->faults[ruleset->fault_count++];

        if (!read_text(reading, object, "plugin", &fault->plugin) || !read_text(reading, object, "message", &fault->message))
            return false;
    }
    return true;
}

static bool
read_root(struct reading *reading, const json_t *root)
{
    const json_t *plugins = json_object_get(root, "plugins"), *plugin;
    size_t i;

    reading->where = "root";
    if (!json_is_array(plugins) || !json_is_array(json_object_get(root, "faults")))
        return bad(reading, "plugins", "and faults must be lists");
    if (!make_room(reading, plugins))
        return false;
    json_array_foreach(plugins, i, plugin) {
        reading->plugin = (uint32_t)i;
        reading->ruleset->plugin_count++;
        if (!read_plugin(reading, plugin))
            return false;
    }
    if (!check_plugin_names(reading) || !sort_indicators(reading) || !read_all_parts(reading, plugins) ||
        !read_faults(reading, json_object_get(root, "faults"), manifest_cards_count(plugins) + manifest_quality_count(plugins)) ||
        !manifest_quality_read(reading, plugins))
        return false;
    manifest_figures_read(plugins, reading->ruleset);
    manifest_cards_read(plugins, reading->ruleset);
    return true;
}

bool
manifest_read(struct str json, struct ruleset *ruleset, struct err *err)
{
    struct ruleset read = { 0 };
    struct reading reading = { .ruleset = &read, .err = err };
    json_error_t why;
    json_t *root = json_loadb(json.ptr ? json.ptr : "", json.len, JSON_REJECT_DUPLICATES, &why);
    bool done;

    if (!root)
        return err_set(err, ERR_RULE, "manifest: byte %d: %s", why.position, why.text);
    done = read_root(&reading, root);
    json_decref(root);
    if (done)
        *ruleset = read;
    else
        ruleset_free(&read);
    return done;
}
