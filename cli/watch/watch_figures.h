/* SPDX-License-Identifier: MIT */
/*
 * watch_figures.h -- the figures that somebody looks at, as they were at the beginning, the last time and now.
 *
 * Small numbers of people are hidden as in the report; so is a change of them.
 */
#ifndef CLI_WATCH_WATCH_FIGURES_H
#define CLI_WATCH_WATCH_FIGURES_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/reader.h"

#include <stdbool.h>
#include <stddef.h>

struct figure_list {
    struct arena arena;
    struct report_row *rows;
    size_t count;
};

struct watch_figures {
    const char *db_path;
    const struct report_filter *filter; /* with a period, or of the latest year that there is each time */
    bool full;
    struct figure_list first, before, now;
    bool has_first;
};

/* What was `now` is `before`. */
bool watch_figures_read(struct watch_figures *figures, struct err *err);
/* The same row of another list; NULL: it has none. */
const struct report_row *figure_list_find(const struct figure_list *list, const struct report_row *row);
/* Do they say the same? */
bool figure_rows_agree(const struct report_row *a, const struct report_row *b);
void watch_figures_free(struct watch_figures *figures);

#endif
