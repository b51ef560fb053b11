/* SPDX-License-Identifier: MIT */
/*
 * record_forms.h -- the measures that only records have: t.sum, t.latest, t.awards, t.weeks, t.days, t.rota.
 */
#ifndef LUA_RECORD_FORMS_H
#define LUA_RECORD_FORMS_H

#include "lua/form.h"

extern const struct form record_forms[];
extern const size_t record_form_count;

#endif
