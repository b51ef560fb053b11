/* SPDX-License-Identifier: MIT */
/*
 * people_marks.h -- who is in any of several lists: a bit for each person, set one by one and taken all at once.
 *
 * Persons are numbered one after another, so a bit for each takes 125 KB a
 * million; which words of it have some is marked, too, so that taking them
 * costs what was set.  Between two uses nothing is set; the empty value is
 * { 0 }.  Whoever uses it has it alone meanwhile.
 */
#ifndef LIB_MODEL_PEOPLE_MARKS_H
#define LIB_MODEL_PEOPLE_MARKS_H

#include <stddef.h>
#include <stdint.h>

struct people_marks {
    uint64_t *words;   /* person / 64 */
    uint64_t *touched; /* word / 64: it is not 0 */
    size_t touched_count;
};

void people_marks_free(struct people_marks *marks);

/* Adds the persons, in any order; greatest: no number is above it. How many of them are new. */
size_t people_marks_add(struct people_marks *marks, const uint32_t *persons, size_t count, uint32_t greatest);
/* Nobody is there any more. */
void people_marks_clear(struct people_marks *marks);
/* The persons in ascending order, into room for as many as were new; then nobody is there any more. */
void people_marks_take(struct people_marks *marks, uint32_t *persons);

#endif
