/* SPDX-License-Identifier: MIT */
/*
 * volunteer_forms.h -- t.volunteers, t.volunteer_hours and t.feedback: what their options are, and which go together.
 */
#ifndef LUA_VOLUNTEER_FORMS_H
#define LUA_VOLUNTEER_FORMS_H

#include "lua/form.h"
#include "lua/writer.h"

extern const struct form volunteer_forms[];
extern const size_t volunteer_form_count;

/* Raises when options of the measure do not fit; other measures are fine. */
void volunteer_forms_check(struct writer *writer, int measure);
/* Raises when the indicator has breakdowns that the measure knows nothing about. */
void volunteer_forms_check_by(struct writer *writer, int indicator, int measure);

#endif
