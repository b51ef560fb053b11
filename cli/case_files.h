/* SPDX-License-Identifier: MIT */
/*
 * case_files.h -- the cases beside a plugin: the JSON files of its folder cases.
 *
 *   { "title", "as_of", "events": [event...], "expect": [row...], "scores": [score...] }
 *
 * Instead of expect, or beside it, "findings" lists all that the checks of the
 * data find.  An event with "repeat": [1, 9] stands for nine, with the number in
 * place of each {n}.
 */
#ifndef CLI_CASE_FILES_H
#define CLI_CASE_FILES_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct plugin_source;

struct case_file {
    struct str path;
    json_t *whole;
    const char *title, *as_of; /* of the whole */
    json_t *events;            /* all of them, repeated ones written out */
};

struct case_list {
    struct str *paths; /* in order of name */
    size_t count;
};

/* Paths of the cases of the plugin, in the arena; a plugin that is one file has none. */
struct case_list case_files_of(const struct plugin_source *source, struct arena *arena);
/* ERR_INPUT: what is no case, with the line or the member. The path is borrowed. */
bool case_file_read(struct case_file *file, struct str path, struct err *err);
void case_file_free(struct case_file *file);

#endif
