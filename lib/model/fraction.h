/* SPDX-License-Identifier: MIT */
/*
 * fraction.h -- exact numbers: an integer over a positive integer.
 *
 * Targets are met or missed by integer comparison in 128 bits; decimals exist
 * only in print (domain.md D8).  Values whose parts do not fit 64 bits are
 * refused, never rounded.
 */
#ifndef LIB_MODEL_FRACTION_H
#define LIB_MODEL_FRACTION_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 uwide_t;

struct fraction {
    int64_t num;
    int64_t den; /* > 0 */
};

enum { DECIMAL_SIZE = 64, DECIMAL_PLACES_MAX = 18 };

/* "75", "12.5", "-0.25": exact; false when it is not such a decimal or does not fit. */
bool fraction_parse(struct str text, struct fraction *value);
/* The greatest number that divides both; that of 0 and a number is the number. */
uwide_t common_divisor(uwide_t a, uwide_t b);
/* <0, 0 or >0; exact. */
int fraction_cmp(struct fraction a, struct fraction b);
struct fraction fraction_reduce(struct fraction value);
/* The exact decimal when it has one of at most 12 places without trailing zeros ("75", "12.5"), else "num/den". */
void fraction_text(struct fraction value, char text[DECIMAL_SIZE]);

/*
 * num * factor / den printed with `decimals` places (at most 18), half away
 * from zero; zero has no sign. den > 0.
 */
void decimal_print(int64_t num, int64_t den, int64_t factor, int decimals, char text[DECIMAL_SIZE]);

/*
 * The same beside a target that is not met: when the rounded value equals the
 * target, or passes it, as many more decimals (up to 18) as show the difference
 * (domain.md D8).
 */
void decimal_print_against(int64_t num, int64_t den, int64_t factor, int decimals, struct fraction target,
                           char text[DECIMAL_SIZE]);

/* Is num * factor / den >= target (at_least) or <= target (at most)? den > 0. Exact. */
bool target_is_met(int64_t num, int64_t den, int64_t factor, struct fraction target, bool at_least);

/*
 * How many whole units of the numerator are missing to reach `target`:
 * max(0, ceil(target * den / factor) - num); with `scale` (1 when unused) num
 * and den are multiples of it and the answer is in single units:
 * max(0, ceil(target * den / (factor * scale)) - num / scale), num / scale exact.
 * factor and scale > 0; an answer beyond 64 bits is INT64_MAX.
 */
int64_t target_short(int64_t num, int64_t den, int64_t factor, struct fraction target, int64_t scale);

#endif
