/* SPDX-License-Identifier: MIT */
/*
 * vocabulary.h -- what the words of the machine formats are called by people.
 *
 * States, flags and notes have a closed list; codes of categories and groups
 * are open, and only those that everybody uses have a name here.
 */
#ifndef CLI_VOCABULARY_H
#define CLI_VOCABULARY_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stdint.h>

/* "no_data" -> "no data"; one that is not known stays as it is. */
struct str word_of_state(struct str state);
struct str word_of_flag(struct str flag);
/* "undated", 2 -> "2 sessions without an exact day". */
struct str words_of_note(struct str name, uint64_t count, struct arena *arena);
/* Of the hours in a figure's detail; ptr NULL: it says something else. */
struct str words_of_proof(struct str name, uint64_t minutes, struct arena *arena);
/*
 * Appends the code of a refused line ("bad_field"), and what it means where that
 * says more to the reader than the code.
 */
void put_refusal(struct buf *out, struct str code);
/* The name of a well-known code; ptr NULL for another. */
struct str word_of_category(struct str code);
struct str word_of_group(struct str code);
/* "2024Q3" -> "2024年第三季度" or what the language says. */
struct str words_of_period(struct str code, struct arena *arena);
/* "As of 2025-03-01, log position 7." */
struct str words_of_moment(struct str day, uint64_t position, struct arena *arena);

#endif
