/* SPDX-License-Identifier: MIT */
/*
 * engine_ask.h -- questions to the rules about what is new.
 */
#ifndef LIB_ENGINE_ENGINE_ASK_H
#define LIB_ENGINE_ENGINE_ASK_H

#include <stdbool.h>

struct engine;

/* Answers that come from within change nothing that is being walked through: what follows from them waits for the end. */
void engine_ask(struct engine *engine);
/* Every session, item and record has been answered about. */
bool engine_has_verdicts(const struct engine *engine);

#endif
