/* SPDX-License-Identifier: MIT */
/*
 * scratch.h -- a temporary folder of one test, and what must not fail in it.
 */
#ifndef TESTS_SUPPORT_SCRATCH_H
#define TESTS_SUPPORT_SCRATCH_H

#include "lib/base/err.h"

#include <stdbool.h>

struct scratch {
    char folder[64];
    char db[80]; /* a path in it */
};

void scratch_make(struct scratch *scratch);
void scratch_remove(struct scratch *scratch);
/* A path in the folder; valid until the next call. */
const char *scratch_path(const struct scratch *scratch, const char *name);

/* Fails the test with the error's text. */
void must(bool done, const struct err *err);
/* Fails the test unless it is this code and the text contains the piece. */
void must_say(const struct err *err, enum err_code code, const char *piece);

#endif
