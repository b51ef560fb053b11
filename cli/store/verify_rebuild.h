/* SPDX-License-Identifier: MIT */
/*
 * verify_rebuild.h -- everything that is published, made anew from the log and compared with what stands.
 *
 * By the rules that were applied last, out of the store, in a rule worker of the
 * command's own.  Takes the time and the memory that a start of the daemon
 * takes; the file is only read, and a daemon may go on writing it.
 */
#ifndef CLI_STORE_VERIFY_REBUILD_H
#define CLI_STORE_VERIFY_REBUILD_H

#include "cli/percent.h"
#include "lib/base/err.h"

#include <jansson.h>
#include <stdbool.h>

enum { VERIFY_TOLD = 20 /* differences, of all that are counted */ };

/*
 * Adds to the object `position`, `day`, `compared`, `left_out`, `counts` (of
 * differences, by kind), `faults` (of rules), and `differences`: the first ones,
 * each with `kind`, what names it, `change` (changed, missing, extra), `members`
 * and of each of these what is `stored` and `rebuilt`.
 */
bool verify_rebuild(const char *db_path, struct percent *percent, json_t *result, struct err *err);

#endif
