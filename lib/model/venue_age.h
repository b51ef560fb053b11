/* SPDX-License-Identifier: MIT */
/*
 * venue_age.h -- since when there is a venue.
 *
 * From the first day that anything says so: the earliest live statement about
 * it, or its first opening.  Nothing ends it but a retraction.
 */
#ifndef LIB_MODEL_VENUE_AGE_H
#define LIB_MODEL_VENUE_AGE_H

#include "lib/model/facts.h"

/* In the zone of its unit. DAY_MAX: nothing that counts says that there is one. */
day_t venue_begins(const struct facts *facts, uint32_t venue);

#endif
