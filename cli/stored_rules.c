/* SPDX-License-Identifier: MIT */
#include "cli/stored_rules.h"

#include "cli/rule_process.h"
#include "lib/base/parts.h"
#include "lib/store/reader.h"
#include "lib/store/rule_versions.h"
#include "lua/manifest.h"

#include <string.h>

/* "plugin.name=value" up to the line feed, which is taken off the front. */
static bool
next_override(struct str *lines, struct param_override *override)
{
    const char *end = lines->len > 0 ? memchr(lines->ptr, '\n', lines->len) : NULL, *dot, *equals;
    struct str line = { lines->ptr, end ? (size_t)(end - lines->ptr) : 0 };

    if (!end)
        return false;
    lines->ptr += line.len + 1;
    lines->len -= line.len + 1;
    dot = memchr(line.ptr, '.', line.len);
    equals = memchr(line.ptr, '=', line.len);
    if (!dot || !equals || equals < dot)
        return next_override(lines, override);
    *override = (struct param_override){
        { line.ptr, (size_t)(dot - line.ptr) },
        { dot + 1, (size_t)(equals - dot - 1) },
        { equals + 1, (size_t)(line.ptr + line.len - equals - 1) },
    };
    return true;
}

static void
read_overrides(struct load_request *request, struct str lines, struct arena *arena)
{
    size_t count = 1;

    for (size_t i = 0; i < lines.len; i++)
        count += lines.ptr[i] == '\n';
    request->overrides = arena_array(arena, count, sizeof *request->overrides);
    while (next_override(&lines, &request->overrides[request->override_count]))
        request->override_count++;
}

/* What was configured when the figures were made goes before what a daemon that starts has just noted. */
static void
take_version(struct stored_rules *rules, const struct rule_version *version, struct load_request *request)
{
    if (version->parameters.ptr) {
        request->override_count = 0;
        read_overrides(request, version->parameters, &rules->arena);
    }
    request->sources = arena_array(&rules->arena, version->file_count, sizeof *request->sources);
    request->source_count = version->file_count;
    for (size_t i = 0; i < version->file_count; i++) {
        const struct rule_file *file = &version->files[i];
        request->sources[i] = (struct plugin_source){ .path = file->path, .file = file->file, .text = file->text };
    }
}

static bool
find_sources(struct stored_rules *rules, const char *db_path, struct load_request *request, struct err *err)
{
    struct reader *reader = reader_open(db_path, err);
    struct rule_version version;
    bool found = false, read;

    read = reader && rule_versions_get(reader_sql(reader), 0, &rules->arena, &version, &found, err);
    if (reader)
        reader_close(reader);
    if (!read)
        return false;
    if (found) {
        take_version(rules, &version, request);
        return true;
    }
    if (!plugins_add(&rules->shipped, place_of_plugins(), err))
        return false;
    request->sources = rules->shipped.sources;
    request->source_count = rules->shipped.count;
    return true;
}

bool
stored_rules_load(struct stored_rules *rules, const char *db_path, struct str parameters, struct err *err)
{
    struct load_request request = { .limits = rule_limits_default };
    struct str manifest;

    request.limits.round_ms = 0; /* nobody's figures wait */
    read_overrides(&request, parameters, &rules->arena);
    if (!find_sources(rules, db_path, &request, err))
        return false;
    rules->process = rule_process_load(&request, &manifest, &rules->arena, err);
    return rules->process && manifest_read(manifest, &rules->ruleset, err);
}

void
stored_rules_free(struct stored_rules *rules)
{
    rule_process_end(rules->process);
    ruleset_free(&rules->ruleset);
    plugins_free(&rules->shipped);
    arena_free(&rules->arena);
    *rules = (struct stored_rules){ 0 };
}
