/* SPDX-License-Identifier: MIT */
/*
 * sealed_past.h -- the official figures that later periods are to improve on, kept in memory.
 *
 * What a close froze never changes, so each close and indicator is read once.
 * Only indicators that are to be improved on are read: without one this costs
 * nothing.  After sealed_past_refresh no file is touched any more, so a plan's
 * own process may ask, too.
 */
#ifndef LIB_ENGINE_SEALED_PAST_H
#define LIB_ENGINE_SEALED_PAST_H

#include "lib/base/codebook.h"
#include "lib/base/err.h"
#include "lib/engine/freeze.h"
#include "lib/model/past.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sealed_past {
    struct past_source source;  /* for scopes; stays where it is */
    const struct freezer *freezer;
    struct codebook read;       /* (closing, indicator) */
    struct codebook keys;       /* (closing, indicator, team, category, group, period): number of the share */
    struct fraction *shares;
    size_t count, capacity;
    uint32_t generation;        /* of the freezer, and */
    const struct ruleset *of;   /* the rules for which it was brought up to date; NULL: none */
};

/* Keeps the freezer, which is the owner's, too. */
void sealed_past_init(struct sealed_past *past, const struct freezer *freezer);
void sealed_past_free(struct sealed_past *past);

/* The rules are others than they were. */
void sealed_past_forget_rules(struct sealed_past *past);
/* Reads what is missing of the periods that are closed now, for these rules. */
bool sealed_past_refresh(struct sealed_past *past, const struct ruleset *ruleset, struct err *err);

#endif
