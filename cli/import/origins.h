/* SPDX-License-Identifier: MIT */
/*
 * origins.h -- which row of which sheet the daemon means by its line 4711.
 *
 * Rows mostly follow each other: kept is only where they do not.
 */
#ifndef CLI_IMPORT_ORIGINS_H
#define CLI_IMPORT_ORIGINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct origin {
    uint64_t line, row;
    size_t table;
};

/* The empty value is { 0 }. */
struct origins {
    struct origin *runs; /* the first line of each */
    size_t count, capacity;
    uint64_t lines;
};

/* The next line is that row. */
void origins_add(struct origins *origins, size_t table, uint64_t row);
/* False when there is no such line. */
bool origins_find(const struct origins *origins, uint64_t line, size_t *table, uint64_t *row);
void origins_free(struct origins *origins);

#endif
