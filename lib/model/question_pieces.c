/* SPDX-License-Identifier: MIT */
#include "lib/model/question_pieces.h"

#include "lib/base/arena.h"
#include "lib/model/answer_book.h"
#include "lib/model/ruleset.h"

bool
question_is_too_much(const struct score_question *question)
{
    return question->event_count > FOLD_EVENTS_MAX || question->event_bytes > FOLD_BYTES_MAX;
}

size_t
question_pieces_next(const struct score_question *questions, size_t count)
{
    size_t n = 0, bytes = 0;

    for (; n < count && n < ASK_AT_ONCE; n++) {
        bytes += questions[n].event_bytes;
        if (n > 0 && (bytes > FOLD_BYTES_MAX || question_is_too_much(&questions[n])))
            break;
        if (question_is_too_much(&questions[n]))
            return 1;
    }
    return n;
}

struct str
question_too_much(const struct score_question *question, const struct ruleset *ruleset, struct arena *arena)
{
    return arena_printf(arena,
                        "t.fold: %.*s has %zu events of %zu bytes in one row, and a fold may have %d of %d: fold over shorter periods",
                        STR_ARG(ruleset->rules[question->rule].name), question->event_count, question->event_bytes,
                        FOLD_EVENTS_MAX, FOLD_BYTES_MAX);
}
