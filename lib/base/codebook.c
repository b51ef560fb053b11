/* SPDX-License-Identifier: MIT */
#include "lib/base/codebook.h"

#include "lib/base/hash.h"
#include "lib/base/mem.h"

#include <stdlib.h>

uint64_t
codebook_hash(struct str code)
{
    return hash64(code.ptr, code.len) | UINT64_C(1) << 63; /* slots are chosen by the bits at the other end */
}

/* The slot that holds the code, or the free one where it belongs. */
static size_t
slot_of(const struct codebook *book, uint64_t hash, struct str code)
{
    size_t at = hash & (book->slot_count - 1);

    while (book->slots[at] && !str_eq(book->names[book->slots[at] - 1], code))
        at = (at + 1) & (book->slot_count - 1);
    return at;
}

static void
make_room(struct codebook *book)
{
    if (book->count * 2 < book->slot_count)
        return;
    book->slot_count = book->slot_count ? book->slot_count * 2 : 64;
    free(book->slots);
    book->slots = mem_array(book->slot_count, sizeof *book->slots);
    for (size_t i = 0; i < book->count; i++)
        book->slots[slot_of(book, codebook_hash(book->names[i]), book->names[i])] = (uint32_t)i + 1;
}

uint32_t
codebook_add(struct codebook *book, struct str code)
{
    return codebook_add_hashed(book, codebook_hash(code), code);
}

uint32_t
codebook_add_hashed(struct codebook *book, uint64_t hash, struct str code)
{
    size_t at;

    make_room(book);
    at = slot_of(book, hash, code);
    if (!book->slots[at]) {
        book->names = mem_grow(book->names, book->count, &book->names_capacity, sizeof *book->names);
        book->names[book->count] = arena_copy(&book->texts, code);
        book->slots[at] = (uint32_t)++book->count;
    }
    return book->slots[at] - 1;
}

uint32_t
codebook_find(const struct codebook *book, struct str code)
{
    return codebook_find_hashed(book, codebook_hash(code), code);
}

uint32_t
codebook_find_hashed(const struct codebook *book, uint64_t hash, struct str code)
{
    if (book->slot_count == 0)
        return CODE_NONE;
    return book->slots[slot_of(book, hash, code)] - 1; /* an empty slot wraps to CODE_NONE */
}

void
codebook_expect(const struct codebook *book, uint64_t hash)
{
    if (book->slot_count)
        mem_expect(&book->slots[hash & (book->slot_count - 1)]);
}

uint32_t
codebook_guess(const struct codebook *book, uint64_t hash)
{
    if (book->slot_count == 0)
        return CODE_NONE;
    return book->slots[hash & (book->slot_count - 1)] - 1;
}

void
codebook_expect_name(const struct codebook *book, uint64_t hash)
{
    uint32_t number = codebook_guess(book, hash);

    if (number != CODE_NONE)
        mem_expect(&book->names[number]);
}

void
codebook_expect_text(const struct codebook *book, uint64_t hash)
{
    uint32_t number = codebook_guess(book, hash);

    if (number != CODE_NONE)
        mem_expect(book->names[number].ptr);
}

struct str
codebook_name(const struct codebook *book, uint32_t number)
{
    return book->names[number];
}

void
codebook_free(struct codebook *book)
{
    arena_free(&book->texts);
    free(book->names);
    free(book->slots);
    *book = (struct codebook){ 0 };
}
