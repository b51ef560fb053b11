/* SPDX-License-Identifier: MIT */
/*
 * control_faults.h -- the methods "faults" and "plugins": what the store knows of plugins that failed.
 */
#ifndef DAEMON_CONTROL_FAULTS_H
#define DAEMON_CONTROL_FAULTS_H

#include "lib/base/err.h"

struct control_call;
struct control_services;
struct engine;
struct query;

/* For query_call: all that are kept, the newest first. */
bool control_faults_ask(struct query *query, struct engine *engine, struct err *err);
/* How the plugins fare: what the loop's thread knows (control_plugins.h), and what the store does. */
void control_plugins_call(const struct control_services *services, struct control_call *call);

#endif
