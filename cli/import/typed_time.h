/* SPDX-License-Identifier: MIT */
/*
 * typed_time.h -- a time of day as people type it: 14:03, 14:03:11, 下午2:03, 2点半, 2:03 PM.
 */
#ifndef CLI_IMPORT_TYPED_TIME_H
#define CLI_IMPORT_TYPED_TIME_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>

/* Seconds since midnight, 0..86399. All of the text must be it. ERR_INPUT says what is wrong. */
bool typed_time(struct str text, int *seconds, struct err *err);

#endif
