/* SPDX-License-Identifier: MIT */
/*
 * volunteer_register.h -- who was registered as a volunteer of a unit, from which day to which.
 *
 * Joining and leaving are dated statements about a unit and a person, as with
 * teams (domain.md D2).  A unit's register is made from its records when it is
 * first asked for, and again when one of them came or went.
 */
#ifndef LIB_MODEL_VOLUNTEER_REGISTER_H
#define LIB_MODEL_VOLUNTEER_REGISTER_H

#include "lib/model/day.h"

#include <stddef.h>
#include <stdint.h>

struct facts;
struct zone;

/* Registered from the one day up to, not including, the other. */
struct registration {
    uint32_t person;
    day_t from, to;
};

struct volunteer_register {
    struct registration *items; /* by person and day */
    size_t count, capacity;
    day_t first;             /* of the first statement; DAY_MAX: there is none */
    uint32_t joins, leaves;  /* as of these versions of their shelves */
    const struct zone *zone; /* of its days; NULL: never made */
};

struct volunteer_registers { /* by unit */
    struct volunteer_register *items;
    size_t count;
};

/* Valid until the next call. */
const struct volunteer_register *volunteer_register_of(struct facts *facts, uint32_t unit);
void volunteer_registers_free(struct volunteer_registers *registers);

#endif
