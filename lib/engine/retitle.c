/* SPDX-License-Identifier: MIT */
#include "lib/engine/retitle.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/model/ruleset.h"
#include "lib/store/plugin_names.h"

#include <stdlib.h>

static bool
same_plugins(const struct ruleset *before, const struct ruleset *after)
{
    if (before->plugin_count != after->plugin_count)
        return false;
    for (size_t i = 0; i < before->plugin_count; i++)
        if (!str_eq(before->plugins[i].name, after->plugins[i].name) ||
            !hash128_eq(before->plugins[i].meaning, after->plugins[i].meaning))
            return false;
    return true;
}

static bool
same_faults(const struct ruleset *before, const struct ruleset *after)
{
    if (before->fault_count != after->fault_count)
        return false;
    for (size_t i = 0; i < before->fault_count; i++)
        if (!str_eq(before->faults[i].plugin, after->faults[i].plugin) ||
            !str_eq(before->faults[i].message, after->faults[i].message))
            return false;
    return true;
}

/* Other people's types are looked at again with every ruleset: those rules are few. */
bool
retitle_will_do(const struct ruleset *before, const struct ruleset *after)
{
    return same_plugins(before, after) && same_faults(before, after) && before->foreign.count == 0 &&
           after->foreign.count == 0 && before->rule_count == after->rule_count &&
           before->indicator_count == after->indicator_count && before->card_count == after->card_count &&
           before->quality_count == after->quality_count;
}

static char *
title(const struct plugin *plugin)
{
    struct buf text = { 0 };
    char *owned;

    buf_printf(&text, "%.*s@%.*s", STR_ARG(plugin->name), STR_ARG(plugin->version));
    owned = mem_text(buf_str(&text));
    buf_free(&text);
    return owned;
}

void
retitle_note(struct retitle *retitle, const struct ruleset *before, const struct ruleset *after)
{
    retitle->is_due = true;
    for (size_t i = 0; i < before->plugin_count; i++) {
        if (str_eq(before->plugins[i].version, after->plugins[i].version))
            continue;
        retitle->renamings = mem_grow(retitle->renamings, retitle->count, &retitle->capacity, sizeof *retitle->renamings);
        retitle->renamings[retitle->count++] = (struct renaming){ title(&before->plugins[i]), title(&after->plugins[i]) };
    }
}

bool
retitle_rows(const struct retitle *retitle, struct sql *sql, struct err *err)
{
    for (size_t i = 0; i < retitle->count; i++)
        if (!plugin_names_change(sql, str_of(retitle->renamings[i].before), str_of(retitle->renamings[i].after), err))
            return false;
    return true;
}

void
retitle_clear(struct retitle *retitle)
{
    for (size_t i = 0; i < retitle->count; i++) {
        free(retitle->renamings[i].before);
        free(retitle->renamings[i].after);
    }
    retitle->count = 0;
    retitle->is_due = false;
}

void
retitle_free(struct retitle *retitle)
{
    retitle_clear(retitle);
    free(retitle->renamings);
    *retitle = (struct retitle){ 0 };
}
