/* SPDX-License-Identifier: MIT */
/*
 * rehearsal.h -- before a publication: which scores have to be asked first.
 *
 * Computes of all that is due the scores and what is made of them, and nothing
 * else, and writes nothing.  Questions whose answers are not known go into the
 * publisher's answer book.  A publication follows at once, on the same facts,
 * so every row of it is computed from figures of its own position.
 */
#ifndef LIB_ENGINE_REHEARSAL_H
#define LIB_ENGINE_REHEARSAL_H

#include "lib/engine/publish.h"

/* True: nothing is missing, publish. Costs nothing when no plugin has a score. */
bool publisher_rehearse(struct publisher *publisher, const struct publication *publication);

#endif
