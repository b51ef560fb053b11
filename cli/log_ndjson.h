/* SPDX-License-Identifier: MIT */
/*
 * log_ndjson.h -- an accepted event as the line that was posted.
 *
 * Posted to an empty store these lines give the same figures.  Persons stand
 * under their numbers: what they were called is not known here.
 */
#ifndef CLI_LOG_NDJSON_H
#define CLI_LOG_NDJSON_H

#include "lib/base/buf.h"
#include "lib/store/log_reader.h"

/* Appends the line and its newline. */
void log_ndjson_put(struct buf *out, const struct log_line *line);

#endif
