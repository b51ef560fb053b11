/* SPDX-License-Identifier: MIT */
/*
 * zip_parts.h -- the parts of a zip archive, read in pieces, with limits against hostile ones.
 *
 * Nothing is unpacked to disk and no part is held whole.  An archive of more
 * than 10,000 entries, a part of more than a gibibyte, and one of more than 32
 * MiB that was packed to less than a 200th are refused before they are read; a part that
 * turns out longer than it says, while it is.
 */
#ifndef CLI_IMPORT_ZIP_PARTS_H
#define CLI_IMPORT_ZIP_PARTS_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zip_parts;

/* fd stays the caller's. NULL: ERR_INPUT when it is no zip archive. */
struct zip_parts *zip_parts_open(int fd, struct err *err);
void zip_parts_close(struct zip_parts *parts);
bool zip_parts_has(struct zip_parts *parts, const char *name);
/* Unpacked; 0 when there is none. */
uint64_t zip_parts_size(struct zip_parts *parts, const char *name);

/* A last call with len 0 ends it. False ends the reading; err is then its own. */
typedef bool (*zip_piece_fn)(void *ctx, const char *bytes, size_t len, struct err *err);
/* ERR_INPUT when the part is missing, damaged or beyond the limits. */
bool zip_parts_read(struct zip_parts *parts, const char *name, zip_piece_fn fn, void *ctx, struct err *err);

#endif
