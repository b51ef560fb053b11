/* SPDX-License-Identifier: MIT */
/*
 * score_words.h -- the pieces of a score in the reader's language.
 */
#ifndef CLI_SCORE_WORDS_H
#define CLI_SCORE_WORDS_H

#include "cli/table.h"
#include "lib/base/arena.h"
#include "lib/store/score_reader.h"

struct str score_card_title(const struct score_report *score);
/* The unit's or team's name with its code, where they differ. */
struct str score_owner(const struct score_report *score, struct arena *arena);
struct cell score_total(const struct score_report *score);
/* "良好"; empty without grades. */
struct str score_grade(const struct score_report *score);
/* Whom it is ranked with: "社区", "社区, size 2", "troupes of a street". */
struct str score_class(const struct score_report *score, struct arena *arena);
/* "2/5", "–" */
struct str score_rank(const struct score_report *score, struct arena *arena);
/* "+3.50, 1 place up", "≠" when other rules held a year before; else empty. */
struct str score_change(const struct score_report *score, struct arena *arena);
/* The official score behind which a revised one stands in the report's order; NULL: it is none, or there is none. */
const struct score_report *score_official_of(const struct score_report *scores, size_t i);
/* "+2.50": the revised total less the official one; empty when one of them has none. */
struct str score_difference(const struct score_report *official, const struct score_report *revised, struct arena *arena);
/* What else is to be said: a veto, a gate that is shut, missing data. */
struct str score_remarks(const struct score_report *score, struct arena *arena);
/* How many from the first on are of one card and period; in the report's order they stand together. */
size_t score_board(const struct score_report *scores, size_t count);
/* "As of 2025-03-01, log position 7.": the latest of at least one. Official scores are of moments of their own. */
struct str score_moment(const struct score_report *scores, size_t count, struct arena *arena);

struct str line_title(const struct score_report_line *line);
/* "72.66 %", or the state in words. */
struct str line_value(const struct score_report_line *line, struct arena *arena);
/* What became of it; empty when there is nothing to say. */
struct str line_mark(const struct score_report_line *line);
/* What a work field is called; place as enum work_field. */
struct str word_of_field(int place);

#endif
