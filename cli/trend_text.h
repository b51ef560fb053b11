/* SPDX-License-Identifier: MIT */
/*
 * trend_text.h -- trends in words and signs: "▲ +2.33", "vs last year ▲ +2.33".
 *
 * More is taken for better; where it is not, a word says so.  Colour is never
 * the only sign.
 */
#ifndef CLI_TREND_TEXT_H
#define CLI_TREND_TEXT_H

#include "cli/table.h"
#include "cli/trend.h"

/* "vs last year", "vs previous": what the column is called, for figures of a period like this one. */
struct str trend_label(enum trend_against against, struct str period);
/* "▲ +2.33"; "*" where it is hidden, "≠" where other rules made the other figure, empty where there is none. */
struct cell trend_cell(const struct trend *trend, bool is_ascii, struct arena *arena);
/* The same with its label; empty where there is none. */
struct str trend_words(const struct trend *trend, enum trend_against against, struct str period, bool is_ascii,
                       struct arena *arena);

#endif
