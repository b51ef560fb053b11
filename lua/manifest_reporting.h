/* SPDX-License-Identifier: MIT */
/*
 * manifest_reporting.h -- reads the measures of reporting_forms.h from the manifest's JSON.
 */
#ifndef LUA_MANIFEST_REPORTING_H
#define LUA_MANIFEST_REPORTING_H

#include "lua/manifest_members.h"

bool read_reporting_measure(struct reading *reading, const json_t *object, struct measure *measure);

#endif
