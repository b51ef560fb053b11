/* SPDX-License-Identifier: MIT */
/*
 * json_show.h -- how a message names a JSON value: where it stands and what it is.
 *
 * Both work on the flat array of json_dom.h: the path is found from the place
 * of the value when it is needed, so reading a good line never builds one.
 */
#ifndef LIB_WIRE_JSON_SHOW_H
#define LIB_WIRE_JSON_SHOW_H

#include "lib/wire/json_dom.h"

#include <stddef.h>

enum { JSON_PATH_SIZE = 256, JSON_QUOTE_SIZE = 288 };

/* "data.persons[3]": where `at` stands in `root`, itself called `base` ("" for a line). Cut where it is too long. */
void json_path(const struct json *root, const char *base, const struct json *at, char path[JSON_PATH_SIZE]);
/* What a message calls the value of that path: without the "data." that most begin with. */
const char *json_path_name(const char *path);
/* The value as a message quotes it: at most 40 bytes of a text, "a list", 90.0. One line. */
void json_quote(const struct json *value, char text[JSON_QUOTE_SIZE]);
/* "a text", "a number", "null" ...: for what must not be quoted. */
const char *json_kind_words(enum json_kind kind);

#endif
