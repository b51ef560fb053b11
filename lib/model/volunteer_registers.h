/* SPDX-License-Identifier: MIT */
/*
 * volunteer_registers.h -- the registers of all units, as they were last made (volunteer_register.h).
 */
#ifndef LIB_MODEL_VOLUNTEER_REGISTERS_H
#define LIB_MODEL_VOLUNTEER_REGISTERS_H

#include "lib/model/day.h"

#include <stddef.h>
#include <stdint.h>

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

/* Persons were merged, or are not any more: all are made anew when next asked for. */
void volunteer_registers_merged(struct volunteer_registers *registers);
void volunteer_registers_free(struct volunteer_registers *registers);

#endif
