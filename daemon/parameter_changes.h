/* SPDX-License-Identifier: MIT */
/*
 * parameter_changes.h -- which parameters the configuration says otherwise than it did at a version of the rules.
 */
#ifndef DAEMON_PARAMETER_CHANGES_H
#define DAEMON_PARAMETER_CHANGES_H

#include "lib/base/str.h"

#include <jansson.h>

/*
 * Of two texts as lib/store/rule_versions.h keeps them: [{"name":"reading.target","then":"20","now":"25"}], null where it was not
 * or is not configured. then.ptr NULL: nothing is known of then, nothing differs.
 */
json_t *parameter_changes(struct str then, struct str now);

#endif
