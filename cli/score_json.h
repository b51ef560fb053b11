/* SPDX-License-Identifier: MIT */
/*
 * score_json.h -- scores as a JSON array, an object a score; the columns of docs/store.md.
 */
#ifndef CLI_SCORE_JSON_H
#define CLI_SCORE_JSON_H

#include "lib/base/buf.h"
#include "lib/store/score_reader.h"

void score_json(struct buf *out, const struct score_report *scores, size_t count);

#endif
