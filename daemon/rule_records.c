/* SPDX-License-Identifier: MIT */
#include "daemon/rule_records.h"

#include "daemon/rule_history.h"
#include "lib/model/ruleset.h"
#include "lib/store/rule_record.h"

#include <time.h>

static const struct plugin *
plugin_of(const struct ruleset *ruleset, struct str path)
{
    for (size_t i = 0; i < ruleset->plugin_count; i++)
        if (str_eq(ruleset->plugins[i].path, path))
            return &ruleset->plugins[i];
    return NULL;
}

static struct rule_file
file_of(struct arena *arena, const struct plugin_source *source, const struct plugin *plugin)
{
    struct rule_file file = {
        .name = arena_copy(arena, plugin_source_name(source->path)),
        .path = arena_copy(arena, source->path),
        .file = arena_copy(arena, source->file),
        .text = arena_copy(arena, source->text),
    };
    char meaning[PLUGIN_SET_HASH_SIZE];

    if (!plugin)
        return file;
    plugin_set_hash_text(plugin->meaning, meaning);
    file.plugin = arena_copy(arena, plugin->name);
    file.version = arena_copy(arena, plugin->version);
    file.meaning = arena_copy(arena, str_of(meaning));
    return file;
}

static int64_t
now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct rule_record *
rule_record_of(const struct plugin_set *set, const struct ruleset *ruleset, const struct rule_standing *standing)
{
    struct rule_record *record = rule_record_new();
    struct rule_version *version = &record->version;
    struct arena *arena = &record->arena;
    char rules[PLUGIN_SET_HASH_SIZE];
    struct buf parameters = { 0 };

    plugin_set_hash_text(set->hash, rules);
    version->applied_at = now_ms();
    version->uid = -1;
    version->how = STR("start");
    version->disk = arena_copy(arena, str_of(standing->disk));
    version->rules = arena_copy(arena, str_of(rules));
    plugin_set_parameters(set, &parameters);
    version->parameters = arena_copy(arena, parameters.len > 0 ? buf_str(&parameters) : STR(""));
    buf_free(&parameters);
    version->same_as = standing->same_as;
    version->files = arena_array(arena, set->files.count, sizeof *version->files);
    version->file_count = set->files.count;
    for (size_t i = 0; i < set->files.count; i++)
        version->files[i] = file_of(arena, &set->request.sources[i], plugin_of(ruleset, set->request.sources[i].path));
    return record;
}
