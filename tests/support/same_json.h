/* SPDX-License-Identifier: MIT */
/*
 * same_json.h -- are two values of jansson the same by value, 90 and 90.0 too?
 */
#ifndef TESTS_SUPPORT_SAME_JSON_H
#define TESTS_SUPPORT_SAME_JSON_H

#include <jansson.h>
#include <stdbool.h>

bool same_json(const json_t *a, const json_t *b);

#endif
