/* SPDX-License-Identifier: MIT */
/*
 * config.h -- the operator's settings: turnout.conf(5).
 *
 *     [daemon]            socket, control, db, max_line, queue_bytes,
 *                         publish_interval, socket_mode, year_start_month,
 *                         suppress_below, hide_zero, control_group,
 *                         watch_plugins, rule_budget
 *     [plugin NAME]       parameter = value
 *     [allow NAME]        users, groups, sources, types
 *
 * What is not known is an error with file and line, never ignored.
 */
#ifndef DAEMON_CONFIG_H
#define DAEMON_CONFIG_H

#include "daemon/grant.h"
#include "daemon/settings.h"
#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lua/protocol.h"

#include <stdbool.h>
#include <stddef.h>

struct config {
    struct arena arena; /* of all texts and lists below */
    struct settings settings;
    struct param_override *overrides;
    size_t override_count, override_capacity;
    struct grant *grants;
    size_t grant_count, grant_capacity;
};

/* The defaults. */
void config_init(struct config *config);
void config_free(struct config *config);

/* Adds what the text of one file says; file: its name, for messages. ERR_CONFIG. */
bool config_parse(struct config *config, const char *file, struct str text, struct err *err);

/* Adds one file; ERR_NO_FILE when it is not there. */
bool config_read_file(struct config *config, const char *file, struct err *err);
/* Adds `file` and then the *.conf of the folder conf.d beside it in order of name, those that are there. */
bool config_read_system(struct config *config, const char *file, struct err *err);

#endif
