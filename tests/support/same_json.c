/* SPDX-License-Identifier: MIT */
#include "tests/support/same_json.h"

#include <stdint.h>

static bool
same_list(const json_t *a, const json_t *b)
{
    if (json_array_size(a) != json_array_size(b))
        return false;
    for (size_t i = 0; i < json_array_size(a); i++)
        if (!same_json(json_array_get(a, i), json_array_get(b, i)))
            return false;
    return true;
}

static bool
same_object(const json_t *a, const json_t *b)
{
    const json_t *item;
    const char *key;

    if (json_object_size(a) != json_object_size(b))
        return false;
    json_object_foreach((json_t *)(uintptr_t)a, key, item)
        if (!json_object_get(b, key) || !same_json(item, json_object_get(b, key)))
            return false;
    return true;
}

bool
same_json(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b) && json_typeof(a) != json_typeof(b))
        return json_number_value(a) == json_number_value(b);
    if (json_is_array(a) && json_is_array(b))
        return same_list(a, b);
    if (json_is_object(a) && json_is_object(b))
        return same_object(a, b);
    return json_equal(a, b);
}
