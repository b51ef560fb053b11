/* SPDX-License-Identifier: MIT */
/*
 * writer.h -- writes the objects of form.h as the JSON of the manifest.
 *
 * Everything is asked for with its parameters resolved, and what is asked for
 * was checked; functions here raise where that finds a fault.
 */
#ifndef LUA_WRITER_H
#define LUA_WRITER_H

#include "lib/base/buf.h"
#include "lua/form.h"

#include <lua.h>
#include <stdbool.h>

struct description;
struct load_request;

struct writer {
    lua_State *L;
    struct description *out;
    const struct load_request *request;
    int params;           /* stack index: the parameters' values by name */
    int indicators;       /* stack index: the plugin's indicators by name */
    struct str indicator; /* the one being written */
};

/* Pushes the resolved value of an option; returns its type. */
int writer_get(struct writer *writer, int object, const char *option);
bool writer_has(struct writer *writer, int object, const char *option);
/* The text of an option; ptr NULL when it was not given. Valid as long as the object and the parameters. */
struct str writer_text(struct writer *writer, int object, const char *option);
bool writer_is(lua_State *L, int object, const char *form);

/*
 * Pushes the words of `by` or `over` as a list: a single word and none at all
 * (the default) become one, too.
 */
void writer_words(struct writer *writer, int indicator, const char *option);
/* One of a list of words or texts, from 1 on; ptr NULL behind the last. Valid as long as the list is on the stack. */
struct str writer_word(lua_State *L, int list, int place);

/* The value at the stack index as JSON. */
void writer_put_list(struct writer *writer, struct buf *json, int list);
void writer_put_numbers(struct writer *writer, struct buf *json, int list);
void writer_put_number(struct writer *writer, struct buf *json, int number);
void writer_put_title(struct writer *writer, struct buf *json, int title);

/* The value of an option on the top of the stack, of a kind that any form may have: texts, words, numbers, lists of them, titles. */
void writer_put_value(struct writer *writer, struct buf *json, int object, const struct option *option);

#endif
