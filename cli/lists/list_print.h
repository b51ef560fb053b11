/* SPDX-License-Identifier: MIT */
/*
 * list_print.h -- a list of codes as a table, json or csv.
 */
#ifndef CLI_LISTS_LIST_PRINT_H
#define CLI_LISTS_LIST_PRINT_H

#include "cli/page.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/store/code_lists.h"

/* Gives well-known categories and groups their names in both languages. */
void list_name(enum code_list list, struct listed_code *codes, size_t count);
/* Units stand indented below each other. */
void list_text(struct buf *out, enum code_list list, const struct listed_code *codes, size_t count, const struct page *page,
               struct arena *arena);
void list_json(struct buf *out, enum code_list list, const struct listed_code *codes, size_t count);
void list_csv(struct buf *out, enum code_list list, const struct listed_code *codes, size_t count);

#endif
