/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine_scores.h"

#include "lib/engine/engine_fault.h"
#include "lib/engine/engine_state.h"
#include "lib/model/question_pieces.h"

static void
blame_fold(struct engine *engine, const struct score_question *question)
{
    const struct rule_fault fault = {
        .plugin = engine->ruleset.rules[question->rule].plugin, .rule = (int)question->rule, .subject = UINT32_MAX,
        .message = question_too_much(question, &engine->ruleset, &engine->fault_texts), .cause = FAULT_EVENTS, .question = question->key,
    };

    engine_blame(engine, &fault);
}

void
engine_ask_scores(struct engine *engine)
{
    size_t count;
    const struct score_question *questions = answer_book_ask(&engine->publisher.answers, &count);

    for (size_t at = 0, n; at < count; at += n) {
        n = question_pieces_next(questions + at, count - at);
        if (question_is_too_much(&questions[at]))
            blame_fold(engine, &questions[at]);
        else
            engine->config.ask_scores(engine->config.ctx, questions + at, n);
    }
}
