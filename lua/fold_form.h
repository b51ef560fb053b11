/* SPDX-License-Identifier: MIT */
/*
 * fold_form.h -- t.fold: a measure that a rule makes of other people's events, one after the other.
 */
#ifndef LUA_FOLD_FORM_H
#define LUA_FOLD_FORM_H

#include "lua/writer.h"

extern const struct form fold_form;

/* The measure as JSON; its functions become one rule of the description. */
void fold_form_put(struct writer *writer, struct buf *json, int measure, const char *role);
/* Raises unless the fold is made for all rows that the indicator has. */
void fold_form_check(struct writer *writer, int indicator, int measure);

#endif
