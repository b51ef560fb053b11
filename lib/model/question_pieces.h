/* SPDX-License-Identifier: MIT */
/*
 * question_pieces.h -- questions about figures, as much at once as a worker bears.
 *
 * Folds bring their events, so a message is bounded by their bytes, too.  A fold
 * of more than it may have is never asked: it brings only the first of its
 * events (answer_book.h), and its plugin is to blame.
 */
#ifndef LIB_MODEL_QUESTION_PIECES_H
#define LIB_MODEL_QUESTION_PIECES_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct ruleset;
struct score_question;

enum { ASK_AT_ONCE = 4096 /* subjects or questions a message, so that the worker's answers flow */ };

/* How many of the questions come next, in one message; the one that is too much comes alone. */
size_t question_pieces_next(const struct score_question *questions, size_t count);
/* More events in a row than a fold may have. */
bool question_is_too_much(const struct score_question *question);
/* What its plugin is told then; in the arena. */
struct str question_too_much(const struct score_question *question, const struct ruleset *ruleset, struct arena *arena);

#endif
