/* SPDX-License-Identifier: MIT */
/*
 * control_plugins.h -- the method "plugins": how the plugins fare, and whether their files are what is applied.
 */
#ifndef DAEMON_CONTROL_PLUGINS_H
#define DAEMON_CONTROL_PLUGINS_H

#include "daemon/plugin_set.h"
#include "daemon/rule_history.h"

#include <jansson.h>

struct roster;

/* Reads the folders to compare; what cannot be read is not compared: `edited` is null then. */
json_t *control_plugins(const struct roster *roster, const struct plugin_set *applied, const struct plugin_origin *origin,
                        const struct rule_standing *standing);

#endif
