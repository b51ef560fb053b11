/* SPDX-License-Identifier: MIT */
#include "lua/manifest_target.h"

#include <string.h>

/* null: the rule leaves it open. */
static bool
read_value(struct reading *reading, const json_t *value, struct fraction *number, bool *is_there)
{
    *is_there = !json_is_null(value);
    return !*is_there || read_number(reading, value, "target", number);
}

static bool
add_special(struct reading *reading, const json_t *object, bool of_level, struct indicator *indicator)
{
    struct rule_target *special = &indicator->targets[indicator->target_count];
    bool is_there;
    int level = 0;

    *special = (struct rule_target){ 0 };
    if (of_level ? !read_word(reading, object, "of", unit_level_names, LEVELS, &level)
                 : !read_text(reading, object, "of", &special->unit))
        return false;
    special->level = (enum unit_level)level;
    if (!read_value(reading, json_object_get(object, "value"), &special->value, &is_there))
        return false;
    indicator->target_count += is_there;
    return true;
}

static bool
read_specials(struct reading *reading, const json_t *target, struct indicator *indicator)
{
    const json_t *levels = json_object_get(target, "levels"), *units = json_object_get(target, "units"), *object;
    size_t count = json_array_size(levels) + json_array_size(units), i;

    if (count > 2 * RULE_TARGETS_MAX)
        return bad(reading, "target", "is for too many units");
    indicator->targets = arena_array(&reading->ruleset->arena, count + 1, sizeof *indicator->targets);
    json_array_foreach(levels, i, object)
        if (!add_special(reading, object, true, indicator))
            return false;
    json_array_foreach(units, i, object)
        if (!add_special(reading, object, false, indicator))
            return false;
    return true;
}

static bool
read_improvement(struct reading *reading, const json_t *target, struct indicator *indicator)
{
    static const struct str pasts[] = { STR_INIT("previous") }, senses[] = { STR_INIT("at_least"), STR_INIT("at_most") };
    int past = -1, sense = -1;

    if (!read_word(reading, target, "improve_on", pasts, 1, &past) || !read_word(reading, target, "sense", senses, 2, &sense))
        return false;
    if (past < 0 || sense < 0)
        return bad(reading, "target", "must say what is improved on, and in which sense");
    indicator->has_target = indicator->improves = true;
    indicator->target_at_least = sense == 0;
    return true;
}

static void
mark_configured(struct indicator *indicator, struct str key)
{
    if (str_eq(key, STR("value")))
        indicator->target_is_configured = true;
    for (size_t i = 0; i < indicator->target_count; i++) {
        struct rule_target *special = &indicator->targets[i];
        struct str of = special->unit.ptr ? special->unit : unit_level_names[special->level];
        size_t before = special->unit.ptr ? strlen("units.") : strlen("levels.");
        if (str_starts(key, special->unit.ptr ? STR("units.") : STR("levels.")) &&
            str_eq((struct str){ key.ptr + before, key.len - before }, of))
            special->is_configured = true;
    }
}

bool
manifest_target_read(struct reading *reading, const json_t *object, struct indicator *indicator)
{
    const json_t *target = json_object_get(object, "target"), *key;
    const json_t *least = json_object_get(target, "at_least"), *most = json_object_get(target, "at_most");
    int mode = TARGET_FULL;
    bool is_for_all = false;
    size_t i;

    if (!target)
        return true;
    if (json_object_get(target, "improve_on"))
        return read_improvement(reading, target, indicator);
    if (!least == !most)
        return bad(reading, "target", "must say at_least or at_most");
    if (!read_value(reading, least ? least : most, &indicator->target, &is_for_all) ||
        !read_word(reading, target, "mode", target_mode_names, TARGET_MODES, &mode) ||
        !read_specials(reading, target, indicator))
        return false;
    indicator->has_target = is_for_all || indicator->target_count > 0;
    indicator->target_for_some = !is_for_all;
    indicator->target_at_least = least != NULL;
    indicator->target_mode = (enum target_mode)mode;
    json_array_foreach(json_object_get(object, "configured"), i, key)
        if (json_is_string(key))
            mark_configured(indicator, text_in(key));
    return true;
}
