/* SPDX-License-Identifier: MIT */
/*
 * edited_rules.h -- a daemon on a copy of the rules that ship, which a test edits, and what it is posted.
 *
 * Its day is 2025-09-15.  The hall is a community where everybody comes to lectures.
 */
#ifndef TESTS_SUPPORT_EDITED_RULES_H
#define TESTS_SUPPORT_EDITED_RULES_H

#include "tests/support/daemon.h"

#include <jansson.h>
#include <stdbool.h>

struct buf;

/* What counts as education, as shipped and with lectures. */
#define EDUCATION_RULE "t.under(a.category, \"edu\")"
#define EDUCATION_EDITED "t.under(a.category, \"edu\") or t.under(a.category, \"culture.lecture\")"

#define EDITED_RULES_DAY "2025-09-15"

enum { HALL_BATCH = 500, HALL_BATCHES_MAX = 400 };

struct edited_rules {
    struct daemon server;
    char folder[DAEMON_PATH_SIZE]; /* the copy */
};

/* Starts it; edited: with lectures. End with daemon_remove. */
void edited_rules_start(struct edited_rules *rules, bool is_edited);
/* Replaces the first `from` in the rule of education. */
void edited_rules_edit(const struct edited_rules *rules, const char *from, const char *to);

/* `turnout plugin plan --all --format json`. */
json_t *plan_of(const struct daemon *server);
long long plan_count(const json_t *plan, const char *group, const char *key);

/* The hall, its people and its sessions. */
void add_hall(struct buf *lines);
/* Attendances there, instead of what is in `lines`: the same for one number, whoever posts it. */
void hall_batch(int batch, struct buf *lines);

#endif
