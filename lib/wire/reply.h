/* SPDX-License-Identifier: MIT */
/*
 * reply.h -- the lines the daemon answers, as JSON text with its newline.
 */
#ifndef LIB_WIRE_REPLY_H
#define LIB_WIRE_REPLY_H

#include "lib/base/buf.h"
#include "lib/wire/line.h"

#include <stdint.h>

enum outcome { OUTCOME_APPLIED, OUTCOME_DUPLICATE, OUTCOME_STALE, OUTCOME_PENDING, OUTCOME_CONFLICT, OUTCOME_REJECTED, OUTCOMES };

/* "applied" ... in the order of the totals line. */
const char *outcome_name(enum outcome outcome);

/* {"line":7,"status":"rejected","code":"bad_field","path":"data.minutes","message":"..."}; status is "conflict" for
 * REFUSED_CONFLICT; no path key when there is none. */
void reply_refused(struct buf *buf, uint64_t line, const struct refusal *refusal);
/* {"acked":64} */
void reply_acked(struct buf *buf, uint64_t lines);
/* {"acked":100,"applied":97,...,"end":true} */
void reply_end(struct buf *buf, uint64_t lines, const uint64_t counts[OUTCOMES]);

#endif
