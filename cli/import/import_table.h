/* SPDX-License-Identifier: MIT */
/*
 * import_table.h -- one sheet of an import: where it is from and what its columns are.
 */
#ifndef CLI_IMPORT_IMPORT_TABLE_H
#define CLI_IMPORT_IMPORT_TABLE_H

#include "cli/import/mapping.h"

struct import_table {
    const char *file;
    struct str sheet; /* ptr NULL of CSV */
    struct mapping mapping;
    uint64_t rows; /* with something in them, headings not counted */
};

#endif
