/* SPDX-License-Identifier: MIT */
/*
 * form_check.h -- whether a value is one that an option may have, and what is said when it is not.
 */
#ifndef LUA_FORM_CHECK_H
#define LUA_FORM_CHECK_H

#include "lua/form.h"

/* What is being checked, for messages. */
struct check {
    lua_State *L;
    const char *place;
    const struct form *form;
    const struct option *option;
};

/* Raises unless the value at `index` is one of the option's kind. */
void form_check_value(const struct check *check, int index);

/* Raises: "file:line: t.people: " and the text. */
int form_check_fail(const struct check *check, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Pushes how a message shows the value. */
const char *form_describe(lua_State *L, int index);

#endif
