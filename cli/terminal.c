/* SPDX-License-Identifier: MIT */
#include "cli/terminal.h"

#include "cli/lang.h"
#include "lib/base/str.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, WIDTH_MIN = 20, WIDTH_MAX = 1000 };

static size_t
width_of_environment(void)
{
    unsigned long long width;

    if (!str_to_u64(str_of(getenv("COLUMNS")), &width) || width == 0 || width > WIDTH_MAX)
        return WIDTH_DEFAULT;
    return (size_t)width;
}

size_t
terminal_width(int fd)
{
    struct winsize size = { 0 };
    size_t width;

    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        width = size.ws_col;
    else
        width = width_of_environment();
    return width < WIDTH_MIN ? WIDTH_MIN : width;
}

bool
terminal_has_colour(int fd)
{
    const char *no_colour = getenv("NO_COLOR"), *kind = getenv("TERM");

    return isatty(fd) && !(no_colour && *no_colour) && kind && strcmp(kind, "dumb") != 0;
}

bool
terminal_is_utf8(void)
{
    return lang_now() == LANG_ZH || strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}
