/* SPDX-License-Identifier: MIT */
#include "daemon/parameter_changes.h"

#include <string.h>

struct parameter {
    struct str name, value; /* name.ptr NULL: there is none any more */
};

/* "plugin.name=value" off the front. */
static struct parameter
next_parameter(struct str *lines)
{
    const char *end = lines->len > 0 ? memchr(lines->ptr, '\n', lines->len) : NULL, *equals;
    struct str line = { lines->ptr, end ? (size_t)(end - lines->ptr) : 0 };

    if (!end)
        return (struct parameter){ 0 };
    lines->ptr += line.len + 1;
    lines->len -= line.len + 1;
    equals = memchr(line.ptr, '=', line.len);
    if (!equals)
        return next_parameter(lines);
    return (struct parameter){ { line.ptr, (size_t)(equals - line.ptr) },
                               { equals + 1, (size_t)(line.ptr + line.len - equals - 1) } };
}

static json_t *
value_json(const struct parameter *parameter)
{
    return parameter ? json_stringn(parameter->value.ptr, parameter->value.len) : json_null();
}

static void
add(json_t *list, const struct parameter *then, const struct parameter *now)
{
    struct str name = then ? then->name : now->name;

    if (then && now && str_eq(then->value, now->value))
        return;
    json_array_append_new(list, json_pack("{s:o,s:o,s:o}", "name", json_stringn(name.ptr, name.len), "then", value_json(then), "now",
                                          value_json(now)));
}

/* Both are in order of the names. */
json_t *
parameter_changes(struct str then, struct str now)
{
    json_t *list = json_array();
    struct parameter was = next_parameter(&then), is = next_parameter(&now);

    if (!then.ptr)
        return list;
    while (was.name.ptr || is.name.ptr) {
        int order = !was.name.ptr ? 1 : !is.name.ptr ? -1 : str_cmp(was.name, is.name);

        add(list, order <= 0 ? &was : NULL, order >= 0 ? &is : NULL);
        if (order <= 0)
            was = next_parameter(&then);
        if (order >= 0)
            is = next_parameter(&now);
    }
    return list;
}
