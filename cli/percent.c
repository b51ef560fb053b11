/* SPDX-License-Identifier: MIT */
#include "cli/percent.h"

#include "lib/base/clock.h"

#include <stdio.h>
#include <unistd.h>

enum { DRAW_EVERY_MS = 100 };

void
percent_begin(struct percent *percent)
{
    *percent = (struct percent){ .is_on = isatty(STDERR_FILENO) };
}

void
percent_show(struct percent *percent, const char *what, uint64_t done, uint64_t total)
{
    int64_t now = percent->is_on ? clock_ms() : 0;

    if (!percent->is_on || (percent->drawn_ms > 0 && now - percent->drawn_ms < DRAW_EVERY_MS))
        return;
    fprintf(stderr, "\r%s", what);
    if (total > 0)
        fprintf(stderr, ": %u %%", (unsigned)((unsigned __int128)(done < total ? done : total) * 100 / total));
    fputs("\033[K", stderr);
    fflush(stderr);
    percent->drawn_ms = now;
    percent->is_drawn = true;
}

void
percent_hide(struct percent *percent)
{
    if (!percent->is_drawn)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    percent->is_drawn = false;
}
