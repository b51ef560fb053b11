/* SPDX-License-Identifier: MIT */
#include "lib/base/nearest.h"

enum { LENGTH_MAX = 64, FAR = 4 };

static unsigned
least_of(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* A row of Levenshtein's table at a time: row[j] is the distance of a's first i bytes to b's first j. */
static unsigned
distance(struct str a, struct str b)
{
    unsigned row[LENGTH_MAX + 1];

    if (a.len > LENGTH_MAX || b.len > LENGTH_MAX)
        return FAR;
    for (size_t j = 0; j <= b.len; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; i <= a.len; i++) {
        unsigned diagonal = row[0];

        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b.len; j++) {
            unsigned changed = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);

            diagonal = row[j];
            row[j] = least_of(changed, least_of(row[j - 1], row[j]) + 1);
        }
    }
    return row[b.len];
}

int
nearest_word(struct str word, const struct str *among, size_t n)
{
    unsigned best = FAR;
    int found = -1;

    for (size_t i = 0; i < n; i++) {
        unsigned far = distance(word, among[i]);

        if (far < best && far * 2 < among[i].len) {
            best = far;
            found = (int)i;
        }
    }
    return found;
}
