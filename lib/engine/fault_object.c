/* SPDX-License-Identifier: MIT */
#include "lib/engine/fault_object.h"

#include "lib/store/plugin_faults.h"

#include <jansson.h>
#include <string.h>

static json_t *
text(struct str text)
{
    return text.ptr ? json_stringn(text.ptr, text.len) : json_null();
}

/* 0: not known. */
static json_t *
number(uint64_t number)
{
    return number > 0 ? json_integer((json_int_t)number) : json_null();
}

static json_t *
lines(struct str text)
{
    json_t *list = json_array();

    while (text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        size_t len = end ? (size_t)(end - text.ptr) : text.len, space = 0;

        while (space < len && text.ptr[space] == ' ')
            space++;
        json_array_append_new(list, json_stringn(text.ptr + space, len - space));
        text.ptr += len + (end != NULL);
        text.len -= len + (end != NULL);
    }
    return list;
}

static json_t *
subject(const struct fault_row *fault)
{
    if (!fault->subject.ptr)
        return json_null();
    return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o}", "kind", text(fault->subject), "activity", text(fault->activity), "source",
                     text(fault->source), "id", text(fault->id), "seq", number(fault->seq), "figure", text(fault->figure));
}

static json_t *
use(const struct fault_use *use)
{
    return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o}", "instructions", number(use->instructions), "nanoseconds", number(use->nanoseconds),
                     "memory", number(use->memory), "allocated", number(use->allocated), "string", number(use->longest), "round",
                     number(use->round));
}

json_t *
fault_object(const struct fault_row *fault)
{
    return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:I,s:I,s:I,s:I,s:o,s:b,s:o,s:o}", "plugin", text(fault->plugin), "cause",
                     text(fault->cause), "message", text(fault->message), "file", text(fault->file), "line", number(fault->line),
                     "traceback", lines(fault->traceback), "rule", text(fault->rule), "subject", subject(fault), "position",
                     (json_int_t)fault->position, "at", (json_int_t)fault->at, "last_at", (json_int_t)fault->last_at, "times",
                     (json_int_t)fault->times, "mended_at", number((uint64_t)fault->mended_at), "stands", fault->stands, "used",
                     use(&fault->used), "limit", use(&fault->limit));
}
