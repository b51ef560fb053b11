/* SPDX-License-Identifier: MIT */
#include "cli/summary/template_file.h"

#include "cli/lang.h"
#include "lib/base/file.h"
#include "lib/base/parts.h"
#include "lib/base/paths.h"

#include <stdio.h>
#include <unistd.h>

enum { TEMPLATE_MAX = 1024 * 1024 };

static void
find(const char *file, char path[PATH_MAX])
{
    if (path_of_settings(file, path) && access(path, F_OK) == 0)
        return;
    snprintf(path, PATH_MAX, "/etc/turnout/%s", file);
    if (access(path, F_OK) != 0)
        snprintf(path, PATH_MAX, "%s/%s", place_of_plugins(), file);
}

bool
template_file_read(const char *given, char path[PATH_MAX], struct buf *text, struct err *err)
{
    if (given)
        snprintf(path, PATH_MAX, "%s", given);
    else
        find(lang_now() == LANG_ZH ? "summary/zh.lua" : "summary/en.lua", path);
    return file_read(path, TEMPLATE_MAX, text, err);
}

void
template_file_paper(char path[PATH_MAX])
{
    find(lang_now() == LANG_ZH ? "summary/zh.docx" : "summary/en.docx", path);
}
