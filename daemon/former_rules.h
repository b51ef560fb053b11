/* SPDX-License-Identifier: MIT */
/*
 * former_rules.h -- at a start, a file that does not load gives way to the one of its name that loaded last.
 *
 * Its fault is shown all the same, and says which version stands in.
 */
#ifndef DAEMON_FORMER_RULES_H
#define DAEMON_FORMER_RULES_H

#include "lib/base/arena.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct plugin_set;
struct rule_history;
struct ruleset;

struct former_rules {
    struct arena arena;
    struct former_fault {
        struct str name, message; /* of the file that did not load */
    } *faults;
    size_t count, capacity;
};

/* Replaces in the set what the ruleset says did not load; false: there is nothing to replace it with. */
bool former_rules_use(struct former_rules *former, const struct rule_history *history, struct plugin_set *set,
                      const struct ruleset *ruleset);
/* Adds the faults of what was replaced to what was loaded in its place. */
void former_rules_tell(const struct former_rules *former, struct ruleset *ruleset);
void former_rules_free(struct former_rules *former);

#endif
