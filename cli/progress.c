/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include "cli/columns.h"
#include "cli/lang.h"
#include "cli/terminal.h"
#include "lib/base/clock.h"

#include <stdio.h>
#include <unistd.h>

enum { DRAW_EVERY_MS = 100, BAR_MAX = 30, BAR_MIN = 5 };

void
progress_begin(struct progress *progress)
{
    *progress = (struct progress){ .is_on = isatty(STDERR_FILENO), .began_ms = clock_ms() };
}

/* "  1234 lines  567/s" */
static void
put_numbers(struct buf *out, const struct progress_figures *figures, int64_t elapsed_ms)
{
    uint64_t rate = elapsed_ms > 0 ? figures->lines * 1000 / (uint64_t)elapsed_ms : 0;
    unsigned long long lines = figures->lines;

    buf_printf(out, ngettext("%llu line", "%llu lines", figures->lines), lines);
    buf_printf(out, "  %llu/s", (unsigned long long)rate);
}

static void
put_bar(struct buf *out, unsigned percent, size_t boxes)
{
    buf_put_byte(out, '[');
    for (size_t i = 0; i < boxes; i++)
        buf_put_str(out, i * 100 < percent * boxes ? STR("█") : STR("·"));
    buf_printf(out, "] %3u %%  ", percent);
}

void
progress_line(struct buf *out, const struct progress_figures *figures, int64_t elapsed_ms, size_t width)
{
    enum { AROUND_BAR = 11 }; /* "[" "]" " 100 %  ", and one to spare for the cursor */
    uint64_t bytes = figures->bytes < figures->total ? figures->bytes : figures->total;
    struct buf numbers = { 0 };
    size_t used;

    put_numbers(&numbers, figures, elapsed_ms);
    used = columns_width(buf_str(&numbers)) + AROUND_BAR;
    if (figures->total > 0 && used + BAR_MIN <= width)
        put_bar(out, (unsigned)((unsigned __int128)bytes * 100 / figures->total),
                width - used < BAR_MAX ? width - used : BAR_MAX);
    numbers.len = columns_fit(buf_str(&numbers), width - 1);
    buf_put_str(out, buf_str(&numbers));
    buf_free(&numbers);
}

void
progress_show(struct progress *progress, const struct progress_figures *figures)
{
    int64_t now = progress->is_on ? clock_ms() : 0;
    struct buf line = { 0 };

    if (!progress->is_on || (progress->drawn_ms > 0 && now - progress->drawn_ms < DRAW_EVERY_MS))
        return;
    progress_line(&line, figures, now - progress->began_ms, terminal_width(STDERR_FILENO));
    fprintf(stderr, "\r%.*s\033[K", STR_ARG(buf_str(&line)));
    fflush(stderr);
    buf_free(&line);
    progress->drawn_ms = now;
    progress->is_drawn = true;
}

void
progress_hide(struct progress *progress)
{
    if (!progress->is_drawn)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    progress->is_drawn = false;
}
