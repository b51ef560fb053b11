/* SPDX-License-Identifier: MIT */
/*
 * score_cases.h -- what `turnout scorecard` says against what a case expects.
 */
#ifndef TESTS_SUPPORT_SCORE_CASES_H
#define TESTS_SUPPORT_SCORE_CASES_H

#include <jansson.h>

struct daemon;

/* `turnout scorecard --format json --full`. */
json_t *score_rows(const struct daemon *daemon);
/*
 * Fails unless each pattern's score exists once and has the pattern's values.
 * It is found by card, unit, team and period; an element of its `components`
 * by component and role ("item" when it gives none).
 */
void expect_scores(const char *what, const json_t *patterns, const json_t *actual);

#endif
