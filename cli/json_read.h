/* SPDX-License-Identifier: MIT */
/*
 * json_read.h -- members of an object of jansson as texts.
 */
#ifndef CLI_JSON_READ_H
#define CLI_JSON_READ_H

#include "lib/base/str.h"

#include <jansson.h>

/* Borrowed; ptr NULL: it is not there, or no text. */
static inline struct str
json_str(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return (struct str){ json_string_value(value), json_string_length(value) };
}

#endif
