/* SPDX-License-Identifier: MIT */
/*
 * finding_cases.h -- what `turnout quality` finds, and comparing it with what a case says.
 */
#ifndef TESTS_SUPPORT_FINDING_CASES_H
#define TESTS_SUPPORT_FINDING_CASES_H

#include <jansson.h>

struct daemon;

/* `turnout quality --format json --full OPTION VALUE` once it stands for the whole log; option may be NULL. */
json_t *quality_object(const struct daemon *daemon, const char *option, const char *value);
/*
 * Fails unless there are as many findings as expected ones, and each of these has one whose members are equal to
 * those that it gives.  expected NULL: nothing is compared.
 */
void expect_findings(const char *what, const json_t *expected, const json_t *found);

#endif
