/* SPDX-License-Identifier: MIT */
/*
 * A 64-bit number times a 64-bit number fits 128 bits; times a third one it
 * does not.  So products of three are never formed: integer parts are compared
 * first and remainders after, and rounding up is done one divisor at a time.
 */
#include "lib/model/fraction.h"

#include <stdio.h>
#include <string.h>

__extension__ typedef __int128 wide_t;

enum { TEXT_PLACES_MAX = 12 };

uwide_t
common_divisor(uwide_t a, uwide_t b)
{
    while (b != 0) {
        uwide_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

static uwide_t
magnitude(wide_t value)
{
    return value < 0 ? -(uwide_t)value : (uwide_t)value;
}

static wide_t
floor_div(wide_t a, wide_t b)
{
    return a / b - (a % b < 0);
}

static wide_t
ceil_div(wide_t a, wide_t b)
{
    return a / b + (a % b > 0);
}

/* Adds the digit at the right; 38 digits always fit. */
static bool
push_digit(uwide_t *number, char digit)
{
    if (digit < '0' || digit > '9' || *number > ~(uwide_t)0 / 10 - 1)
        return false;
    *number = *number * 10 + (uwide_t)(digit - '0');
    return true;
}

/* Reads "12.50" as 125 over 10: zeros at the end are no reason to overflow. */
static bool
read_digits(struct str text, uwide_t *num, uwide_t *den)
{
    const char *point = memchr(text.ptr, '.', text.len);
    size_t whole = point ? (size_t)(point - text.ptr) : text.len;

    if (whole == 0 || whole + 1 == text.len)
        return false;
    while (point && text.ptr[text.len - 1] == '0')
        text.len--;
    *num = 0;
    *den = 1;
    for (size_t i = 0; i < text.len; i++) {
        if (i == whole)
            continue;
        if (!push_digit(num, text.ptr[i]) || (i > whole && !push_digit(den, '0')))
            return false;
    }
    return true;
}

bool
fraction_parse(struct str text, struct fraction *value)
{
    bool negative = str_starts(text, STR("-"));
    uwide_t num, den, common;

    if (text.len == 0 || !read_digits((struct str){ text.ptr + negative, text.len - negative }, &num, &den))
        return false;
    common = common_divisor(num, den);
    num /= common;
    den /= common;
    if (num > (uwide_t)INT64_MAX + negative || den > INT64_MAX)
        return false;
    *value = (struct fraction){ (int64_t)(negative ? -(wide_t)num : (wide_t)num), (int64_t)den };
    return true;
}

/* a/b to p/q with b, q > 0: the remainders are below 64 bits, so their products fit. */
static int
compare(wide_t a, int64_t b, wide_t p, int64_t q)
{
    wide_t x = floor_div(a, b), y = floor_div(p, q);

    if (x == y) {
        wide_t rest_a = a - x * b, rest_p = p - y * q;

        x = rest_a * q;
        y = rest_p * b;
    }
    return (x > y) - (x < y);
}

int
fraction_cmp(struct fraction a, struct fraction b)
{
    return compare(a.num, a.den, b.num, b.den);
}

struct fraction
fraction_reduce(struct fraction value)
{
    /* den is not 0, so neither is the divisor; it divides den, so it fits */
    wide_t common = (wide_t)common_divisor(magnitude(value.num), (uwide_t)value.den);

    return (struct fraction){ (int64_t)(value.num / common), (int64_t)(value.den / common) };
}

/* A number in decimal, half made: sign, whole part, and the digits behind the point. */
struct decimal {
    bool negative;
    uwide_t whole;
    int places;
    uint64_t digits; /* below 10^places */
};

static uint64_t
power_of_10(int exponent)
{
    uint64_t power = 1;

    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* value / den to `places`, half away from zero; exact long division, a digit at a time. */
static struct decimal
decimal_of(wide_t value, int64_t den, int places)
{
    uwide_t rest = magnitude(value) % (uwide_t)den;
    struct decimal result = { .negative = value < 0, .whole = magnitude(value) / (uwide_t)den, .places = places };

    for (int i = 0; i < places; i++) {
        rest *= 10;
        result.digits = result.digits * 10 + (uint64_t)(rest / (uwide_t)den);
        rest %= (uwide_t)den;
    }
    if (rest * 2 >= (uwide_t)den && ++result.digits == power_of_10(places)) {
        result.digits = 0;
        result.whole++;
    }
    return result;
}

/* From the last digit to the sign. */
static void
decimal_write(const struct decimal *decimal, char text[DECIMAL_SIZE])
{
    bool is_zero = decimal->whole == 0 && decimal->digits == 0;
    char digits[40 + 2 + DECIMAL_PLACES_MAX]; /* 2^127 has 39 digits */
    char *first = digits + sizeof digits - 1;
    uint64_t behind = decimal->digits;
    uwide_t left = decimal->whole;

    *first = '\0';
    for (int i = 0; i < decimal->places; i++, behind /= 10)
        *--first = (char)('0' + (int)(behind % 10));
    if (decimal->places > 0)
        *--first = '.';
    for (; left > UINT64_MAX; left /= 10)
        *--first = (char)('0' + (int)(left % 10));
    for (uint64_t small = (uint64_t)left; first[0] == '\0' || first[0] == '.' || small > 0; small /= 10)
        *--first = (char)('0' + (int)(small % 10));
    if (decimal->negative && !is_zero)
        *--first = '-';
    memcpy(text, first, (size_t)(digits + sizeof digits - first));
}

/* The rounded number beside the target: <0, 0 or >0. */
static int
decimal_cmp(const struct decimal *decimal, struct fraction target)
{
    int64_t den = (int64_t)power_of_10(decimal->places);
    wide_t num = (wide_t)decimal->whole;

    /* whole is a quotient by den; beyond 64 bits it is beyond every target, and the digits do not matter */
    if (num > (wide_t)INT64_MAX + 1)
        return decimal->negative ? -1 : 1;
    num = num * den + (wide_t)decimal->digits;
    return compare(decimal->negative ? -num : num, den, target.num, target.den);
}

static int
usable_places(int decimals)
{
    if (decimals > DECIMAL_PLACES_MAX)
        return DECIMAL_PLACES_MAX;
    return decimals > 0 ? decimals : 0;
}

void
decimal_print(int64_t num, int64_t den, int64_t factor, int decimals, char text[DECIMAL_SIZE])
{
    struct decimal rounded = decimal_of((wide_t)num * factor, den, usable_places(decimals));

    decimal_write(&rounded, text);
}

/*
 * Rounding can also carry the number past a target with more places than are
 * printed (74.968 beside 74.97, to one place: 75.0), which misleads as much as
 * meeting it: the rounded number must stand on the exact one's side.
 */
void
decimal_print_against(int64_t num, int64_t den, int64_t factor, int decimals, struct fraction target,
                      char text[DECIMAL_SIZE])
{
    wide_t value = (wide_t)num * factor;
    int side = compare(value, den, target.num, target.den);
    int places = usable_places(decimals);
    struct decimal rounded = decimal_of(value, den, places);

    while (decimal_cmp(&rounded, target) != side && side != 0 && places < DECIMAL_PLACES_MAX)
        rounded = decimal_of(value, den, ++places);
    decimal_write(&rounded, text);
}

void
fraction_text(struct fraction value, char text[DECIMAL_SIZE])
{
    struct fraction reduced = fraction_reduce(value);

    for (int places = 0; places <= TEXT_PLACES_MAX; places++) {
        if (power_of_10(places) % (uint64_t)reduced.den == 0) {
            decimal_print(reduced.num, reduced.den, 1, places, text);
            return;
        }
    }
    snprintf(text, DECIMAL_SIZE, "%lld/%lld", (long long)reduced.num, (long long)reduced.den);
}

bool
target_is_met(int64_t num, int64_t den, int64_t factor, struct fraction target, bool at_least)
{
    int side = compare((wide_t)num * factor, den, target.num, target.den);

    return at_least ? side >= 0 : side <= 0;
}

/* Rounding up by one divisor after the other is rounding up by their product. */
int64_t
target_short(int64_t num, int64_t den, int64_t factor, struct fraction target, int64_t scale)
{
    wide_t needed = ceil_div((wide_t)target.num * den, target.den);
    wide_t missing;

    needed = ceil_div(ceil_div(needed, factor), scale);
    missing = needed - num / scale;
    if (missing <= 0)
        return 0;
    return missing > INT64_MAX ? INT64_MAX : (int64_t)missing;
}
