/* SPDX-License-Identifier: MIT */
#include "daemon/rule_history.h"

#include "daemon/log.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/store/reader.h"

#include <stdio.h>
#include <string.h>

static void
copy_hash(char to[PLUGIN_SET_HASH_SIZE], struct str hash)
{
    snprintf(to, PLUGIN_SET_HASH_SIZE, "%.*s", STR_ARG(hash));
}

bool
rule_standing_holds(const struct rule_standing *standing, const char *disk)
{
    return standing->same_as > 0 && (strcmp(standing->disk, disk) == 0 || strcmp(standing->left, disk) == 0);
}

struct plugin_set *
rule_history_set(const struct plugin_origin *origin, const struct rule_version *version)
{
    struct plugin_files files = { 0 };

    for (size_t i = 0; i < version->file_count; i++) {
        const struct rule_file *file = &version->files[i];
        if (!file->meaning.ptr)
            continue; /* it was left out then, too */
        files.sources = mem_grow(files.sources, files.count, &files.capacity, sizeof *files.sources);
        files.sources[files.count++] = (struct plugin_source){
            .path = arena_copy(&files.arena, file->path),
            .file = arena_copy(&files.arena, file->file),
            .text = arena_copy(&files.arena, file->text),
        };
    }
    return plugin_set_of(origin, &files);
}

const struct rule_file *
rule_history_find(const struct rule_history *history, struct str name)
{
    for (size_t i = 0; i < history->loaded_count; i++)
        if (str_eq(history->loaded[i].name, name))
            return &history->loaded[i];
    return NULL;
}

/* The version that the last one went back from. */
static bool
read_left(struct rule_history *history, struct sql *sql, const struct rule_version *last, struct err *err)
{
    struct rule_version left;
    bool found;

    if (last->same_as == 0)
        return true;
    if (!rule_versions_get(sql, last->number - 1, &history->arena, &left, &found, err))
        return false;
    if (found)
        copy_hash(history->standing.left, left.disk);
    return true;
}

static bool
read_store(struct rule_history *history, struct sql *sql, struct rule_version *last, bool *found, struct err *err)
{
    if (!rule_versions_get(sql, 0, &history->arena, last, found, err) ||
        !rule_versions_loaded(sql, &history->arena, &history->loaded, &history->loaded_count, err))
        return false;
    if (!*found)
        return true;
    history->standing.version = last->number;
    history->standing.same_as = last->same_as;
    copy_hash(history->standing.disk, last->disk);
    return read_left(history, sql, last, err);
}

/* A database that is not there, or an older one, knows of no rules; what is wrong with it otherwise, its writer will say. */
static bool
look_into(struct rule_history *history, const char *db, struct rule_version *last)
{
    struct err err;
    struct reader *reader = reader_open(db, &err);
    bool found = false;

    if (reader && !read_store(history, reader_sql(reader), last, &found, &err)) {
        log_warning("which rules were applied before cannot be read: %s", err.text);
        found = false;
    }
    reader_close(reader);
    return found;
}

/* Of a version that did not keep them nothing is known: then they are taken for the same. */
static bool
has_other_parameters(const struct plugin_origin *origin, const struct rule_version *last)
{
    struct buf now = { 0 };
    bool differs;

    plugin_origin_parameters(origin, &now);
    differs = last->parameters.ptr && !str_eq(buf_str(&now), last->parameters);
    buf_free(&now);
    return differs;
}

struct plugin_set *
rule_history_start(struct rule_history *history, const char *db, const struct plugin_origin *origin, struct err *err)
{
    struct plugin_set *set = plugin_set_read(origin, err);
    struct rule_version last = { 0 };
    char disk[PLUGIN_SET_HASH_SIZE];
    bool has_last;

    if (!set)
        return NULL;
    plugin_set_hash_text(set->hash, disk);
    has_last = look_into(history, db, &last);
    if (has_last && rule_standing_holds(&history->standing, disk)) {
        log_info("the rules are those of version %lld, to which they were rolled back: the files are still those it went back from",
                 (long long)last.same_as);
        plugin_set_free(set);
        history->must_record = has_other_parameters(origin, &last);
        return rule_history_set(origin, &last);
    }
    history->must_record = !has_last || !str_eq(last.disk, str_of(disk)) || last.same_as > 0 || has_other_parameters(origin, &last);
    if (history->must_record) {
        copy_hash(history->standing.disk, str_of(disk));
        history->standing.same_as = 0;
    }
    return set;
}

void
rule_history_free(struct rule_history *history)
{
    arena_free(&history->arena);
    *history = (struct rule_history){ 0 };
}
