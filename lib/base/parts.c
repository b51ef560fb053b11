/* SPDX-License-Identifier: MIT */
#include "lib/base/parts.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WORKER "turnout-rules"

/* The folder of the running program, or "". */
static void
own_folder(char folder[PATH_MAX])
{
    ssize_t len = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    char *slash;

    folder[len > 0 ? len : 0] = '\0';
    slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
}

static bool
is_in_build_folder(void)
{
    static const char build[] = TURNOUT_BUILD_DIR;
    char folder[PATH_MAX];
    size_t len = sizeof build - 1;

    own_folder(folder);
    return len > 0 && strncmp(folder, build, len) == 0 && (folder[len] == '/' || folder[len] == '\0');
}

static bool
is_program(char path[PATH_MAX], const char *folder)
{
    int len = snprintf(path, PATH_MAX, "%s/%s", folder, WORKER);

    return len > 0 && len < PATH_MAX && access(path, X_OK) == 0;
}

bool
place_of_worker(char path[PATH_MAX], struct err *err)
{
    char folder[PATH_MAX];

    own_folder(folder);
    if (is_program(path, folder) || is_program(path, TURNOUT_LIBEXEC_DIR))
        return true;
    return err_set(err, ERR_NO_FILE, "the program %s is neither in %s nor in %s: the installation is not complete",
                   WORKER, folder, TURNOUT_LIBEXEC_DIR);
}

const char *
place_of_plugins(void)
{
    return is_in_build_folder() ? TURNOUT_BUILD_PLUGIN_DIR : TURNOUT_PLUGIN_DIR;
}
