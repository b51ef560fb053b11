/* SPDX-License-Identifier: MIT */
/*
 * summary.h -- what `turnout summary` says, and whether it has to say that.
 */
#ifndef TESTS_SUPPORT_SUMMARY_H
#define TESTS_SUPPORT_SUMMARY_H

#include "tests/support/daemon.h"

/* What a command prints that must end with 0; free it. */
char *summary_said(const struct daemon *daemon, const char *const *words);
/* The summary over 2025 with these options. */
#define SUMMARY(daemon, ...) summary_said(daemon, WORDS("summary", "--period", "2025", __VA_ARGS__))

void expect_in(const char *text, const char *words);
void expect_not_in(const char *text, const char *words);
/* They are in the summary over 2025. */
void expect_words(const struct daemon *daemon, const char *unit, const char *lang, const char *words);
/* The figures of the unit over 2025, without breakdowns, are those of `turnout report`. */
void expect_figures_of_report(const struct daemon *daemon, const char *unit);

#endif
