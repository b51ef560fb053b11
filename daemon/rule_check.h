/* SPDX-License-Identifier: MIT */
/*
 * rule_check.h -- do the rules load, with the parameters that the configuration sets? For turnoutd --check-config.
 */
#ifndef DAEMON_RULE_CHECK_H
#define DAEMON_RULE_CHECK_H

#include "lib/base/err.h"

struct plugin_origin;

/* Loads the files as they stand in the folders, in a worker of its own; says each fault on standard error. ERR_CONFIG: there are some, or the folders cannot be read. */
bool rule_check(const struct plugin_origin *origin, const char *worker_program, struct err *err);

#endif
