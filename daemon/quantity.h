/* SPDX-License-Identifier: MIT */
/*
 * quantity.h -- "64 MiB", "250ms", "0660": numbers as people write them in a configuration.
 */
#ifndef DAEMON_QUANTITY_H
#define DAEMON_QUANTITY_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <sys/types.h>

struct quantity_kind; /* which units there are */

extern const struct quantity_kind quantity_bytes;    /* B, KiB, MiB, GiB; without a unit: bytes */
extern const struct quantity_kind quantity_duration; /* ms, s: in milliseconds; the unit must stand there */
extern const struct quantity_kind quantity_count;

/* ERR_CONFIG: it is none, or outside min..max. */
bool quantity_read(const struct quantity_kind *kind, struct str text, unsigned long long min, unsigned long long max,
                   unsigned long long *number, struct err *err);

/* The permission bits of a file, in octal. */
bool quantity_read_mode(struct str text, mode_t *mode, struct err *err);

#endif
