/* SPDX-License-Identifier: MIT */
/*
 * packed_cells.h -- rows of numbers as one text: "0,,16,1;3,,2325": half the size of arrays of JSON.
 *
 * Cells are separated by commas, rows by semicolons; what is empty at the end of
 * a row is left out.  Cells are numbers and words without either sign.
 */
#ifndef CLI_HTML_PACKED_CELLS_H
#define CLI_HTML_PACKED_CELLS_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct packed_cells {
    struct buf text;
    size_t rows;
    unsigned empty; /* cells at the end of the row that nothing was put into yet */
    bool has_cell;  /* the row has begun */
};

void packed_row(struct packed_cells *cells); /* the next row begins */
void packed_none(struct packed_cells *cells);
void packed_word(struct packed_cells *cells, struct str word); /* empty: as packed_none */
void packed_number(struct packed_cells *cells, bool has_number, int64_t number);
/* Takes the reference over; null and whatever is no integer: as packed_none. */
void packed_json(struct packed_cells *cells, json_t *number);
/* A new reference; the cells are empty again. */
json_t *packed_take(struct packed_cells *cells);

#endif
