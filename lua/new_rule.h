/* SPDX-License-Identifier: MIT */
/*
 * new_rule.h -- a function of a plugin becomes one of its numbered rules.
 */
#ifndef LUA_NEW_RULE_H
#define LUA_NEW_RULE_H

#include "lib/model/ruleset.h"

struct writer;

/* A rule's number within the plugin: of the function on the top of the stack, as a new one. object: for messages; role: "numerator", for its name. */
int new_rule_put(struct writer *writer, int object, enum subject_kind subject, const char *role);

#endif
