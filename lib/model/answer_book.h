/* SPDX-License-Identifier: MIT */
/*
 * answer_book.h -- what scores (t.score) answered, by what they were asked.
 *
 * A score is a Lua function of some figures.  Its answer depends on the rule's
 * meaning and on these figures alone, so it is kept under a hash of both and
 * stays right whatever happens: late, repeated, after a restart of the worker
 * or for rules that were there before.  What is not known yet is noted down
 * and asked; figures are published once nothing is missing.
 */
#ifndef LIB_MODEL_ANSWER_BOOK_H
#define LIB_MODEL_ANSWER_BOOK_H

#include "lib/base/arena.h"
#include "lib/base/hash.h"
#include "lib/model/figure_state.h"
#include "lib/model/fraction.h"
#include "lib/model/period.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rule_subject;
struct ruleset;

enum { SCORE_READS_MAX = 32 };

/* A figure as a score reads it. */
enum reading_verdict { READING_UNJUDGED, READING_MISSED, READING_MET };
struct figure_reading {
    enum figure_state state;
    enum reading_verdict verdict;
    int64_t numerator, denominator; /* denominator > 0 when ok */
};

/* Events of one fold (fold.h): with more the plugin is to blame, and nothing is asked. */
enum { FOLD_EVENTS_MAX = 10000, FOLD_BYTES_MAX = 8 * 1024 * 1024 };

/* A row that asked first: for messages. Numbers as in struct scope. */
struct score_place {
    uint32_t unit, team, category, group;
    struct period period;
};

struct score_question {
    struct hash128 key;
    uint32_t rule; /* place in ruleset.rules */
    enum period_kind period;
    const struct figure_reading *readings; /* in the order of the indicator's reads */
    size_t count;
    const struct rule_subject *events; /* of a fold (fold.h): in order; valid as long as the facts are not changed */
    size_t event_count, event_bytes;
    struct score_place place; /* no part of what is asked */
};

/* Flags that a score may raise. */
enum { RAISE_DORMANT = 1, RAISE_NEW = 2, RAISE_ALL = RAISE_DORMANT | RAISE_NEW, RAISES = 2 };
extern const struct str raise_names[RAISES]; /* by bit */

struct score_answer {
    struct hash128 key;
    enum figure_state state;
    struct fraction value; /* when ok */
    uint32_t raised;
};

struct answer_entry {
    struct score_answer answer;
    struct score_place place;
    uint32_t round;  /* of the worker that was asked */
    uint8_t status;  /* enum in answer_book.c */
};

struct answer_book {
    struct answer_entry *entries; /* open addressing */
    size_t count, capacity;
    struct score_question *wanted; /* found to be missing, and not asked yet */
    size_t wanted_count, wanted_capacity;
    struct arena arena; /* of the wanted ones' readings */
    size_t missing;     /* looked for in vain since answer_book_begin */
    size_t waiting;     /* asked of this worker and not answered */
    uint32_t round;
};

void answer_book_free(struct answer_book *book);

/* Fills the key from all the other members. */
void score_question_seal(struct score_question *question, const struct ruleset *ruleset);

/* Counts what is missing from here. */
void answer_book_begin(struct answer_book *book);
/* The answer, valid until the next call; NULL: it is missing, and wanted unless it was asked already. */
const struct score_answer *answer_book_find(struct answer_book *book, const struct score_question *question);
/* The wanted questions are being asked: they are wanted no more, and stay valid until the next answer_book_find. */
const struct score_question *answer_book_ask(struct answer_book *book, size_t *count);
/* Takes an answer; false when nobody waits for it: it is the second, or was never asked for. */
bool answer_book_take(struct answer_book *book, const struct score_answer *answer);
/* The row that asked it; NULL: nobody did. */
const struct score_place *answer_book_place(const struct answer_book *book, struct hash128 key);
/* Another worker: what was asked and not answered will be asked again when it is still wanted. */
void answer_book_ask_again(struct answer_book *book);
/* Nothing was missing and the figures stand: forgets everything once that is a lot. */
void answer_book_tidy(struct answer_book *book);

#endif
