/* SPDX-License-Identifier: MIT */
/*
 * sheet.h -- a table as people keep it: rows of cells, whatever file it came from.
 *
 * The readers (csv.h, xlsx.h) give one row after the other and hold no
 * more than that; texts are UTF-8, borrowed until the function returns.
 */
#ifndef CLI_IMPORT_SHEET_H
#define CLI_IMPORT_SHEET_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHEET_COLUMNS_MAX = 16384, SHEET_ROW_BYTES_MAX = 1 << 20 };

enum cell_kind {
    CELL_EMPTY,
    CELL_TEXT,   /* as it stands there */
    CELL_NUMBER, /* "12", "0.5", "75%" where the format shows percent */
    CELL_DATE,   /* "2024-05-29", "2024-05-29 14:03:11", "2024-05", "2024", "14:03:11": as precise as the cell shows it */
    CELL_TRUTH,  /* "true" or "false" */
    CELL_FAULT,  /* has no value: text says what is wrong with it */
};

struct sheet_cell {
    enum cell_kind kind;
    struct str text;
};

struct sheet_row {
    uint64_t number; /* as a spreadsheet numbers it, from 1 */
    struct sheet_cell *cells;
    size_t count;
};

struct sheet_sink {
    /* False ends the reading; err is then its own. */
    bool (*row)(void *ctx, const struct sheet_row *row, struct err *err);
    /* Now and then: so much of the whole is read. False ends the reading. */
    bool (*moved)(void *ctx, uint64_t bytes, uint64_t total, struct err *err);
    void *ctx;
};

#endif
