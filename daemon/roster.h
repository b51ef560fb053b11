/* SPDX-License-Identifier: MIT */
/*
 * roster.h -- which plugins there are, how they fare and what they cost.
 *
 * What the loop thread knows of the rules: the ruleset itself is the writer's.
 * Costs count from the daemon's start and stay with the name of a plugin,
 * whatever becomes of its worker or its files.
 */
#ifndef DAEMON_ROSTER_H
#define DAEMON_ROSTER_H

#include "lib/base/arena.h"
#include "lib/base/hash.h"
#include "lib/base/str.h"
#include "lib/model/ruleset.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum plugin_state { PLUGIN_LIVE, PLUGIN_PAUSED, PLUGIN_LEFT_OUT, PLUGIN_STATES };
extern const struct str plugin_state_names[PLUGIN_STATES]; /* "live", "paused", "left_out" */

struct rule_use;

struct plugin_cost {
    uint64_t calls, nanoseconds, instructions;
    uint64_t memory; /* the most live bytes */
    uint64_t faults;
};

struct roster_entry {
    struct str name, version, path;
    struct hash128 meaning;
    enum plugin_state state;
    struct str fault; /* ptr NULL: none */
    struct plugin_cost cost;
};

struct roster {
    struct arena arena;
    struct roster_entry *entries; /* the plugins by their number in the ruleset, then those that are left out */
    size_t count, loaded;
    bool has_fault;               /* some plugin is not live, or works but for something */
};

/* Replaces all but the costs. */
void roster_learn(struct roster *roster, const struct ruleset *ruleset);
void roster_free(struct roster *roster);
/* It failed; the first fault stands. */
void roster_pause(struct roster *roster, uint32_t plugin, struct str fault);
/* Adds to its costs; memory is the most of both. */
void roster_spend(struct roster *roster, uint32_t plugin, const struct rule_use *use);

/* What each costs: the member "plugins" of the method "status". */
json_t *roster_costs(const struct roster *roster);
/* A list with an object for each plugin: docs/control.md, method "plugins". */
json_t *roster_json(const struct roster *roster);

#endif
