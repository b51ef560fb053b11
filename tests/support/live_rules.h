/* SPDX-License-Identifier: MIT */
/*
 * live_rules.h -- a daemon whose rules a test changes while it runs.
 *
 * Its folder of rules has the plugin `x`, which counts sessions of education; posted
 * are one of these (e1) and two of culture (c1, c2), all of the unit `u` in 2025.
 */
#ifndef TESTS_SUPPORT_LIVE_RULES_H
#define TESTS_SUPPORT_LIVE_RULES_H

#include "tests/support/daemon.h"

#include <jansson.h>
#include <stdbool.h>

#define UNDER_EDU "t.under(a.category, \"edu\")"
#define UNDER_CULTURE "t.under(a.category, \"culture\")"

struct live_rules {
    struct daemon server;
    char said[4096]; /* what the last command printed */
};

void live_rules_start(struct live_rules *live);
void live_rules_stop(struct live_rules *live);

/* A file of the rules' folder, whole from one moment to the next. */
void live_rules_write_file(struct live_rules *live, const char *name, const char *text);
/* The plugin `name` with an indicator NAME_count: sessions for which the Lua expression is true. */
void live_rules_write(struct live_rules *live, const char *file, const char *name, const char *title, const char *expression);
void live_rules_post_session(struct live_rules *live, const char *activity, const char *category);

/* The year's figure of the indicator; -1: there is no such row. */
long long live_rules_figure(struct live_rules *live, const char *indicator);
/* Until the figure says so: for what is asked without waiting for an answer, and after a start. */
void live_rules_wait(struct live_rules *live, const char *indicator, long long value);

/* Runs `turnout plugin WORD OPTION VALUE`; its status. */
int live_rules_command(struct live_rules *live, const char *word, const char *option, const char *value);
/* The last command printed it. */
void live_rules_expect_said(const struct live_rules *live, const char *words);
/* What the daemon lists of the plugin. */
json_t *live_rules_entry(const struct live_rules *live, const char *name);
void live_rules_expect_state(const struct live_rules *live, const char *name, const char *state, bool edited);

#endif
