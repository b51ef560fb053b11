/* SPDX-License-Identifier: MIT */
/*
 * tables.h -- the sheets that files hold: a CSV file is one, a workbook has those that are asked for.
 *
 * What a file is, its beginning says, not its name.
 */
#ifndef CLI_IMPORT_TABLES_H
#define CLI_IMPORT_TABLES_H

#include "cli/import/import_options.h"
#include "cli/import/sheet.h"

struct table_sink {
    /* A table begins; sheet: its name, ptr NULL of CSV. False ends the reading. */
    bool (*begin)(void *ctx, struct str sheet, struct err *err);
    bool (*end)(void *ctx, struct err *err);
    struct sheet_sink rows;
};

/* "-": standard input. ERR_NO_FILE; ERR_INPUT what is wrong with it; ERR_USAGE which sheets there are. */
bool tables_each(const char *file, const struct import_options *options, const struct table_sink *sink, struct err *err);

#endif
