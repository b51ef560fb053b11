/* SPDX-License-Identifier: MIT */
#include "lib/wire/reply.h"

#include <inttypes.h>

static const char *const outcome_names[OUTCOMES] = {
    [OUTCOME_APPLIED] = "applied", [OUTCOME_DUPLICATE] = "duplicate", [OUTCOME_STALE] = "stale",
    [OUTCOME_PENDING] = "pending", [OUTCOME_CONFLICT] = "conflict",   [OUTCOME_REJECTED] = "rejected",
};

const char *
outcome_name(enum outcome outcome)
{
    return outcome_names[outcome];
}

void
reply_refused(struct buf *buf, uint64_t line, const struct refusal *refusal)
{
    enum outcome outcome = refusal->code == REFUSED_CONFLICT ? OUTCOME_CONFLICT : OUTCOME_REJECTED;

    buf_printf(buf, "{\"line\":%" PRIu64 ",\"status\":\"%s\",\"code\":\"%s\"", line, outcome_name(outcome),
               refusal_code_name(refusal->code));
    if (refusal->path[0]) {
        buf_put_str(buf, STR(",\"path\":"));
        buf_put_json(buf, str_of(refusal->path));
    }
    buf_put_str(buf, STR(",\"message\":"));
    buf_put_json(buf, str_of(refusal->message));
    buf_put_str(buf, STR("}\n"));
}

void
reply_acked(struct buf *buf, uint64_t lines)
{
    buf_printf(buf, "{\"acked\":%" PRIu64 "}\n", lines);
}

void
reply_end(struct buf *buf, uint64_t lines, const uint64_t counts[OUTCOMES])
{
    buf_printf(buf, "{\"acked\":%" PRIu64, lines);
    for (int i = 0; i < OUTCOMES; i++)
        buf_printf(buf, ",\"%s\":%" PRIu64, outcome_names[i], counts[i]);
    buf_put_str(buf, STR(",\"end\":true}\n"));
}
