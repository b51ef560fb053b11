/* SPDX-License-Identifier: MIT */
#include "lib/wire/reading.h"

#include "lib/wire/json_show.h"

#include <stdio.h>

__attribute__((cold)) bool
reading_refuse(const struct reading *in, enum refusal_code code, const struct json *value, const char *expected)
{
    char path[JSON_PATH_SIZE], quote[JSON_QUOTE_SIZE];

    json_path(in->root, in->base, value, path);
    json_quote(value, quote);
    return refusal_set(in->refusal, code, path, "%s must be %s, got %s", json_path_name(path), expected, quote);
}

__attribute__((cold)) bool
reading_refuse_as(const struct reading *in, enum refusal_code code, const struct json *value, const char *sentence)
{
    char path[JSON_PATH_SIZE];

    json_path(in->root, in->base, value, path);
    return refusal_set(in->refusal, code, path, "%s %s", json_path_name(path), sentence);
}

__attribute__((cold)) bool
reading_refuse_name(const struct reading *in, enum refusal_code code, const char *name, const char *sentence)
{
    char path[JSON_PATH_SIZE];

    snprintf(path, sizeof path, "data.%s", name);
    return refusal_set(in->refusal, code, path, "%s %s", name, sentence);
}
