/* SPDX-License-Identifier: MIT */
/*
 * control_status.h -- the method "status": what `turnout status --format json` prints, of this moment.
 */
#ifndef DAEMON_CONTROL_STATUS_H
#define DAEMON_CONTROL_STATUS_H

#include "lib/base/err.h"

#include <stdbool.h>

struct engine;
struct query;

/* In the writer's thread. */
bool control_status_ask(struct query *query, struct engine *engine, struct err *err);

#endif
