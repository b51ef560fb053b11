/* SPDX-License-Identifier: MIT */
#include "daemon/control_plugins.h"

#include "daemon/roster.h"

static const struct plugin_source *
find(const struct plugin_set *set, struct str name)
{
    for (size_t i = 0; i < set->files.count; i++)
        if (str_eq(plugin_source_name(set->files.sources[i].path), name))
            return &set->files.sources[i];
    return NULL;
}

/* Do the folders hold something else under that name, or nothing? */
static bool
is_edited(const struct plugin_set *applied, const struct plugin_set *disk, struct str name)
{
    const struct plugin_source *before = find(applied, name), *now = find(disk, name);

    return !before != !now || (before && now && !str_eq(before->text, now->text));
}

static struct str
source_name(const struct roster_entry *entry)
{
    return entry->path.len > 0 ? plugin_source_name(entry->path) : entry->name;
}

static void
add_files(json_t *plugins, const struct roster *roster, const struct plugin_set *applied, const struct plugin_set *disk)
{
    for (size_t i = 0; i < roster->count; i++) {
        json_t *plugin = json_array_get(plugins, i);
        struct str name = source_name(&roster->entries[i]);

        json_object_set_new(plugin, "source", json_stringn(name.ptr, name.len));
        json_object_set_new(plugin, "edited", disk ? json_boolean(is_edited(applied, disk, name)) : json_null());
    }
}

/* Files that nothing was applied of. */
static json_t *
new_files(const struct plugin_set *applied, const struct plugin_set *disk)
{
    json_t *names = json_array();

    for (size_t i = 0; disk && i < disk->files.count; i++) {
        struct str name = plugin_source_name(disk->files.sources[i].path);
        if (!find(applied, name))
            json_array_append_new(names, json_stringn(name.ptr, name.len));
    }
    return names;
}

json_t *
control_plugins(const struct roster *roster, const struct plugin_set *applied, const struct plugin_origin *origin,
                const struct rule_standing *standing)
{
    struct err err;
    struct plugin_set *disk = plugin_set_read(origin, &err);
    json_t *plugins = roster_json(roster), *result;

    add_files(plugins, roster, applied, disk);
    result = json_pack("{s:I,s:o,s:o,s:o}", "version", (json_int_t)standing->version, "same_as",
                       standing->same_as > 0 ? json_integer(standing->same_as) : json_null(), "plugins", plugins,
                       "not_applied", new_files(applied, disk));
    plugin_set_free(disk);
    return result;
}
