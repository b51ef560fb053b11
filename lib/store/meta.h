/* SPDX-License-Identifier: MIT */
/*
 * meta.h -- single values of a store: its keys, and what its figures stand for.
 */
#ifndef LIB_STORE_META_H
#define LIB_STORE_META_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct sql;

/* ptr NULL and 0 when there is no such value. */
bool meta_get(struct sql *sql, const char *key, struct arena *arena, struct str *value, struct err *err);
bool meta_get_int(struct sql *sql, const char *key, int64_t *value, struct err *err);

bool meta_put_text(struct sql *sql, const char *key, struct str value, struct err *err);
bool meta_put_int(struct sql *sql, const char *key, int64_t value, struct err *err);
bool meta_put_blob(struct sql *sql, const char *key, const void *bytes, size_t len, struct err *err);

#endif
