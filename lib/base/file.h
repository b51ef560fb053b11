/* SPDX-License-Identifier: MIT */
/*
 * file.h -- a whole file as bytes: configuration, rules.
 *
 * Regular files up to a bound the caller gives; opening never waits (a pipe of
 * that name is refused).
 */
#ifndef LIB_BASE_FILE_H
#define LIB_BASE_FILE_H

#include "lib/base/buf.h"
#include "lib/base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Puts the file's bytes at the end of buf. ERR_NO_FILE: not there; ERR_INPUT: larger than max bytes or no file; ERR_INTERNAL: not readable. */
bool file_read(const char *path, size_t max, struct buf *buf, struct err *err);

#endif
