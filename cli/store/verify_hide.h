/* SPDX-License-Identifier: MIT */
/*
 * verify_hide.h -- differences between figures without the small numbers of people in them.
 *
 * A figure that the report hides, or would hide as it was made anew, keeps the
 * names of the members that differ and loses their values (`hidden`: true);
 * scores and their components lose them all, for they tell what figures were.
 */
#ifndef CLI_STORE_VERIFY_HIDE_H
#define CLI_STORE_VERIFY_HIDE_H

#include "lib/base/err.h"

#include <jansson.h>
#include <stdbool.h>

bool verify_hide(const char *db_path, json_t *differences, struct err *err);

#endif
