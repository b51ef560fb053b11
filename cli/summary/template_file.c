/* SPDX-License-Identifier: MIT */
#include "cli/summary/template_file.h"

#include "cli/lang.h"
#include "lib/base/file.h"
#include "lib/base/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TEMPLATE_MAX = 1024 * 1024 };

static const char *
file_of_language(void)
{
    return lang_now() == LANG_ZH ? "zh.lua" : "en.lua";
}

/* Does the path that was just printed fit, and is there such a file? */
static bool
is_there(int length, const char *path)
{
    return length > 0 && length < PATH_MAX && access(path, F_OK) == 0;
}

static void
find(char path[PATH_MAX])
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME"), *file = file_of_language();

    if (config && config[0] == '/' && is_there(snprintf(path, PATH_MAX, "%s/turnout/summary/%s", config, file), path))
        return;
    if (!(config && config[0] == '/') && home && is_there(snprintf(path, PATH_MAX, "%s/.config/turnout/summary/%s", home, file), path))
        return;
    if (!is_there(snprintf(path, PATH_MAX, "/etc/turnout/summary/%s", file), path))
        snprintf(path, PATH_MAX, "%s/summary/%s", place_of_plugins(), file);
}

bool
template_file_read(const char *given, char path[PATH_MAX], struct buf *text, struct err *err)
{
    if (given)
        snprintf(path, PATH_MAX, "%s", given);
    else
        find(path);
    return file_read(path, TEMPLATE_MAX, text, err);
}
