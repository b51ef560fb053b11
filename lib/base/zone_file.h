/* SPDX-License-Identifier: MIT */
/*
 * zone_file.h -- the bytes of a time zone's file, by the zone's IANA name.
 *
 * The files lie in $TZDIR, or in /usr/share/zoneinfo when that is not set.  A
 * name comes from posted data and is part of a path: what could leave the
 * folder, or spell one file in endlessly many ways, is refused.
 */
#ifndef LIB_BASE_ZONE_FILE_H
#define LIB_BASE_ZONE_FILE_H

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

enum {
    ZONE_NAME_MAX = 64,      /* bytes; the longest of today has 32 */
    ZONE_FILE_MAX = 1 << 20, /* bytes */
};

/* Is it a name at all: letters, digits, _ + - in parts between single slashes? Says nothing about a file. */
bool zone_file_is_name(struct str name);

/* Puts the file's bytes at the end of buf. ERR_INPUT: no zone of that name; ERR_INTERNAL: it is there but not readable. */
bool zone_file_read(struct str name, struct buf *buf, struct err *err);

#endif
