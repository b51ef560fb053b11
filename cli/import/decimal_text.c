/* SPDX-License-Identifier: MIT */
#include "cli/import/decimal_text.h"

#include <inttypes.h>
#include <stdio.h>

enum { DIGITS_MAX = 18, EXPONENT_MAX = 30 };

struct cursor {
    const char *at, *end;
};

static bool
is_digit_at(const struct cursor *in)
{
    return in->at < in->end && *in->at >= '0' && *in->at <= '9';
}

static bool
take(struct cursor *in, const char *any)
{
    if (in->at == in->end || !*in->at || !strchr(any, *in->at))
        return false;
    in->at++;
    return true;
}

/* Leading zeros cost nothing; `step` is -1 behind the point. */
static bool
read_digits(struct cursor *in, struct decimal *decimal, int step, int *count)
{
    for (; is_digit_at(in); in->at++, ++*count) {
        if (decimal->digits >= UINT64_C(100000000000000000))
            return false;
        decimal->digits = decimal->digits * 10 + (uint64_t)(*in->at - '0');
        decimal->exponent += step;
    }
    return true;
}

static bool
read_exponent(struct cursor *in, struct decimal *decimal)
{
    bool is_negative;
    int exponent = 0, count = 0;

    if (!take(in, "eE"))
        return true;
    is_negative = take(in, "-");
    if (!is_negative)
        take(in, "+");
    for (; is_digit_at(in) && count < 4; in->at++, count++)
        exponent = exponent * 10 + (*in->at - '0');
    decimal->exponent += is_negative ? -exponent : exponent;
    return count > 0;
}

static void
drop_zeros(struct decimal *decimal)
{
    while (decimal->digits > 0 && decimal->digits % 10 == 0) {
        decimal->digits /= 10;
        decimal->exponent++;
    }
    if (decimal->digits == 0)
        *decimal = (struct decimal){ 0 };
}

bool
decimal_parse(struct str text, struct decimal *decimal)
{
    struct cursor in = { text.ptr, text.ptr + text.len };
    int count = 0;

    *decimal = (struct decimal){ .is_negative = take(&in, "-") };
    if (!read_digits(&in, decimal, 0, &count) || (take(&in, ".") && !read_digits(&in, decimal, -1, &count)) ||
        count == 0 || !read_exponent(&in, decimal) || in.at != in.end)
        return false;
    drop_zeros(decimal);
    return decimal->exponent >= -EXPONENT_MAX && decimal->exponent <= EXPONENT_MAX;
}

static int
digits_of(uint64_t number, char text[24])
{
    return snprintf(text, 24, "%" PRIu64, number);
}

void
decimal_format(const struct decimal *decimal, char text[DECIMAL_TEXT_SIZE])
{
    char digits[24];
    int len = digits_of(decimal->digits, digits), point = len + decimal->exponent;
    const char *sign = decimal->is_negative ? "-" : "";

    if (decimal->exponent >= 0)
        snprintf(text, DECIMAL_TEXT_SIZE, "%s%s%.*s", sign, digits, decimal->exponent, "000000000000000000000000000000");
    else if (point > 0)
        snprintf(text, DECIMAL_TEXT_SIZE, "%s%.*s.%s", sign, point, digits, digits + point);
    else
        snprintf(text, DECIMAL_TEXT_SIZE, "%s0.%.*s%s", sign, -point, "000000000000000000000000000000", digits);
}

void
decimal_round(struct decimal *decimal)
{
    char digits[24];
    uint64_t unit = 1;

    for (int len = digits_of(decimal->digits, digits); len > DECIMAL_EXACT_DIGITS; len--) {
        unit *= 10;
        decimal->exponent++;
    }
    decimal->digits = (decimal->digits + unit / 2) / unit;
    drop_zeros(decimal);
}

bool
decimal_whole(const struct decimal *decimal, uint64_t *whole)
{
    uint64_t made = decimal->digits;

    if (decimal->is_negative || decimal->exponent < 0)
        return false;
    for (int i = 0; i < decimal->exponent; i++)
        if (__builtin_mul_overflow(made, UINT64_C(10), &made))
            return false;
    *whole = made;
    return true;
}
