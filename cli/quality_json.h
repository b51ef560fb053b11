/* SPDX-License-Identifier: MIT */
/*
 * quality_json.h -- turnout quality --format json: one object, its members in turnout(1).
 */
#ifndef CLI_QUALITY_JSON_H
#define CLI_QUALITY_JSON_H

#include "cli/quality_report.h"
#include "lib/base/buf.h"

void quality_json(struct buf *out, const struct quality_report *report, struct arena *arena);

#endif
