/* SPDX-License-Identifier: MIT */
/*
 * check_print.h -- what turnout check says: a first line as monitoring reads it, then a line for each target that is not met.
 */
#ifndef CLI_CHECK_CHECK_PRINT_H
#define CLI_CHECK_CHECK_PRINT_H

#include "cli/check/check_judge.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include <stddef.h>

struct checked {
    const struct report_row *row;
    struct check_result result;
};

struct check_summary {
    struct checked *all; /* those that apply, in the order of the report */
    size_t count;
    size_t counts[CHECK_VERDICTS];
    enum check_verdict worst; /* without any: unknown */
    struct str day;      /* as of */
    uint64_t position;
};

/* 0: every target is met, or on its way; 1 at risk, 2 missed, 3 unknown. */
int check_exit_status(enum check_verdict worst);

void check_text(struct buf *out, const struct check_summary *summary, struct arena *arena);
void check_json(struct buf *out, const struct check_summary *summary);

#endif
