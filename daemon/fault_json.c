/* SPDX-License-Identifier: MIT */
#include "daemon/fault_json.h"

#include "lib/model/fault_text.h"

static json_t *
text_or_null(struct str text)
{
    return text.ptr ? json_stringn(text.ptr, text.len) : json_null();
}

json_t *
fault_json(struct str plugin, struct str message)
{
    struct fault_place place = fault_text_place(message);
    struct str rest = { message.ptr + place.taken, message.len - place.taken };
    bool has_place = place.file.len > 0;

    return json_pack("{s:o,s:o,s:o,s:o}", "plugin", text_or_null(plugin), "file", has_place ? text_or_null(place.file) : json_null(),
                     "line", has_place ? json_integer((json_int_t)place.line) : json_null(), "message", text_or_null(rest));
}
