/* SPDX-License-Identifier: MIT */
#include "cli/plugin_load.h"

#include "cli/rule_process.h"
#include "lib/base/parts.h"
#include "lua/manifest.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- files ---- */

/* One file, or all of a folder. "." has no name: it gets its own. */
static bool
add_path(struct plugin_files *files, const char *path, struct err *err)
{
    char whole[PATH_MAX];
    struct stat status;

    if ((strcmp(path, ".") == 0 || strcmp(path, "./") == 0) && realpath(path, whole))
        path = whole;
    if (stat(path, &status) == 0 && S_ISREG(status.st_mode))
        return plugins_add_file(files, path, err);
    return plugins_add(files, path, err);
}

static void
add_source(struct plugin_load *load, const struct plugin_source *source)
{
    load->sources[load->source_count++] = *source;
}

static bool
is_replaced(const struct plugin_load *load, const struct plugin_source *source)
{
    for (size_t i = 0; i < load->named_count; i++)
        if (str_eq(plugin_source_name(load->sources[i].path), plugin_source_name(source->path)))
            return true;
    return false;
}

bool
plugin_load_find(struct plugin_load *load, const char *const *paths, size_t count, bool with_shipped, struct err *err)
{
    for (size_t i = 0; i < count; i++)
        if (!add_path(&load->named, paths[i], err))
            return false;
    if (count == 0 && !plugins_add(&load->named, place_of_plugins(), err))
        return false;
    if (count > 0 && with_shipped && !plugins_add(&load->shipped, place_of_plugins(), err))
        return false;
    load->sources = arena_array(&load->arena, load->named.count + load->shipped.count, sizeof *load->sources);
    for (size_t i = 0; i < load->named.count; i++)
        add_source(load, &load->named.sources[i]);
    load->named_count = load->source_count;
    for (size_t i = 0; i < load->shipped.count; i++)
        if (!is_replaced(load, &load->shipped.sources[i]))
            add_source(load, &load->shipped.sources[i]);
    return true;
}

/* ---- loading ---- */

static void
forget(struct plugin_load *load)
{
    rule_process_end(load->process);
    load->process = NULL;
    ruleset_free(&load->ruleset);
    load->ruleset = (struct ruleset){ 0 };
}

bool
plugin_load_only(struct plugin_load *load, const bool *keeps, struct err *err)
{
    struct load_request request = { .limits = rule_limits_default, .tells_values = true };

    forget(load);
    request.limits.round_ms = 0; /* nobody's figures wait */
    request.sources = arena_array(&load->arena, load->source_count, sizeof *request.sources);
    for (size_t i = 0; i < load->source_count; i++)
        if (!keeps || keeps[i])
            request.sources[request.source_count++] = load->sources[i];
    load->process = rule_process_load(&request, &load->manifest, &load->arena, err);
    return load->process && manifest_read(load->manifest, &load->ruleset, err);
}

bool
plugin_load_run(struct plugin_load *load, struct err *err)
{
    return plugin_load_only(load, NULL, err);
}

void
plugin_load_free(struct plugin_load *load)
{
    forget(load);
    plugins_free(&load->named);
    plugins_free(&load->shipped);
    arena_free(&load->arena);
    *load = (struct plugin_load){ 0 };
}

/* ---- what is whose ---- */

int
plugin_load_place(const struct plugin_load *load, const struct plugin_source *source)
{
    for (size_t i = 0; i < load->ruleset.plugin_count; i++)
        if (str_eq(load->ruleset.plugins[i].path, source->path))
            return (int)i;
    return -1;
}

static bool
is_about(const struct plugin_load *load, const struct plugin_fault *fault, const struct plugin_source *source)
{
    int place = plugin_load_place(load, source);
    struct str message = fault->message;

    if (str_starts(message, source->file) && message.len > source->file.len && message.ptr[source->file.len] == ':')
        return true;
    return str_eq(fault->plugin, place < 0 ? plugin_source_name(source->path) : load->ruleset.plugins[place].name);
}

bool
plugin_load_is_named(const struct plugin_load *load, const struct plugin_fault *fault, const struct plugin_source **source)
{
    for (size_t i = 0; i < load->named_count; i++) {
        if (is_about(load, fault, &load->sources[i])) {
            *source = &load->sources[i];
            return true;
        }
    }
    return false;
}
