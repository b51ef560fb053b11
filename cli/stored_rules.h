/* SPDX-License-Identifier: MIT */
/*
 * stored_rules.h -- the rules that were applied last, from the store, loaded in a rule worker of the command's own.
 *
 * Where no daemon noted its rules, those that ship.
 */
#ifndef CLI_STORED_RULES_H
#define CLI_STORED_RULES_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/model/ruleset.h"
#include "lua/plugin_files.h"

#include <stdbool.h>

struct rule_process;

struct stored_rules {
    struct arena arena;
    struct plugin_files shipped;
    struct rule_process *process;
    struct ruleset ruleset;
};

/* parameters: of rule_settings.h, where the store does not say under which the rules were applied. */
bool stored_rules_load(struct stored_rules *rules, const char *db_path, struct str parameters, struct err *err);
void stored_rules_free(struct stored_rules *rules);

#endif
