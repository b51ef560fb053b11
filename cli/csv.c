/* SPDX-License-Identifier: MIT */
#include "cli/csv.h"

#include <inttypes.h>
#include <string.h>

static bool
needs_quotes(struct str value)
{
    if (value.len > 0 && (value.ptr[0] == ' ' || value.ptr[value.len - 1] == ' '))
        return true;
    for (size_t i = 0; i < value.len; i++)
        if (strchr(",\"\r\n", value.ptr[i]))
            return true;
    return false;
}

void
csv_put(struct buf *out, struct str value)
{
    if (!needs_quotes(value)) {
        buf_put_str(out, value);
        return;
    }
    buf_put_byte(out, '"');
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '"')
            buf_put_byte(out, '"');
        buf_put_byte(out, (uint8_t)value.ptr[i]);
    }
    buf_put_byte(out, '"');
}

void
csv_text(struct buf *out, struct str value)
{
    csv_put(out, value);
    buf_put_byte(out, ',');
}

void
csv_texts(struct buf *out, const struct str *const values[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        csv_text(out, *values[i]);
}

void
csv_number(struct buf *out, bool has_number, int64_t number)
{
    if (has_number)
        buf_printf(out, "%" PRId64, number);
    buf_put_byte(out, ',');
}

void
csv_truth(struct buf *out, bool has_truth, bool truth)
{
    if (has_truth)
        buf_put_str(out, truth ? STR("true") : STR("false"));
    buf_put_byte(out, ',');
}

void
csv_end(struct buf *out)
{
    out->ptr[out->len - 1] = '\n';
}
