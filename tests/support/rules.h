/* SPDX-License-Identifier: MIT */
/*
 * rules.h -- plugins loaded in the test's own process, and sessions to ask them about.
 */
#ifndef TESTS_SUPPORT_RULES_H
#define TESTS_SUPPORT_RULES_H

#include "lib/base/arena.h"
#include "lua/protocol.h"
#include "lua/rule_host.h"

extern const struct rule_limits test_limits; /* those of the product */

struct rules {
    struct worker_board board;
    struct rule_host *host;
    struct ruleset ruleset;
    struct arena arena;         /* the last answer */
    struct verdict_batch batch; /* the last answer */
};

/* Loads the texts as plugins t1.lua, t2.lua ..., up to NULL. What is wrong with them stands in ruleset.faults. */
void rules_load(struct rules *rules, const struct load_request *overrides, ...) __attribute__((sentinel));
/* Loads what is asked for, as the worker would. */
void rules_load_request(struct rules *rules, const struct load_request *request);
void rules_free(struct rules *rules);

/* Asks about one subject: the answer is in batch. */
void rules_ask(struct rules *rules, const struct rule_subject *subject);
/* Does the rule of this name say yes? Fails the test when there is none. */
bool rules_said(const struct rules *rules, const char *rule);
/* The only fault of loading, or of the last answer; "" when there is none. */
const char *rules_load_fault(const struct rules *rules);
const char *rules_fault(const struct rules *rules);

/* Loads the plugin, and fails the test unless it has one fault, which says the words; unless it has none. */
void expect_load_fault(const char *text, const char *words);
void expect_loads(const char *text);

/* A session with every field posted: category edu.law, kind lecture, host, large, on Wednesday 2024-05-29 ... */
struct rule_subject full_session(void);
/* One with only what is required, posted by a guest. */
struct rule_subject bare_session(void);
/* Records: a website item about health, published on 2025-03-04, four days after its subject; a declared 12.5; an answered
 * survey; a library that is open 2520 minutes a week. */
struct rule_subject publicity_item(void);
struct rule_subject declared_number(void);
struct rule_subject feedback_summary(void);
struct rule_subject library(void);
/* A plan item: item i1, a hosted contest, window 2025-07. */
struct rule_subject plan_item(void);

#endif
