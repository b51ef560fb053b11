/* SPDX-License-Identifier: MIT */
/*
 * codebook.h -- codes (of units, activities, groups ...) as dense numbers from 0.
 *
 * A code gets its number at its first mention and keeps it as long as the book
 * lives, so numbers can index arrays.  Lookup costs one hash and one compare.
 * The empty value is { 0 }.
 */
#ifndef LIB_BASE_CODEBOOK_H
#define LIB_BASE_CODEBOOK_H

#include "lib/base/arena.h"
#include "lib/base/str.h"

#include <stdint.h>

#define CODE_NONE UINT32_MAX

struct codebook {
    struct arena texts;
    struct str *names; /* by number */
    uint32_t *slots;   /* open addressing: number + 1, or 0 */
    size_t count, names_capacity, slot_count;
};

/* The code's number; given now when it is new. */
uint32_t codebook_add(struct codebook *book, struct str code);
/* The code's number, or CODE_NONE. */
uint32_t codebook_find(const struct codebook *book, struct str code);
/* Under which every book keeps the code, never 0: who looks for it often works that out once. */
uint64_t codebook_hash(struct str code);
uint32_t codebook_add_hashed(struct codebook *book, uint64_t hash, struct str code);
uint32_t codebook_find_hashed(const struct codebook *book, uint64_t hash, struct str code);
/* Tell that the code will be looked for, so that memory comes meanwhile: its slot, some events later its name, then the text of that. */
void codebook_expect(const struct codebook *book, uint64_t hash);
void codebook_expect_name(const struct codebook *book, uint64_t hash);
void codebook_expect_text(const struct codebook *book, uint64_t hash);
/* The number that the code most often has, or CODE_NONE: nothing is compared, so it is good for fetching alone. */
uint32_t codebook_guess(const struct codebook *book, uint64_t hash);
/* The code of a number below count; followed by a NUL byte; valid as long as the book. */
struct str codebook_name(const struct codebook *book, uint32_t number);
void codebook_free(struct codebook *book);

#endif
