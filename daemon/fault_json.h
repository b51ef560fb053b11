/* SPDX-License-Identifier: MIT */
/*
 * fault_json.h -- what is wrong with a plugin, as an object: plugin, file, line, message.
 *
 * Messages begin with "file:line: " where there is a place to name; it is cut
 * off and stands in members of its own.
 */
#ifndef DAEMON_FAULT_JSON_H
#define DAEMON_FAULT_JSON_H

#include "lib/base/str.h"

#include <jansson.h>

/* plugin ptr NULL: null, the message says more. */
json_t *fault_json(struct str plugin, struct str message);

#endif
