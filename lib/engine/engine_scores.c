/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine_scores.h"

#include "lib/engine/engine_ask.h"
#include "lib/engine/engine_fault.h"
#include "lib/engine/engine_state.h"
#include "lib/model/fold.h"

/* More events in a row than a fold may have. */
static bool
is_too_much(const struct score_question *question)
{
    return question->event_count > FOLD_EVENTS_MAX || question->event_bytes > FOLD_BYTES_MAX;
}

/* Questions that make a message of bearable size: folds bring their events. What is too much comes alone. */
static size_t
next_piece(const struct score_question *questions, size_t count)
{
    size_t n = 0, bytes = 0;

    for (; n < count && n < ASK_AT_ONCE; n++) {
        bytes += questions[n].event_bytes;
        if (n > 0 && (bytes > FOLD_BYTES_MAX || is_too_much(&questions[n])))
            break;
        if (is_too_much(&questions[n]))
            return 1;
    }
    return n;
}

static void
blame_fold(struct engine *engine, const struct score_question *question)
{
    const struct rule *rule = &engine->ruleset.rules[question->rule];

    engine_blame(engine, rule->plugin,
          arena_printf(&engine->fault_texts,
                       "t.fold: %.*s has %zu events of %zu bytes in one row, and a fold may have %d of %d: fold over shorter periods",
                       STR_ARG(rule->name), question->event_count, question->event_bytes, FOLD_EVENTS_MAX, FOLD_BYTES_MAX));
}

void
engine_ask_scores(struct engine *engine)
{
    size_t count;
    const struct score_question *questions = answer_book_ask(&engine->publisher.answers, &count);

    for (size_t at = 0, n; at < count; at += n) {
        n = next_piece(questions + at, count - at);
        if (is_too_much(&questions[at]))
            blame_fold(engine, &questions[at]);
        else
            engine->config.ask_scores(engine->config.ctx, questions + at, n);
    }
}
