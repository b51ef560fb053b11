/* SPDX-License-Identifier: MIT */
/*
 * csv.h -- the rows of a CSV file (RFC 4180), and of what passes for one.
 *
 * Separated by , ; or tabs, whichever the beginning of the file uses most; fields
 * in quotes may hold separators, quotes ("") and newlines; lines end with LF,
 * CRLF or CR.  A field keeps its blanks.  Holds one row at a time.
 */
#ifndef CLI_IMPORT_CSV_H
#define CLI_IMPORT_CSV_H

#include "cli/import/sheet.h"

struct csv_options {
    const char *encoding; /* NULL: recognised */
    char separator;       /* 0: recognised */
};

/* fd: a file from its beginning. A row is a record, blank ones included. ERR_INPUT names row and column of what is wrong. */
bool csv_each(int fd, const struct csv_options *options, const struct sheet_sink *sink, struct err *err);

#endif
