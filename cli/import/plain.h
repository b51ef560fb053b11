/* SPDX-License-Identifier: MIT */
/*
 * plain.h -- what people type, made comparable.
 *
 * Blanks around a text, full-width digits and signs, upper and lower case: none
 * of it is meant.  Compatibility forms become plain by NFKC (`１２：３０` is
 * `12:30`).
 */
#ifndef CLI_IMPORT_PLAIN_H
#define CLI_IMPORT_PLAIN_H

#include "lib/base/arena.h"
#include "lib/base/str.h"

/* Without the blanks at its ends: spaces of any width, tabs, newlines, marks that nobody sees. */
struct str plain_trim(struct str s);
/* Trimmed, in NFKC. What is not UTF-8 stays as it is. */
struct str plain_text(struct arena *arena, struct str s);
/* For comparing: NFKC, without case and without any blank. */
struct str plain_key(struct arena *arena, struct str s);
/* Is there a Chinese character in it? */
bool plain_has_han(struct str s);

#endif
