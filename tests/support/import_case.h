/* SPDX-License-Identifier: MIT */
/*
 * import_case.h -- an import without a daemon: options as they are typed, a file, and what comes of it.
 *
 * The import key is the same in every case, so that ids and tokens are.
 */
#ifndef TESTS_SUPPORT_IMPORT_CASE_H
#define TESTS_SUPPORT_IMPORT_CASE_H

#include "cli/import/import.h"
#include "tests/support/scratch.h"

struct import_case {
    struct import import;
    struct import_options options;
    struct err err;
    struct buf refused; /* a line each */
    char *lines;        /* of events, NUL-terminated */
    bool is_done;
};

/* words: options, ended by NULL. Free it. */
void import_case_run(struct import_case *run, const struct scratch *scratch, const char *file, const char *const *words);
void import_case_free(struct import_case *run);
/* Writes bytes to a file of the folder; its path is valid until the next call. */
const char *import_case_file(const struct scratch *scratch, const char *name, struct str bytes);

#endif
