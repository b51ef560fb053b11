/* SPDX-License-Identifier: MIT */
/*
 * engine_settle.h -- what follows from events and answers, before anything is asked or computed.
 */
#ifndef LIB_ENGINE_ENGINE_SETTLE_H
#define LIB_ENGINE_ENGINE_SETTLE_H

struct engine;

/* After a batch: what follows from it, and which events the log's view has to look at again. */
void engine_settle(struct engine *engine);
/* What maps of paused plugins emitted leaves; the facts are as of now. */
void engine_catch_up(struct engine *engine);

#endif
