/* SPDX-License-Identifier: MIT */
#include "lib/model/exact.h"

static const struct exact lost = { 0, 0 };

struct exact
exact_of(struct fraction value)
{
    return (struct exact){ value.num, value.den };
}

static struct exact
reduce(struct exact value)
{
    uwide_t size = value.num < 0 ? -(uwide_t)value.num : (uwide_t)value.num;
    exact_int common = (exact_int)common_divisor(size, (uwide_t)value.den);

    return (struct exact){ value.num / common, value.den / common };
}

static bool
try_mul(struct exact a, struct exact b, struct exact *product)
{
    return !__builtin_mul_overflow(a.num, b.num, &product->num) && !__builtin_mul_overflow(a.den, b.den, &product->den);
}

/* Common divisors are looked for only when the plain product does not fit. */
struct exact
exact_mul(struct exact a, struct exact b)
{
    struct exact product, cross_a, cross_b;

    if (a.den == 0 || b.den == 0)
        return lost;
    if (try_mul(a, b, &product))
        return product;
    cross_a = reduce((struct exact){ a.num, b.den });
    cross_b = reduce((struct exact){ b.num, a.den });
    return try_mul(cross_a, cross_b, &product) ? product : lost;
}

struct exact
exact_div(struct exact a, struct exact b)
{
    if (a.den == 0 || b.den == 0 || b.num == 0)
        return lost;
    return exact_mul(a, b.num < 0 ? (struct exact){ -b.den, -b.num } : (struct exact){ b.den, b.num });
}

static bool
try_add(struct exact a, struct exact b, struct exact *sum)
{
    exact_int left, right;

    return !__builtin_mul_overflow(a.num, b.den, &left) && !__builtin_mul_overflow(b.num, a.den, &right) &&
           !__builtin_add_overflow(left, right, &sum->num) && !__builtin_mul_overflow(a.den, b.den, &sum->den);
}

struct exact
exact_add(struct exact a, struct exact b)
{
    struct exact sum;

    if (a.den == 0 || b.den == 0)
        return lost;
    return try_add(a, b, &sum) || try_add(reduce(a), reduce(b), &sum) ? sum : lost;
}

struct exact
exact_sub(struct exact a, struct exact b)
{
    return exact_add(a, (struct exact){ -b.num, b.den });
}

bool
exact_cmp(struct exact a, struct exact b, int *sign)
{
    struct exact difference = exact_sub(a, b);

    *sign = (difference.num > 0) - (difference.num < 0);
    return difference.den != 0;
}

struct exact
exact_least(struct exact a, struct exact b)
{
    int sign;

    if (!exact_cmp(a, b, &sign))
        return lost;
    return sign <= 0 ? a : b;
}

struct exact
exact_floor(struct exact value)
{
    if (value.den == 0)
        return lost;
    return (struct exact){ value.num / value.den - (value.num % value.den < 0), 1 };
}

struct exact
exact_ceil(struct exact value)
{
    if (value.den == 0)
        return lost;
    return (struct exact){ value.num / value.den + (value.num % value.den > 0), 1 };
}

bool
exact_round(struct exact value, int places, int64_t *rounded)
{
    exact_int whole, rest;
    struct exact scaled;
    int64_t power = 1;

    while (places-- > 0)
        power *= 10;
    scaled = exact_mul(value, (struct exact){ power, 1 });
    if (scaled.den == 0)
        return false;
    whole = scaled.num / scaled.den;
    rest = scaled.num % scaled.den;
    if (rest < 0)
        rest = -rest;
    if (rest >= scaled.den - rest)
        whole += scaled.num < 0 ? -1 : 1;
    if (whole > INT64_MAX || whole < INT64_MIN)
        return false;
    *rounded = (int64_t)whole;
    return true;
}
