/* SPDX-License-Identifier: MIT */
/*
 * post_totals.h -- what became of the posted lines, in a sentence or as JSON.
 */
#ifndef CLI_POST_TOTALS_H
#define CLI_POST_TOTALS_H

#include "cli/post_stream.h"
#include "lib/base/buf.h"

/* "100 lines: 97 applied, 2 duplicate, 1 rejected": an outcome that nothing had is left out. */
void post_totals_text(struct buf *out, const struct post_stream *stream);
/* The daemon's last line, or {"acked":64,"end":false} when it did not come. */
void post_totals_json(struct buf *out, const struct post_stream *stream);

#endif
