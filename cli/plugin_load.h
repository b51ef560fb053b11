/* SPDX-License-Identifier: MIT */
/*
 * plugin_load.h -- the rules that a command is about, loaded in a rule worker of its own.
 *
 * Beside those that are named stand the ones that ship, for rules may read
 * figures of others; a named plugin takes the place of the shipped one of that
 * name.  A file that ends the worker is left out with a fault, as in the daemon.
 */
#ifndef CLI_PLUGIN_LOAD_H
#define CLI_PLUGIN_LOAD_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/model/ruleset.h"
#include "lua/plugin_files.h"

#include <stdbool.h>
#include <stddef.h>

struct rule_process;

struct plugin_load {
    struct arena arena;
    struct plugin_files named, shipped; /* as they were read */
    struct plugin_source *sources;      /* what is loaded: the named first */
    size_t source_count, named_count;
    struct rule_process *process;       /* of what was loaded last */
    struct str manifest;                /* what it said: manifest_read makes a ruleset of it */
    struct ruleset ruleset;
};

/* Reads the files. Without paths the ones that ship are the named ones. ERR_NO_FILE, ERR_CONFIG: as plugins_add. */
bool plugin_load_find(struct plugin_load *load, const char *const *paths, size_t count, bool with_shipped, struct err *err);
/* Loads what was found; plugins that do not load are faults of the ruleset. */
bool plugin_load_run(struct plugin_load *load, struct err *err);
/* The same once more with the sources alone that are kept, by place. Faults are those of the rest. */
bool plugin_load_only(struct plugin_load *load, const bool *keeps, struct err *err);
void plugin_load_free(struct plugin_load *load);

/* The place in the ruleset of what the source defines, or -1: it did not load. */
int plugin_load_place(const struct plugin_load *load, const struct plugin_source *source);
/* Is the fault about a named plugin? Then *source is which, or NULL. */
bool plugin_load_is_named(const struct plugin_load *load, const struct plugin_fault *fault, const struct plugin_source **source);

#endif
