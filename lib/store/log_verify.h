/* SPDX-License-Identifier: MIT */
/*
 * log_verify.h -- is the log what was committed?
 *
 * Reads all of it (about a million rows a second) and works out the hash chain
 * and the saved identities again.  Works on a store that is open for reading,
 * beside a running daemon.
 */
#ifndef LIB_STORE_LOG_VERIFY_H
#define LIB_STORE_LOG_VERIFY_H

#include "lib/base/err.h"

#include <stdbool.h>

struct check_watch;
struct store;

/* watch: who looks on (file_check.h), or NULL. False with ERR_STORE that names the first batch that does not match, or what could not be read. */
bool log_verify(struct store *store, const struct check_watch *watch, struct err *err);

#endif
