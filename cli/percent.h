/* SPDX-License-Identifier: MIT */
/*
 * percent.h -- how far something long is, as one line of words: "copying: 52 %".
 *
 * For work in several steps, each with a name.  Drawn ten times a second at
 * most and on a terminal alone; gone before anything else is printed.
 */
#ifndef CLI_PERCENT_H
#define CLI_PERCENT_H

#include <stdbool.h>
#include <stdint.h>

struct percent {
    bool is_on, is_drawn;
    int64_t drawn_ms;
};

/* On when standard error is a terminal. */
void percent_begin(struct percent *percent);
/* total 0: it is not known; then only the name is shown. */
void percent_show(struct percent *percent, const char *what, uint64_t done, uint64_t total);
void percent_hide(struct percent *percent);

#endif
