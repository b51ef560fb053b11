/* SPDX-License-Identifier: MIT */
/*
 * card_forms.h -- t.scorecard and the scoring shapes: what their options are.
 */
#ifndef LUA_CARD_FORMS_H
#define LUA_CARD_FORMS_H

#include "lua/form.h"

extern const struct form card_forms[];
extern const size_t card_form_count;

#endif
