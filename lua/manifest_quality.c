/* SPDX-License-Identifier: MIT */
#include "lua/manifest_quality.h"

#include <stdlib.h>

size_t
manifest_quality_count(const json_t *plugins)
{
    const json_t *plugin;
    size_t count = 0, i;

    json_array_foreach(plugins, i, plugin)
        count += json_array_size(json_object_get(plugin, "quality"));
    return count;
}

static bool
read_param(struct reading *reading, const json_t *object, struct quality_rule *rule, enum quality_param param)
{
    const char *name = quality_param_names[param].ptr;
    bool needed = quality_checks[rule->check].params >> param & 1;

    if (needed != (json_object_get(object, name) != NULL))
        return bad(reading, name, needed ? "is missing" : "is of no use to the check");
    return read_integer(reading, object, name, quality_ranges[param].least, quality_ranges[param].most, &rule->params[param]);
}

static bool
read_one(struct reading *reading, const json_t *object, struct quality_rule *rule)
{
    int check = -1, severity;

    *rule = (struct quality_rule){ .plugin = reading->plugin, .on = true };
    if (!read_word(reading, object, "check", quality_check_names, QUALITY_CHECKS, &check))
        return false;
    if (check < 0)
        return bad(reading, "check", "is missing");
    rule->check = (enum quality_check)check;
    severity = quality_checks[check].severity;
    if (!read_boolean(reading, object, "on", &rule->on) ||
        !read_word(reading, object, "severity", quality_severity_names, SEVERITIES, &severity))
        return false;
    rule->severity = (enum quality_severity)severity;
    for (int i = 0; i < QUALITY_PARAMS; i++)
        if (!read_param(reading, object, rule, (enum quality_param)i))
            return false;
    return true;
}

static bool
is_there(const struct ruleset *ruleset, enum quality_check check)
{
    for (size_t i = 0; i < ruleset->quality_count; i++)
        if (ruleset->quality[i].check == check)
            return true;
    return false;
}

static void
refuse_second(struct reading *reading, const struct quality_rule *rule)
{
    struct ruleset *ruleset = reading->ruleset;
    const char *name = quality_checks[rule->check].name.ptr;

    ruleset->faults[ruleset->fault_count++] = (struct plugin_fault){
        ruleset->plugins[rule->plugin].name,
        arena_printf(&ruleset->arena, "quality: the check %s is given twice; the first one holds", name), true,
    };
}

static int
by_check(const void *left, const void *right)
{
    const struct quality_rule *a = left, *b = right;

    return a->check < b->check ? -1 : a->check > b->check;
}

bool
manifest_quality_read(struct reading *reading, const json_t *plugins)
{
    struct ruleset *ruleset = reading->ruleset;
    const json_t *plugin, *object;
    struct quality_rule rule;
    size_t i, j;

    ruleset->quality = arena_array(&ruleset->arena, QUALITY_CHECKS, sizeof *ruleset->quality);
    reading->where = "quality";
    json_array_foreach(plugins, i, plugin) {
        reading->plugin = (uint32_t)i;
        json_array_foreach(json_object_get(plugin, "quality"), j, object) {
            if (!read_one(reading, object, &rule))
                return false;
            if (is_there(ruleset, rule.check))
                refuse_second(reading, &rule);
            else
                ruleset->quality[ruleset->quality_count++] = rule;
        }
    }
    qsort(ruleset->quality, ruleset->quality_count, sizeof *ruleset->quality, by_check);
    return true;
}
