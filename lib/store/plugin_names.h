/* SPDX-License-Identifier: MIT */
/*
 * plugin_names.h -- published rows that call their plugin otherwise: another version that computes the same.
 */
#ifndef LIB_STORE_PLUGIN_NAMES_H
#define LIB_STORE_PLUGIN_NAMES_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>

struct sql;

/* Inside a publication: "name@version" in all live figures and scores. Costs a look at each. Frozen ones stay. */
bool plugin_names_change(struct sql *sql, struct str before, struct str after, struct err *err);

#endif
