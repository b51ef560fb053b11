/* SPDX-License-Identifier: MIT */
/*
 * plugin_change.h -- asks the daemon for other rules, and tells what became of it.
 */
#ifndef CLI_PLUGIN_CHANGE_H
#define CLI_PLUGIN_CHANGE_H

#include "lib/base/err.h"

#include <jansson.h>
#include <stdbool.h>

struct places;

/* "rules/x.lua:7: there is no ...", to standard error. */
void plugin_fault_print(const json_t *fault);
/* The method: reload, apply or rollback; params is taken over. Each fault goes to standard error, a line each. */
bool plugin_change(const struct places *places, const char *method, json_t *params, struct err *err);

#endif
