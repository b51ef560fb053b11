/* SPDX-License-Identifier: MIT */
/*
 * quality_text.h -- turnout quality for people: findings by how grave they are, then the plan checks.
 */
#ifndef CLI_QUALITY_TEXT_H
#define CLI_QUALITY_TEXT_H

#include "cli/quality_report.h"
#include "cli/table.h"

void quality_text(struct buf *out, const struct quality_report *report, const struct page *page, struct arena *arena);

#endif
