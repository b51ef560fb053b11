/* SPDX-License-Identifier: MIT */
/*
 * loaded.h -- a plugin in the worker, and the shared page that says what is called.
 */
#ifndef LUA_LOADED_H
#define LUA_LOADED_H

#include "lib/model/ruleset.h"
#include "lua/description.h"
#include "lua/emitter.h"
#include "lua/figures_view.h"
#include "lua/round_use.h"
#include "lua/sandbox.h"
#include "lua/view.h"

#include <stdbool.h>
#include <stdint.h>

struct worker_board;

/* A plugin that loaded. */
struct loaded {
    struct sandbox *sandbox;
    struct view_source view;
    struct figures_source figures;
    struct emitter emitter;
    bool is_running; /* a rule is being asked; else the file is being loaded */
    uint32_t number; /* its place in the ruleset */
    int first_rule;  /* the number of its first rule in the ruleset */
    struct description description;
    struct round_use round;
};

/* Says on the shared page what is about to be called; and that nothing is. */
void board_call(struct worker_board *board, uint32_t plugin, int rule, uint32_t subject);
void board_rest(struct worker_board *board);
/* Before board_call for a score or fold: what it is asked. */
void board_question(struct worker_board *board, struct hash128 key);

/* What the last call failed with, what it had used and what it might; the message is copied into the arena. */
struct rule_fault loaded_fault(const struct loaded *loaded, enum sandbox_end end, int rule, uint32_t subject, struct arena *arena);
/* The plugin used more than it may in a round; subject and rule: what it was asked last. */
struct rule_fault loaded_over_budget(const struct loaded *loaded, int rule, uint32_t subject, struct arena *arena);

#endif
