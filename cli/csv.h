/* SPDX-License-Identifier: MIT */
/*
 * csv.h -- comma-separated values (RFC 4180, lines end with a newline alone): a line is its cells, then csv_end.
 */
#ifndef CLI_CSV_H
#define CLI_CSV_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One value: quoted when it holds a comma, a quote or a line break, or begins or ends with a space. */
void csv_put(struct buf *out, struct str value);
/* A cell with its comma; ptr NULL: empty. */
void csv_text(struct buf *out, struct str value);
void csv_texts(struct buf *out, const struct str *const values[], size_t count);
void csv_number(struct buf *out, bool has_number, int64_t number);
void csv_truth(struct buf *out, bool has_truth, bool truth);
/* The comma behind the last cell becomes the end of the line. */
void csv_end(struct buf *out);

#endif
