/* SPDX-License-Identifier: MIT */
/*
 * control_explain.h -- the method "explain": how a figure or score came about (docs/explain.md).
 */
#ifndef DAEMON_CONTROL_EXPLAIN_H
#define DAEMON_CONTROL_EXPLAIN_H

#include "lib/base/err.h"

#include <stdbool.h>

struct engine;
struct query;

/* In the writer's thread. */
bool control_explain_ask(struct query *query, struct engine *engine, struct err *err);

#endif
