/* SPDX-License-Identifier: MIT */
/*
 * words.h -- the names of the numbers that the log stores (types, statuses, roles), kept in the file.
 *
 * The views show names by this table; the program writes it from lib/model, so
 * the two cannot disagree.  A file in which a number means something else is
 * refused.
 */
#ifndef LIB_STORE_WORDS_H
#define LIB_STORE_WORDS_H

#include "lib/base/err.h"

#include <stdbool.h>

struct sql;

bool words_write(struct sql *sql, struct err *err);

#endif
