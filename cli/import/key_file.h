/* SPDX-License-Identifier: MIT */
/*
 * key_file.h -- the secret of a desk: what makes tokens of names, and ids of rows about persons.
 *
 * It never leaves the machine: without it nobody can try names until a token
 * or an id comes out.  64 hexadecimal digits in a file that only its owner
 * reads; made when it is first needed.
 */
#ifndef CLI_IMPORT_KEY_FILE_H
#define CLI_IMPORT_KEY_FILE_H

#include "lib/base/err.h"

#include <limits.h>
#include <stdbool.h>

enum { KEY_SIZE = 32 };

struct key_file {
    unsigned char key[KEY_SIZE];
    char path[PATH_MAX];
    bool is_new; /* it was not there before */
};

/* given: its path, or NULL for $TURNOUT_IMPORT_KEY, else import.key in the folder of settings. may_make: else a missing one is a key for once. */
bool key_file_read(struct key_file *file, const char *given, bool may_make, struct err *err);

#endif
