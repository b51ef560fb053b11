/* SPDX-License-Identifier: MIT */
/*
 * plugin_folder.h -- a temporary folder with rules in it, and turnout plugin at work on them.
 */
#ifndef TESTS_SUPPORT_PLUGIN_FOLDER_H
#define TESTS_SUPPORT_PLUGIN_FOLDER_H

#include "tests/support/scratch.h"

#include <stdlib.h>

struct plugin_folder {
    struct scratch scratch;
};

void plugin_folder_make(struct plugin_folder *folder);
void plugin_folder_remove(struct plugin_folder *folder);
/* A path in it, "": itself; valid until the next call. */
const char *plugin_folder_path(const struct plugin_folder *folder, const char *name);
/* Writes a file, and makes the folders above it. */
void plugin_folder_write(const struct plugin_folder *folder, const char *name, const char *text);
/* Runs `turnout plugin COMMAND A B`, where A and B may be NULL, in the folder's own TMPDIR. Fails the test unless it ends
 * with the status. What it printed on both outputs; free() it. */
char *plugin_folder_run(const struct plugin_folder *folder, int status, const char *command, const char *a, const char *b);
/* Runs `turnout plugin COMMAND` on the plugin `mine` of the folder, and fails the test unless it printed the piece. */
void plugin_folder_says(const struct plugin_folder *folder, int status, const char *command, const char *piece);

#endif
