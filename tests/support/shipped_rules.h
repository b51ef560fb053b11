/* SPDX-License-Identifier: MIT */
/*
 * shipped_rules.h -- the plugins that ship, loaded once in the test's own process.
 */
#ifndef TESTS_SUPPORT_SHIPPED_RULES_H
#define TESTS_SUPPORT_SHIPPED_RULES_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/model/ruleset.h"
#include "lua/protocol.h"
#include "lua/protocol_scores.h"

struct rule_host;

struct shipped_rules {
    struct worker_board board;
    struct rule_host *host;
    struct buf manifest;
    struct arena arena; /* the last answer */
};

/* Fails the test when a plugin does not load. */
void shipped_rules_load(struct shipped_rules *rules);
/* With `from` in the text of one plugin replaced by `to`; to NULL: without the plugin. Fails the test when `from` is not there. */
struct rule_edit {
    const char *plugin, *from, *to;
};
void shipped_rules_load_edited(struct shipped_rules *rules, const struct rule_edit *edit);
void shipped_rules_free(struct shipped_rules *rules);
/* A ruleset of the caller's own. */
struct ruleset shipped_ruleset(const struct shipped_rules *rules);
/* Valid until the next answer; fails the test when a rule does. */
struct verdict_batch shipped_answer(struct shipped_rules *rules, const struct rule_subject *subjects, size_t count);
struct score_batch shipped_answer_scores(struct shipped_rules *rules, const struct score_question *questions, size_t count);

#endif
