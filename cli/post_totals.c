/* SPDX-License-Identifier: MIT */
#include "cli/post_totals.h"

#include "cli/lang.h"

#include <inttypes.h>

static void
put_count(struct buf *out, enum outcome outcome, unsigned long long n)
{
    switch (outcome) {
    case OUTCOME_APPLIED:
        buf_printf(out, _("%llu applied"), n);
        return;
    case OUTCOME_DUPLICATE:
        buf_printf(out, _("%llu duplicate"), n);
        return;
    case OUTCOME_STALE:
        buf_printf(out, _("%llu stale"), n);
        return;
    case OUTCOME_PENDING:
        buf_printf(out, _("%llu pending"), n);
        return;
    case OUTCOME_CONFLICT:
        buf_printf(out, _("%llu in conflict"), n);
        return;
    default:
        buf_printf(out, _("%llu rejected"), n);
    }
}

void
post_totals_text(struct buf *out, const struct post_stream *stream)
{
    unsigned long long lines = stream->acked;
    const char *between = _(": ");

    if (!stream->is_whole) {
        buf_printf(out, ngettext("%llu line acknowledged", "%llu lines acknowledged", stream->acked), lines);
        return;
    }
    buf_printf(out, ngettext("%llu line", "%llu lines", stream->acked), lines);
    for (enum outcome i = 0; i < OUTCOMES; i++) {
        if (stream->counts[i] == 0)
            continue;
        buf_put_str(out, str_of(between));
        put_count(out, i, stream->counts[i]);
        between = _(", ");
    }
}

void
post_totals_json(struct buf *out, const struct post_stream *stream)
{
    buf_printf(out, "{\"acked\":%" PRIu64, stream->acked);
    for (enum outcome i = 0; stream->is_whole && i < OUTCOMES; i++)
        buf_printf(out, ",\"%s\":%" PRIu64, outcome_name(i), stream->counts[i]);
    buf_printf(out, ",\"end\":%s}\n", stream->is_whole ? "true" : "false");
}
