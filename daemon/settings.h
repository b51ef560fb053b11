/* SPDX-License-Identifier: MIT */
/*
 * settings.h -- the section [daemon] of turnout.conf(5).
 */
#ifndef DAEMON_SETTINGS_H
#define DAEMON_SETTINGS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/disclosure.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct settings {
    const char *socket, *control, *db; /* NULL: not set */
    size_t max_line;                   /* bytes */
    size_t queue_bytes;                /* events under way between reading and disk */
    int publish_interval;              /* ms */
    uint32_t rule_budget;              /* ms of processor time a plugin may use in all between two publications */
    mode_t socket_mode;
    int year_start_month;              /* 1..12 */
    struct disclosure_rule disclosure; /* suppress_below, hide_zero */
    bool has_control_group;            /* who may control the daemon, beside its own user and root */
    gid_t control_group;
    bool watches_plugins;              /* changed files are reloaded by themselves */
};

enum { SETTINGS = 13 };
extern const struct str setting_names[SETTINGS];

/* The defaults. */
void settings_init(struct settings *settings);
/* Sets the one at that place among the names; texts go to the arena. ERR_CONFIG. */
bool settings_set(struct settings *settings, int setting, struct str value, struct arena *arena, struct err *err);

#endif
