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
    uint32_t score; /* of the row */
    struct score_line_row line;
    struct str title_zh, title_en;
    int factor; /* 100: the value is in percent */
};

struct score_report {
    struct score_row row;
    struct score_report_line *lines; /* in the order of the card */
    size_t line_count;
    struct str unit_name, unit_name_en, team_name, card_zh, card_en, grade_zh, grade_en, day;
    uint64_t as_of;
};

/*
 * All that pass, in the arena: by card, longer periods first within their
 * start, units in tree order, teams by code.  Of the filters FILTER_INDICATOR
 * is the card; category and group filter nothing.  Between reader_begin and
 * reader_end, so that scores and their lines are of one moment.
 */
bool score_reader_report(struct reader *reader, const struct report_filter *filter, struct arena *arena,
                         struct score_report **scores, size_t *count, struct err *err);
/* Names of all cards, in order. */
bool score_reader_cards(struct reader *reader, struct arena *arena, struct str **cards, size_t *count, struct err *err);

#endif
