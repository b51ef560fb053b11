/* SPDX-License-Identifier: MIT */
/*
 * plans.h -- what units promised to do: plan items (domain.md D1, D3).
 *
 * An item is a single thing: its greatest statement holds, whole.  Which rules
 * select it is asked of the worker like for a session; the answer is kept until
 * the item changes.
 */
#ifndef LIB_MODEL_PLANS_H
#define LIB_MODEL_PLANS_H

#include "lib/base/arena.h"
#include "lib/base/codebook.h"
#include "lib/model/event.h"
#include "lib/model/ruleset.h"
#include "lib/model/statement.h"
#include "lib/model/teams.h"
#include "lib/model/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct plan_statement {
    struct statement base;
    struct plan_put put; /* texts interned */
    uint32_t unit, team; /* team: CODE_NONE for none */
};

struct session;

/* What a rule sees of an item, beside what was posted. */
struct plan_view {
    uint64_t seq; /* of the statement that holds; 0: none */
    day_t first, last; /* of its window */
    enum unit_level level;
};

struct plan_item {
    struct plan_statement *statements;
    size_t count, capacity;
    const struct plan_statement *current; /* NULL: unknown; as of plans_resolve_item */
    struct session **sessions; /* active ones that name the item: facts_enter */
    size_t session_count, session_capacity;
    struct plan_view settled; /* when facts last settled */
    uint32_t version;         /* counts what settling changed */
    bool has_verdict;
    struct rule_mask mask;
};

struct plans {
    const struct log_order *log;
    struct codebook codes, texts;
    struct plan_item *items;
    size_t count, capacity;
};

void plans_init(struct plans *plans, const struct log_order *log);
void plans_free(struct plans *plans);
uint32_t plans_number(struct plans *plans, struct str code);
/* Both give the item's number; its `current` is settled by plans_resolve_item. */
uint32_t plans_state(struct plans *plans, const struct event *event, uint64_t seq, struct units *units, struct teams *teams);
uint32_t plans_withdraw(struct plans *plans, const struct event *event, uint64_t seq);
/* A session that is held names the item; it does not any more. */
void plans_link(struct plans *plans, uint32_t item, struct session *session);
void plans_unlink(struct plans *plans, uint32_t item, const struct session *session);
/* Chooses the statement that holds among those whose unit and team are known. */
void plans_resolve_item(struct plans *plans, uint32_t item, struct units *units, struct teams *teams);

#endif
