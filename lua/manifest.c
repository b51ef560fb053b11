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
#include "lua/manifest_cards.h"
#include "lua/manifest_figures.h"
#include "lua/manifest_foreign.h"
#include "lua/manifest_measure.h"
#include "lua/manifest_members.h"
#include "lua/manifest_quality.h"
#include "lua/manifest_scores.h"
#include "lua/manifest_target.h"
#include "lua/text.h"

#include <jansson.h>
#include <stdlib.h>

enum { DECIMALS_MAX = 6, MEANING_DIGITS = 32 };

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
        !read_print(reading, object, indicator) || !read_optional_text(reading, object, "place", &indicator->place) ||
        !manifest_target_read(reading, object, indicator))
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
    manifest_foreign_mark_stocks(reading->ruleset);
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
