/* SPDX-License-Identifier: MIT */
/*
 * facts_change.h -- what one event says joins the facts, and leaves them again.
 */
#ifndef LIB_MODEL_FACTS_CHANGE_H
#define LIB_MODEL_FACTS_CHANGE_H

#include "lib/model/event.h"

#include <stdbool.h>
#include <stdint.h>

struct facts;

/* The event's statement joins. dead: it is retracted; only activities remember that they were stated once. */
void facts_state(struct facts *facts, const struct event *event, uint64_t seq, bool dead);
/* It leaves again, with the same `dead`. */
void facts_withdraw(struct facts *facts, const struct event *event, uint64_t seq);

/* Does it name something that is not known now (domain.md D2)? */
bool facts_is_pending(struct facts *facts, const struct event *event);

#endif
