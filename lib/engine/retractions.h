/* SPDX-License-Identifier: MIT */
/*
 * retractions.h -- which identities are taken back, up to which rev.
 *
 * Kept apart from the events, because a retraction may come first.
 */
#ifndef LIB_ENGINE_RETRACTIONS_H
#define LIB_ENGINE_RETRACTIONS_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct retraction_book;

struct retraction_book *retraction_book_new(void);
void retraction_book_free(struct retraction_book *book);

/* The retraction at log position seq names (source, id) up to rev; it is added or taken away. */
void retraction_add(struct retraction_book *book, struct str source, struct str id, uint32_t rev, uint64_t seq);
void retraction_remove(struct retraction_book *book, struct str source, struct str id, uint64_t seq);
/* The greatest rev that is retracted of the identity, 0: none. */
uint32_t retraction_rev(const struct retraction_book *book, struct str source, struct str id);

#endif
