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

#include "lib/model/volunteer_registers.h"

#include <stdint.h>

struct facts;

/* Valid until the next call. */
const struct volunteer_register *volunteer_register_of(struct facts *facts, uint32_t unit);

#endif
