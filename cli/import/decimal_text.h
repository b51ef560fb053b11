/* SPDX-License-Identifier: MIT */
/*
 * decimal_text.h -- numbers as files hold them ("90", "9.0E1", "0.1"), digit for digit.
 *
 * A spreadsheet writes the 17 digits of a double; those are kept as integer and
 * power of ten, so that nothing depends on floating point or on the locale.
 */
#ifndef CLI_IMPORT_DECIMAL_TEXT_H
#define CLI_IMPORT_DECIMAL_TEXT_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct decimal {
    bool is_negative;
    uint64_t digits;
    int exponent; /* digits * 10^exponent; no trailing zeros in digits */
};

enum { DECIMAL_TEXT_SIZE = 64, DECIMAL_EXACT_DIGITS = 15 /* more of them a spreadsheet does not keep */ };

/* False when it is no number, has more than 18 digits, or lies beyond 1e30 or 1e-30. */
bool decimal_parse(struct str text, struct decimal *decimal);
/* Without an exponent: "90", "0.75", "-3". */
void decimal_format(const struct decimal *decimal, char text[DECIMAL_TEXT_SIZE]);
/* Rounded to the 15 digits that a spreadsheet shows at most: 0.30000000000000004 is 0.3. */
void decimal_round(struct decimal *decimal);
/* A whole number without sign, up to UINT64_MAX. */
bool decimal_whole(const struct decimal *decimal, uint64_t *whole);

#endif
