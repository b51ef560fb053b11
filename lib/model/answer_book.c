/* SPDX-License-Identifier: MIT */
#include "lib/model/answer_book.h"

#include "lib/base/mem.h"
#include "lib/model/ruleset.h"

#include <stdlib.h>

enum { ENTRY_FREE, ENTRY_WANTED, ENTRY_ASKED, ENTRY_ANSWERED };
enum { CAPACITY_FIRST = 64, ANSWERS_MAX = 1 << 18 /* some 25 MiB */ };

const struct str raise_names[RAISES] = { STR_INIT("dormant"), STR_INIT("new") };

void
answer_book_free(struct answer_book *book)
{
    free(book->entries);
    free(book->wanted);
    arena_free(&book->arena);
    *book = (struct answer_book){ 0 };
}

/* ---- keys ---- */

/* The numbers of rules may change with other plugins, so the rule is known by its plugin's meaning and its name. */
void
score_question_seal(struct score_question *question, const struct ruleset *ruleset)
{
    const struct rule *rule = &ruleset->rules[question->rule];
    const struct hash128 meaning = ruleset->plugins[rule->plugin].meaning;
    uint64_t parts[5 + 4 * SCORE_READS_MAX] = {
        meaning.low, meaning.high, hash64(rule->name.ptr, rule->name.len), question->period, question->count,
    };
    size_t n = 5;

    for (size_t i = 0; i < question->count; i++) {
        const struct figure_reading *reading = &question->readings[i];
        parts[n++] = reading->state;
        parts[n++] = reading->verdict;
        parts[n++] = (uint64_t)reading->numerator;
        parts[n++] = (uint64_t)reading->denominator;
    }
    question->key = hash128(parts, n * sizeof *parts);
}

/* ---- entries ---- */

/* Where the key is, or would be. */
static struct answer_entry *
entry_of(const struct answer_book *book, struct hash128 key)
{
    size_t at = key.low & (book->capacity - 1);

    while (book->entries[at].status != ENTRY_FREE && !hash128_eq(book->entries[at].answer.key, key))
        at = (at + 1) & (book->capacity - 1);
    return &book->entries[at];
}

static void
make_room(struct answer_book *book)
{
    struct answer_book wider = { .capacity = book->capacity ? book->capacity * 2 : CAPACITY_FIRST };

    if (book->count * 2 < book->capacity)
        return;
    wider.entries = mem_array(wider.capacity, sizeof *wider.entries);
    for (size_t i = 0; i < book->capacity; i++)
        if (book->entries[i].status != ENTRY_FREE)
            *entry_of(&wider, book->entries[i].answer.key) = book->entries[i];
    free(book->entries);
    book->entries = wider.entries;
    book->capacity = wider.capacity;
}

/* ---- questions ---- */

void
answer_book_begin(struct answer_book *book)
{
    book->missing = 0;
}

static const struct rule_subject *
keep_events(struct answer_book *book, const struct score_question *question)
{
    size_t count = question->event_count < FOLD_EVENTS_MAX ? question->event_count : FOLD_EVENTS_MAX;
    struct rule_subject *events = arena_array(&book->arena, count, sizeof *events);

    if (count > 0)
        memcpy(events, question->events, count * sizeof *events);
    return events;
}

static void
want(struct answer_book *book, const struct score_question *question)
{
    struct figure_reading *readings;

    if (book->wanted_count == 0)
        arena_reset(&book->arena);
    readings = arena_array(&book->arena, question->count, sizeof *readings);
    if (question->count > 0)
        memcpy(readings, question->readings, question->count * sizeof *readings);
    book->wanted = mem_grow(book->wanted, book->wanted_count, &book->wanted_capacity, sizeof *book->wanted);
    book->wanted[book->wanted_count] = *question;
    book->wanted[book->wanted_count].events = keep_events(book, question);
    book->wanted[book->wanted_count++].readings = readings;
}

const struct score_answer *
answer_book_find(struct answer_book *book, const struct score_question *question)
{
    struct answer_entry *entry;

    make_room(book);
    entry = entry_of(book, question->key);
    if (entry->status == ENTRY_ANSWERED)
        return &entry->answer;
    book->missing++;
    if (entry->status == ENTRY_WANTED || (entry->status == ENTRY_ASKED && entry->round == book->round))
        return NULL;
    book->count += entry->status == ENTRY_FREE;
    *entry = (struct answer_entry){ .answer.key = question->key, .place = question->place, .status = ENTRY_WANTED };
    want(book, question);
    return NULL;
}

const struct score_question *
answer_book_ask(struct answer_book *book, size_t *count)
{
    *count = book->wanted_count;
    for (size_t i = 0; i < book->wanted_count; i++) {
        struct answer_entry *entry = entry_of(book, book->wanted[i].key);
        entry->status = ENTRY_ASKED;
        entry->round = book->round;
    }
    book->waiting += book->wanted_count;
    book->wanted_count = 0;
    return book->wanted;
}

bool
answer_book_take(struct answer_book *book, const struct score_answer *answer)
{
    struct answer_entry *entry = book->capacity > 0 ? entry_of(book, answer->key) : NULL;

    if (!entry || entry->status != ENTRY_ASKED)
        return false;
    book->waiting -= entry->round == book->round;
    entry->answer = *answer;
    entry->status = ENTRY_ANSWERED;
    return true;
}

const struct score_place *
answer_book_place(const struct answer_book *book, struct hash128 key)
{
    const struct answer_entry *entry = book->capacity > 0 ? entry_of(book, key) : NULL;

    return entry && entry->status != ENTRY_FREE ? &entry->place : NULL;
}

void
answer_book_ask_again(struct answer_book *book)
{
    book->round++;
    book->waiting = 0;
}

void
answer_book_tidy(struct answer_book *book)
{
    if (book->count > ANSWERS_MAX)
        answer_book_free(book);
}
