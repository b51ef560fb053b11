/* SPDX-License-Identifier: MIT */
/*
 * server.h -- the daemon as a whole: callers, writer and rules, from start to end.
 *
 * Runs the loop on the calling thread until a signal or a failure ends it.
 */
#ifndef DAEMON_SERVER_H
#define DAEMON_SERVER_H

#include "lib/base/err.h"
#include "lib/model/day.h"

#include <stdbool.h>

struct plugin_origin;
struct plugin_set;
struct rule_history;
struct rights;
struct settings;

struct server_config {
    const struct settings *settings; /* socket, control and db are set */
    const struct rights *rights;
    const struct plugin_origin *origin; /* where changed rules come from */
    struct plugin_set *plugins;      /* what is loaded first; taken over */
    const struct rule_history *history; /* what there was before */
    const char *worker_program;
    int handed_over;                 /* a listening socket, or -1 */
    bool has_as_of;
    day_t as_of;
};

/* True: ended on request. */
bool server_run(const struct server_config *config, struct err *err);

#endif
