/* SPDX-License-Identifier: MIT */
/*
 * new_file.h -- a file that is there as a whole or not at all.
 *
 * It is written under another name in the same folder, brought to the disk and
 * renamed: whoever opens the name sees the old file or the new one.
 */
#ifndef CLI_NEW_FILE_H
#define CLI_NEW_FILE_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>

/* Replaces what is there. ERR_STORE, with the path, when it cannot be written; then nothing is left behind. */
bool new_file_put(const char *path, struct str bytes, struct err *err);

#endif
