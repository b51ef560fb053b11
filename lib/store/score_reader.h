/* SPDX-License-Identifier: MIT */
/*
 * score_reader.h -- the published scores as the command reads them.
 */
#ifndef LIB_STORE_SCORE_READER_H
#define LIB_STORE_SCORE_READER_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/conditions.h"
#include "lib/store/score_row.h"

#include <stdbool.h>
#include <stdint.h>

struct reader;

/* A line, and what its indicator or card is called. */
struct score_report_line {
    int64_t score; /* of the row */
    struct score_line_row line;
    struct score_line_words words;
};

struct score_report {
    struct score_row row;
    struct score_report_line *lines; /* in the order of the card */
    size_t line_count;
    struct score_words words;
    struct str day;
    uint64_t as_of;
    struct str stale_plugin, stale_reason; /* as in struct report_row */
};

/*
 * All that pass, in the arena: by card, longer periods first within their
 * start, units in tree order, teams by code; a revised score behind the official
 * one.  Of the filters FILTER_INDICATOR is the card; category and group filter
 * nothing; `official` asks for what the closes of that number froze.  Between reader_begin and
 * reader_end, so that scores and their lines are of one moment.
 */
bool score_reader_report(struct reader *reader, const struct report_filter *filter, struct arena *arena,
                         struct score_report **scores, size_t *count, struct err *err);
/* Names of all cards, in order. */
bool score_reader_cards(struct reader *reader, struct arena *arena, struct str **cards, size_t *count, struct err *err);

#endif
