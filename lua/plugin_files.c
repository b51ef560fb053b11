/* SPDX-License-Identifier: MIT */
#include "lua/plugin_files.h"

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lua/plugin_text.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MAX = 1024 * 1024 };

static const struct str lua_suffix = STR_INIT(".lua");

static bool
has_suffix(struct str name)
{
    return name.len > lua_suffix.len &&
           str_eq((struct str){ name.ptr + name.len - lua_suffix.len, lua_suffix.len }, lua_suffix);
}

struct str
plugin_source_name(struct str path)
{
    const char *slash = strrchr(path.ptr, '/');
    struct str name = slash ? str_of(slash + 1) : path;

    if (has_suffix(name))
        name.len -= lua_suffix.len;
    return name;
}

static bool
check_name(const struct plugin_files *files, struct str path, struct err *err)
{
    for (size_t i = 0; i < files->count; i++)
        if (str_eq(plugin_source_name(files->sources[i].path), plugin_source_name(path)))
            return err_set(err, ERR_CONFIG, "there are two plugins \"%.*s\": %s and %s", STR_ARG(plugin_source_name(path)),
                           files->sources[i].path.ptr, path.ptr);
    return true;
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* A file, which must not look like several. */
static bool
read_text(const char *path, struct buf *text, struct err *err)
{
    if (!file_read(path, FILE_MAX, text, err)) {
        err->code = ERR_CONFIG;
        return false;
    }
    return !plugin_text_is_bundle(buf_str(text)) ||
           err_set(err, ERR_CONFIG, "%s: holds a line that begins with \"--[==[ turnout module: \", which is Turnout's own", path);
}

static int
is_module(const struct dirent *entry)
{
    struct str name = str_of(entry->d_name);

    return entry->d_name[0] != '.' && has_suffix(name) && !str_eq(name, STR("init.lua"));
}

static bool
add_module(struct buf *bundle, struct str folder, const char *entry, struct err *err)
{
    struct buf path = { 0 }, text = { 0 };
    bool done;

    buf_printf(&path, "%.*s/%s", STR_ARG(folder), entry);
    buf_put_byte(&path, 0);
    done = read_text(path.ptr, &text, err);
    if (done)
        plugin_text_put(bundle, (struct str){ entry, strlen(entry) - lua_suffix.len }, buf_str(&text));
    buf_free(&path);
    buf_free(&text);
    return done;
}

/* The other files of the folder, in order of name. */
static bool
add_modules(struct buf *bundle, struct str folder, struct err *err)
{
    struct dirent **entries = NULL;
    int count = scandir(folder.ptr, &entries, is_module, by_name);
    bool good = true;

    for (int i = 0; i < count; i++) {
        good = good && add_module(bundle, folder, entries[i]->d_name, err);
        free(entries[i]);
    }
    free(entries);
    return good;
}

static bool
add(struct plugin_files *files, struct str path, struct str file, struct err *err)
{
    struct buf text = { 0 };
    struct plugin_source *source;

    if (!check_name(files, path, err))
        return false;
    if (!read_text(file.ptr, &text, err) || (!str_eq(path, file) && !add_modules(&text, path, err))) {
        buf_free(&text);
        return false;
    }
    files->sources = mem_grow(files->sources, files->count, &files->capacity, sizeof *files->sources);
    source = &files->sources[files->count++];
    *source = (struct plugin_source){ .path = path, .file = file, .text = arena_copy(&files->arena, buf_str(&text)) };
    buf_free(&text);
    return true;
}

static bool
is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool
add_entry(struct plugin_files *files, const char *folder, const char *name, struct err *err)
{
    struct str path = arena_printf(&files->arena, "%s/%s", folder, name);
    struct str init = arena_printf(&files->arena, "%s/init.lua", path.ptr);

    if (is_there(init.ptr))
        return add(files, path, init, err);
    return !has_suffix(path) || add(files, path, path, err);
}

static int
is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* The path without slashes at its end. */
static struct str
tidy(struct plugin_files *files, const char *folder)
{
    struct str path = str_of(folder);

    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    return arena_copy(&files->arena, path);
}

bool
plugins_add(struct plugin_files *files, const char *folder, struct err *err)
{
    struct dirent **entries = NULL;
    struct str path = tidy(files, folder), init = arena_printf(&files->arena, "%s/init.lua", path.ptr);
    bool good = true;
    int count;

    if (is_there(init.ptr))
        return add(files, path, init, err);
    count = scandir(path.ptr, &entries, is_visible, by_name);
    if (count < 0)
        return err_set(err, ERR_NO_FILE, "cannot look for plugins in %s: %s", folder, strerror(errno));
    for (int i = 0; i < count; i++) {
        good = good && add_entry(files, path.ptr, entries[i]->d_name, err);
        free(entries[i]);
    }
    free(entries);
    return good;
}

bool
plugins_add_file(struct plugin_files *files, const char *file, struct err *err)
{
    struct str path = tidy(files, file), init = STR("/init.lua");

    if (path.len > init.len && str_eq((struct str){ path.ptr + path.len - init.len, init.len }, init))
        return add(files, arena_copy(&files->arena, (struct str){ path.ptr, path.len - init.len }), path, err);
    if (str_eq(path, STR("init.lua")))
        return add(files, STR("."), path, err);
    return add(files, path, path, err);
}

void
plugins_free(struct plugin_files *files)
{
    free(files->sources);
    arena_free(&files->arena);
    *files = (struct plugin_files){ 0 };
}
