/* SPDX-License-Identifier: MIT */
/*
 * merges.h -- persons who turned out to be the same (domain.md D2, person.merge).
 *
 * A merge holds for all days.  Who is joined by live merges is one person: a
 * class, whose first number stands for all of it wherever people are counted.
 * Which number that is changes no figure.  Numbers without a merge cost nothing.
 */
#ifndef LIB_MODEL_MERGES_H
#define LIB_MODEL_MERGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct merge {
    uint64_t seq;
    uint32_t from, into;
};

struct person_class {
    uint32_t *persons; /* ascending */
    size_t count;
};

struct merges {
    struct merge *items;
    size_t count, capacity;
    bool changed;          /* since merges_settle: the classes are those from before */
    struct person_class *classes;
    size_t class_count;
    uint32_t *class_of;    /* by person: number of the class + 1; 0: a person of their own */
    size_t person_count;   /* as many as class_of has */
};

void merges_free(struct merges *merges);
void merges_state(struct merges *merges, uint64_t seq, uint32_t from, uint32_t into);
void merges_withdraw(struct merges *merges, uint64_t seq);
/* Do merges lead from the one to the other, without the one at a position (0: none is left out)? */
bool merges_lead(const struct merges *merges, uint32_t from, uint32_t to, uint64_t without);

/* Everybody who is the same person as this one by the merges that are live now, settled or not, that one included; owned by the caller. */
uint32_t *merges_same(const struct merges *merges, uint32_t person, size_t *count);

/* Finds the classes anew. Of everybody whose class may be another one now, *touched (owned by the caller, by person) has a 1; *count long. */
void merges_settle(struct merges *merges, uint8_t **touched, size_t *count);

/* The class of the person, as of merges_settle; NULL: nobody else is the same. */
static inline const struct person_class *
merges_class(const struct merges *merges, uint32_t person)
{
    if (person >= merges->person_count || merges->class_of[person] == 0)
        return NULL;
    return &merges->classes[merges->class_of[person] - 1];
}

static inline uint32_t
merges_canonical(const struct merges *merges, uint32_t person)
{
    const struct person_class *of = merges_class(merges, person);

    return of ? of->persons[0] : person;
}

#endif
