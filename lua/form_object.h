/* SPDX-License-Identifier: MIT */
/*
 * form_object.h -- the userdata that a call of a form gives: which form, where it was made, its options.
 *
 * For what makes and checks them (form_make.c, form_check.c); others know
 * form.h alone.
 */
#ifndef LUA_FORM_OBJECT_H
#define LUA_FORM_OBJECT_H

#include "lua/form.h"

enum { FORM_PLACE_SIZE = LUA_IDSIZE + 16, FORM_TEXT_MAX = 400 };

/* The userdata; its user value is the table of its options. */
struct object {
    const struct form *form;
    char place[FORM_PLACE_SIZE];
};

/* Pushes an empty one and the table of its options: object own. Its place is not filled. */
struct object *form_object_push(lua_State *L, const struct form *form);

/* Raises "PLACE: t.people: TEXT". */
int form_raise(lua_State *L, const char *place, const struct form *form, const char *text);

#endif
