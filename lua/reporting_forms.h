/* SPDX-License-Identifier: MIT */
/*
 * reporting_forms.h -- t.reported and t.timely: how completely and how soon units report.
 */
#ifndef LUA_REPORTING_FORMS_H
#define LUA_REPORTING_FORMS_H

#include "lua/form.h"
#include "lua/writer.h"

extern const struct form reporting_forms[];
extern const size_t reporting_form_count;

/* Is the measure one of them? */
bool reporting_forms_has(lua_State *L, int measure);
/* Raises when the indicator has breakdowns that the measure knows nothing about. */
void reporting_forms_check_by(struct writer *writer, int indicator, int measure);

#endif
