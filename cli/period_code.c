/* SPDX-License-Identifier: MIT */
#include "cli/period_code.h"

#include <stdio.h>

enum { DIGITS_OF_YEAR = 4, YEAR_FIRST = 1000, YEAR_LAST = 9999 };

/* "2025Q3" is number 3 of 4 in 2025; a year is number 1 of 1. */
struct place {
    int year, number, of;
};

static bool
read_number(struct str text, int *number)
{
    unsigned long long value;

    if (!str_to_u64(text, &value) || value > YEAR_LAST)
        return false;
    *number = (int)value;
    return true;
}

int
period_code_parts(struct str code)
{
    if (code.len == 4)
        return 1;
    if (code.len == 6)
        return code.ptr[4] == 'H' ? 2 : code.ptr[4] == 'Q' ? 4 : 0;
    return code.len == 7 && code.ptr[4] == '-' ? 12 : 0;
}

static bool
read_place(struct str code, struct place *place)
{
    *place = (struct place){ .number = 1, .of = period_code_parts(code) };
    if (place->of == 0 || !read_number((struct str){ code.ptr, DIGITS_OF_YEAR }, &place->year))
        return false;
    if (place->of > 1 && !read_number((struct str){ code.ptr + DIGITS_OF_YEAR + 1, code.len - DIGITS_OF_YEAR - 1 }, &place->number))
        return false;
    return place->year > YEAR_FIRST && place->number >= 1 && place->number <= place->of;
}

static void
write_place(const struct place *place, char code[PERIOD_CODE_SIZE])
{
    if (place->of == 1)
        snprintf(code, PERIOD_CODE_SIZE, "%d", place->year);
    else if (place->of == 12)
        snprintf(code, PERIOD_CODE_SIZE, "%d-%02d", place->year, place->number);
    else
        snprintf(code, PERIOD_CODE_SIZE, "%d%c%d", place->year, place->of == 2 ? 'H' : 'Q', place->number);
}

bool
period_code_before(struct str period, char code[PERIOD_CODE_SIZE])
{
    struct place place;

    if (!read_place(period, &place))
        return false;
    if (--place.number == 0) {
        place.number = place.of;
        place.year--;
    }
    write_place(&place, code);
    return true;
}

bool
period_code_a_year_before(struct str period, char code[PERIOD_CODE_SIZE])
{
    struct place place;

    if (!read_place(period, &place))
        return false;
    place.year--;
    write_place(&place, code);
    return true;
}
