/* SPDX-License-Identifier: MIT */
/*
 * shared_strings.h -- the texts of a workbook that its cells name by number.
 *
 * The one part that has to be held whole: at most 256 MiB.
 */
#ifndef CLI_IMPORT_SHARED_STRINGS_H
#define CLI_IMPORT_SHARED_STRINGS_H

#include "cli/import/zip_parts.h"
#include "lib/base/buf.h"

/* The empty value is { 0 }. */
struct shared_strings {
    struct buf text;
    size_t *ends;
    size_t count, capacity;
};

bool shared_strings_read(struct shared_strings *strings, struct zip_parts *parts, const char *name, struct err *err);
/* False when there is none of that number. Borrowed. */
bool shared_strings_get(const struct shared_strings *strings, struct str number, struct str *text);
void shared_strings_free(struct shared_strings *strings);

/* Appends a piece of text as a workbook writes it, without the carriage returns in it ("_x000D_"). */
void shared_strings_put(struct buf *out, struct str text);

#endif
