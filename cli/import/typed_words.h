/* SPDX-License-Identifier: MIT */
/*
 * typed_words.h -- what people write for the words of Turnout: 到 for present, 请假 for excused.
 */
#ifndef CLI_IMPORT_TYPED_WORDS_H
#define CLI_IMPORT_TYPED_WORDS_H

#include "lib/base/arena.h"
#include "lib/wire/field.h"

/* The word of a field of words that is meant; what is not known stays as it is. */
struct str typed_word(const struct field *field, struct str typed, struct arena *arena);
/* 是, √, yes: 1; 否, ×, no: 0; something else: -1. */
int typed_truth(struct str typed, struct arena *arena);

/* The table, for the page that shows it and its test: false when there is no i-th. */
bool typed_word_row(size_t i, struct str *typed, struct str *meant);

#endif
