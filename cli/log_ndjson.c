/* SPDX-License-Identifier: MIT */
#include "cli/log_ndjson.h"

#include "cli/json_members.h"


/* The members of an object, without its braces. */
static struct str
members(struct str object)
{
    return object.len > 2 ? (struct str){ object.ptr + 1, object.len - 2 } : (struct str){ 0 };
}

void
log_ndjson_put(struct buf *out, const struct log_line *line)
{
    struct str attributes = members(line->attributes);

    buf_put_byte(out, '{');
    json_text(out, "specversion", STR("1.0"));
    json_text(out, "id", line->id);
    json_text(out, "source", line->source);
    if (line->rev != 1)
        json_number(out, "rev", true, (int64_t)line->rev);
    json_text(out, "type", line->type);
    if (line->time.ptr)
        json_text(out, "time", line->time);
    if (attributes.len > 0) {
        buf_put_byte(out, ',');
        buf_put_str(out, attributes);
    }
    json_key(out, "data");
    buf_put_str(out, line->data);
    buf_put_str(out, STR("}\n"));
}
