/* SPDX-License-Identifier: MIT */
/*
 * row_list.h -- ascending log positions in few bytes each.
 */
#ifndef LIB_ENGINE_ROW_LIST_H
#define LIB_ENGINE_ROW_LIST_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The empty value is { 0 }. */
struct row_list {
    struct buf steps; /* from one position to the next, seven bits a byte */
    uint64_t last;
};

/* seq is greater than those before. */
void row_list_add(struct row_list *list, uint64_t seq);
struct str row_list_bytes(const struct row_list *list);
void row_list_free(struct row_list *list);

struct row_list_reader {
    struct buf_reader bytes;
    uint64_t last;
};
struct row_list_reader row_list_read(struct str bytes);
/* False at the end, or where the bytes are none of a list. */
bool row_list_next(struct row_list_reader *reader, uint64_t *seq);

#endif
