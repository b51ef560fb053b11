/* SPDX-License-Identifier: MIT */
/*
 * statement.h -- which of several statements about one thing holds (domain.md D2).
 *
 * Facts keep every live statement and choose by these orders, never by arrival.
 * Source and id stay in the log: they are fetched only when all else ties.
 */
#ifndef LIB_MODEL_STATEMENT_H
#define LIB_MODEL_STATEMENT_H

#include "lib/model/when.h"

#include <stdint.h>

struct zone;

struct statement {
    uint64_t seq; /* its log position */
    struct when at;
    uint32_t rev;
};

/* How facts ask the log; implemented by lib/engine. */
struct log_order {
    void *ctx;
    /* Compares (source, id) of two log positions as bytes: <0, 0, >0. */
    int (*identity_cmp)(void *ctx, uint64_t a, uint64_t b);
    /* Compares the statements of two log positions by (at, rev, source, id). */
    int (*single_cmp)(void *ctx, uint64_t a, uint64_t b, const struct zone *zone);
};

/* (rev, source, id): activities, and dated things of the same `at`. */
int statement_cmp_rev(const struct statement *a, const struct statement *b, const struct log_order *order);
/* (at as its first instant, rev, source, id): single things. */
int statement_cmp_single(const struct statement *a, const struct statement *b, const struct zone *zone,
                         const struct log_order *order);

#endif
