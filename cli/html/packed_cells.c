/* SPDX-License-Identifier: MIT */
#include "cli/html/packed_cells.h"

#include <inttypes.h>

void
packed_row(struct packed_cells *cells)
{
    if (cells->rows++ > 0)
        buf_put_byte(&cells->text, ';');
    cells->empty = 0;
    cells->has_cell = false;
}

/* The commas in front of a cell that has something in it. */
static void
begin_cell(struct packed_cells *cells)
{
    for (unsigned i = 0; i < cells->empty + cells->has_cell; i++)
        buf_put_byte(&cells->text, ',');
    cells->empty = 0;
    cells->has_cell = true;
}

void
packed_none(struct packed_cells *cells)
{
    cells->empty++;
}

void
packed_word(struct packed_cells *cells, struct str word)
{
    if (word.len == 0) {
        packed_none(cells);
        return;
    }
    begin_cell(cells);
    buf_put_str(&cells->text, word);
}

void
packed_number(struct packed_cells *cells, bool has_number, int64_t number)
{
    if (!has_number) {
        packed_none(cells);
        return;
    }
    begin_cell(cells);
    buf_printf(&cells->text, "%" PRId64, number);
}

void
packed_json(struct packed_cells *cells, json_t *number)
{
    packed_number(cells, json_is_integer(number), json_integer_value(number));
    json_decref(number);
}

json_t *
packed_take(struct packed_cells *cells)
{
    json_t *text = json_stringn(cells->text.ptr ? cells->text.ptr : "", cells->text.len);

    buf_free(&cells->text);
    *cells = (struct packed_cells){ 0 };
    return text;
}
