/* SPDX-License-Identifier: MIT */
/*
 * file_check.h -- is a database sound as a file?
 *
 * Every page, every index against its table, every reference between tables.
 * What the rows say is for log_verify.h.  Takes about as long as reading the
 * file; for whoever looks on there is check_watch, which a copy of a store and
 * the check of its log use as well.
 */
#ifndef LIB_STORE_FILE_CHECK_H
#define LIB_STORE_FILE_CHECK_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

enum check_step { CHECK_COPYING, CHECK_FILE, CHECK_LOG };

/* Any member may be NULL. */
struct check_watch {
    /* total 0: it is not known. */
    void (*progress)(void *ctx, enum check_step step, uint64_t done, uint64_t total);
    bool (*is_unwanted)(void *ctx); /* true: stop, with ERR_INTERNAL */
    void *ctx;
};

void check_watch_tell(const struct check_watch *watch, enum check_step step, uint64_t done, uint64_t total);
/* False, with err, when it is to stop. watch may be NULL, as above. */
bool check_watch_goes_on(const struct check_watch *watch, struct err *err);

enum { FILE_CHECK_FINDINGS = 20 };
/*
 * Tells what is wrong, of each kind of check the first FILE_CHECK_FINDINGS.
 * True: it was looked at, *found says how much was told.
 */
bool file_check(struct store *store, const struct check_watch *watch, void (*tell)(void *ctx, struct str what), void *ctx,
                size_t *found, struct err *err);

#endif
