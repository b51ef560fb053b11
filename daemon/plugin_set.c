/* SPDX-License-Identifier: MIT */
#include "daemon/plugin_set.h"

#include "daemon/log.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"

#include <stdio.h>
#include <stdlib.h>

static int
by_name(const void *left, const void *right)
{
    const struct plugin_source *const *a = left, *const *b = right;

    return str_cmp(plugin_source_name((*a)->path), plugin_source_name((*b)->path));
}

static struct hash128
hash_of(const struct plugin_files *files)
{
    const struct plugin_source **sorted = mem_array(files->count + 1, sizeof *sorted);
    struct buf bytes = { 0 };
    struct hash128 hash;

    for (size_t i = 0; i < files->count; i++)
        sorted[i] = &files->sources[i];
    qsort(sorted, files->count, sizeof *sorted, by_name);
    for (size_t i = 0; i < files->count; i++) {
        buf_put_field(&bytes, plugin_source_name(sorted[i]->path));
        buf_put_field(&bytes, sorted[i]->text);
    }
    hash = hash128(bytes.ptr ? bytes.ptr : "", bytes.len);
    buf_free(&bytes);
    free(sorted);
    return hash;
}

struct plugin_set *
plugin_set_of(const struct plugin_origin *origin, struct plugin_files *files)
{
    struct plugin_set *set = mem_new(sizeof *set);

    set->files = *files;
    *files = (struct plugin_files){ 0 };
    set->hash = hash_of(&set->files);
    set->request = (struct load_request){
        .limits = origin->limits,
        .sources = set->files.sources,
        .source_count = set->files.count,
        .overrides = origin->overrides,
        .override_count = origin->override_count,
    };
    return set;
}

static bool
read_folder(struct plugin_files *files, const struct plugin_folder *folder, struct err *err)
{
    if (plugins_add(files, folder->path, err))
        return true;
    if (!folder->may_be_missing || err->code != ERR_NO_FILE)
        return false;
    log_warning("%s", err->text);
    return true;
}

struct plugin_set *
plugin_set_read(const struct plugin_origin *origin, struct err *err)
{
    struct plugin_files files = { 0 };

    for (size_t i = 0; i < origin->folder_count; i++) {
        if (read_folder(&files, &origin->folders[i], err))
            continue;
        plugins_free(&files);
        return NULL;
    }
    return plugin_set_of(origin, &files);
}

int
plugin_set_find(const struct plugin_set *set, struct str plugin, struct str message)
{
    for (size_t i = 0; i < set->files.count; i++) {
        const struct plugin_source *source = &set->files.sources[i];
        if (str_eq(plugin_source_name(source->path), plugin) ||
            (str_starts(message, source->file) && message.len > source->file.len && message.ptr[source->file.len] == ':'))
            return (int)i;
    }
    return -1;
}

void
plugin_set_free(struct plugin_set *set)
{
    if (!set)
        return;
    plugins_free(&set->files);
    free(set);
}

void
plugin_set_hash_text(struct hash128 hash, char text[PLUGIN_SET_HASH_SIZE])
{
    snprintf(text, PLUGIN_SET_HASH_SIZE, "%016llx%016llx", (unsigned long long)hash.high, (unsigned long long)hash.low);
}

static int
by_parameter(const void *left, const void *right)
{
    const struct param_override *a = left, *b = right;
    int order = str_cmp(a->plugin, b->plugin);

    return order != 0 ? order : str_cmp(a->name, b->name);
}

/* Where in the configuration they stand does not matter. */
static void
put_parameters(struct buf *out, const struct param_override *overrides, size_t count)
{
    struct param_override *sorted = mem_array(count + 1, sizeof *sorted);

    for (size_t i = 0; i < count; i++)
        sorted[i] = overrides[i];
    qsort(sorted, count, sizeof *sorted, by_parameter);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%.*s.%.*s=%.*s\n", STR_ARG(sorted[i].plugin), STR_ARG(sorted[i].name), STR_ARG(sorted[i].value));
    free(sorted);
}

void
plugin_origin_parameters(const struct plugin_origin *origin, struct buf *out)
{
    put_parameters(out, origin->overrides, origin->override_count);
}

void
plugin_set_parameters(const struct plugin_set *set, struct buf *out)
{
    put_parameters(out, set->request.overrides, set->request.override_count);
}
