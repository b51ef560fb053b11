/* SPDX-License-Identifier: MIT */
/*
 * rule_host.h -- loads plugins and asks their rules: the worker without its socket.
 *
 * Every plugin has a state of its own.  A plugin that fails to load is listed
 * in the manifest's faults and the others go on; a rule that fails is reported
 * once, and its plugin answers no more in that batch.
 */
#ifndef LUA_RULE_HOST_H
#define LUA_RULE_HOST_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lua/protocol.h"

struct rule_host;

/* board: the shared page; borrowed as long as the host. */
struct rule_host *rule_host_new(struct worker_board *board);
void rule_host_free(struct rule_host *host);

/* Loads everything, once, and adds the manifest's JSON to `manifest`. The request is borrowed for the call. */
void rule_host_load(struct rule_host *host, const struct load_request *request, struct buf *manifest);

/* Answers; verdicts, faults and their texts are in the arena. */
void rule_host_answer(struct rule_host *host, const struct ask *ask, struct arena *arena, struct verdict_batch *batch);

/* What a plugin may use in all is counted from here: figures were published. */
void rule_host_round(struct rule_host *host);

struct loaded;

/* For whoever asks otherwise: the plugins that loaded, by their place in the ruleset, and the shared page. */
size_t rule_host_plugins(const struct rule_host *host);
struct loaded *rule_host_plugin(const struct rule_host *host, size_t place);
struct worker_board *rule_host_board(const struct rule_host *host);

/* How many rules, of all plugins. */
size_t rule_host_rules(const struct rule_host *host);

#endif
