/* SPDX-License-Identifier: MIT */
#include "lib/model/people_marks.h"

#include "lib/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { BITS = 64 };

void
people_marks_free(struct people_marks *marks)
{
    free(marks->words);
    free(marks->touched);
    *marks = (struct people_marks){ 0 };
}

static void
make_room(struct people_marks *marks, uint32_t greatest)
{
    const size_t before = marks->touched_count, wanted = greatest / (BITS * BITS) + 1;

    if (wanted <= before)
        return;
    marks->touched_count = wanted + wanted / 8;
    marks->touched = mem_resize(marks->touched, marks->touched_count * sizeof *marks->touched);
    marks->words = mem_resize(marks->words, marks->touched_count * BITS * sizeof *marks->words);
    memset(marks->touched + before, 0, (marks->touched_count - before) * sizeof *marks->touched);
    memset(marks->words + before * BITS, 0, (marks->touched_count - before) * BITS * sizeof *marks->words);
}

size_t
people_marks_add(struct people_marks *marks, const uint32_t *persons, size_t count, uint32_t greatest)
{
    size_t fresh = 0;

    make_room(marks, greatest);
    for (size_t i = 0; i < count; i++) {
        const uint32_t word = persons[i] / BITS;
        const uint64_t bit = (uint64_t)1 << persons[i] % BITS;
        fresh += !(marks->words[word] & bit);
        marks->words[word] |= bit;
        marks->touched[word / BITS] |= (uint64_t)1 << word % BITS;
    }
    return fresh;
}

/* Takes one of the places out of *bits, the least. */
static size_t
next_place(uint64_t *bits)
{
    const size_t place = (size_t)__builtin_ctzll(*bits);

    *bits &= *bits - 1;
    return place;
}

void
people_marks_clear(struct people_marks *marks)
{
    for (size_t i = 0; i < marks->touched_count; i++)
        while (marks->touched[i])
            marks->words[i * BITS + next_place(&marks->touched[i])] = 0;
}

void
people_marks_take(struct people_marks *marks, uint32_t *persons)
{
    size_t count = 0;

    for (size_t i = 0; i < marks->touched_count; i++) {
        while (marks->touched[i]) {
            const size_t word = i * BITS + next_place(&marks->touched[i]);
            while (marks->words[word])
                persons[count++] = (uint32_t)(word * BITS + next_place(&marks->words[word]));
        }
    }
}
