/* SPDX-License-Identifier: MIT */
/*
 * report_json.h -- figures as a JSON array, a row on a line: for programs, stable.
 */
#ifndef CLI_REPORT_JSON_H
#define CLI_REPORT_JSON_H

#include "lib/base/buf.h"
#include "lib/store/reader.h"

/* The whole array with its newline; rows in the order given. */
void report_json(struct buf *out, const struct report_row *rows, size_t count);

#endif
