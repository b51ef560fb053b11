/* SPDX-License-Identifier: MIT */
#include "tests/support/plugin_folder.h"

#include "tests/support/check.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_SIZE = 300 };

void
plugin_folder_make(struct plugin_folder *folder)
{
    scratch_make(&folder->scratch);
}

void
plugin_folder_remove(struct plugin_folder *folder)
{
    scratch_remove(&folder->scratch);
}

const char *
plugin_folder_path(const struct plugin_folder *folder, const char *name)
{
    static char path[PATH_SIZE];

    snprintf(path, sizeof path, "%s%s%s", folder->scratch.folder, *name ? "/" : "", name);
    return path;
}

void
plugin_folder_write(const struct plugin_folder *folder, const char *name, const char *text)
{
    char path[PATH_SIZE];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder->scratch.folder, name);
    for (char *slash = strchr(path + strlen(folder->scratch.folder) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        check_failed("cannot write %s", path);
}

char *
plugin_folder_run(const struct plugin_folder *folder, int status, const char *command, const char *a, const char *b)
{
    const char *const argv[] = { turnout_program("turnout"), "plugin", command, a ? a : b, a ? b : NULL, NULL };
    struct command done;
    char *said;

    (void)folder;
    command_run(&done, argv, NULL);
    if (done.status != status)
        check_failed("turnout plugin %s ended with %d, not %d:\n%s%s", command, done.status, status, done.out, done.err);
    if (asprintf(&said, "%s%s", done.out, done.err) < 0)
        check_failed("no memory");
    command_free(&done);
    return said;
}

void
plugin_folder_says(const struct plugin_folder *folder, int status, const char *command, const char *piece)
{
    char *said = plugin_folder_run(folder, status, command, plugin_folder_path(folder, "mine"), NULL);

    if (!strstr(said, piece))
        check_failed("\"%s\" is not in:\n%s", piece, said);
    free(said);
}
