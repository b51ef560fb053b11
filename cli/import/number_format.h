/* SPDX-License-Identifier: MIT */
/*
 * number_format.h -- what the number format of a cell makes of its number: a date, a time, a percentage, a code with zeros.
 *
 * A workbook keeps 2024年10月 as the number 45566 and a format; only the format
 * says that no day was meant.
 */
#ifndef CLI_IMPORT_NUMBER_FORMAT_H
#define CLI_IMPORT_NUMBER_FORMAT_H

#include "cli/import/sheet.h"
#include "lib/base/arena.h"

struct number_format {
    bool has_year, has_month, has_day, has_time; /* none: no date */
    bool is_percent;
    int zeros; /* "0000": so many digits at least; 0: no such format */
};

struct number_format number_format_of_code(struct str code);
/* Of the formats that a file does not spell out, by their numbers. */
struct number_format number_format_built_in(unsigned id);
/* The number as the cell shows it; CELL_FAULT where the date does not exist. */
struct sheet_cell number_format_show(const struct number_format *format, struct str number, bool is_1904, struct arena *arena);

#endif
