/* SPDX-License-Identifier: MIT */
/*
 * score_row.h -- a score and its lines as they are published and read.
 *
 * Points are decimals as printed.  A str with ptr NULL is SQL NULL.
 */
#ifndef LIB_STORE_SCORE_ROW_H
#define LIB_STORE_SCORE_ROW_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct score_line_row {
    struct str role, name, dimension;
    struct str full, self, points;
    struct str state; /* of the figure */
    struct str mark;  /* "" or "missing", "excluded", "not_applicable", "shut" */
    struct str value, target, grade;
};

struct score_row {
    int64_t score; /* the publisher's number for it: the row's key; below 0: of a frozen one */
    struct str card, unit, team, period;
    int32_t period_first, period_end; /* day_t */
    struct str kind, plugin, state;
    struct str total, sum, available, full, base, bonus, penalty, most, grade;
    struct str peers; /* the class within which it is ranked: "community", "community:2", "troupe@street" */
    bool has_rank, has_rank_change;
    int64_t rank, of, rank_change; /* a positive change is a better rank than a year before */
    struct str change;             /* of the total against a year before: "+3.50" */
    struct str comparison;         /* "same_rules", "other_rules", "none" */
    struct str flags;              /* joined by spaces */
};

/* What a reader prints beside a score, and beside each of its lines. */
struct score_words {
    struct str unit, unit_en, team, card_zh, card_en, grade_zh, grade_en;
};

struct score_line_words {
    struct str title_zh, title_en;
    int factor; /* 100: the value is in percent */
};

/* A score as a close froze it. */
struct frozen_score {
    struct score_row row; /* its number and kind are not stored */
    struct score_words words;
    struct str rules; /* hash of what the card and its indicators meant */
    struct score_line_row *lines;
    struct score_line_words *line_words; /* by line */
    size_t line_count;
};

/* A card as readers know it, and its grades. */
struct score_card_row {
    struct str name, of, title_zh, title_en, plugin;
};

struct score_grade_row { /* best first within a card */
    struct str card, grade, title_zh, title_en;
};

#endif
