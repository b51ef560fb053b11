/* SPDX-License-Identifier: MIT */
/*
 * manifest_records.h -- reads the measures of record_forms.h from the manifest's JSON.
 */
#ifndef LUA_MANIFEST_RECORDS_H
#define LUA_MANIFEST_RECORDS_H

#include "lua/manifest_members.h"

/* measure.kind is known and is one of them. */
bool read_record_measure(struct reading *reading, const json_t *object, struct measure *measure);

#endif
