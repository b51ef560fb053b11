/* SPDX-License-Identifier: MIT */
/*
 * plugin_files.h -- the rules' files: finding and reading them.
 *
 * A plugin is a folder with init.lua and perhaps other .lua files, its modules
 * (plugin_text.h), or one .lua file; its name is the folder's or the file's.  What is in the files is the rule worker's business.
 */
#ifndef LUA_PLUGIN_FILES_H
#define LUA_PLUGIN_FILES_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lua/protocol.h"

#include <stdbool.h>
#include <stddef.h>

struct plugin_files {
    struct arena arena; /* of paths and texts */
    struct plugin_source *sources;
    size_t count, capacity;
};

/*
 * Adds the plugins in the folder, in order of name, or the folder itself when
 * it holds init.lua.  ERR_NO_FILE: no such folder; ERR_CONFIG: a file that
 * cannot be read, or a name that is there already.
 */
bool plugins_add(struct plugin_files *files, const char *folder, struct err *err);
/* Adds the one plugin that the file is, or that it is the init.lua of. */
bool plugins_add_file(struct plugin_files *files, const char *file, struct err *err);
void plugins_free(struct plugin_files *files);
/* "plugins/cadence" and "rules/cadence.lua" are both "cadence". */
struct str plugin_source_name(struct str path);

#endif
