/* SPDX-License-Identifier: MIT */
/*
 * form.h -- what a call like t.people { min_times = 3 } may say, and the object it gives.
 *
 * A form is a row of a table: the function's name and its options with their
 * kinds.  The call checks every option and raises with file, line, option,
 * what was given and what was probably meant; the object keeps the options
 * until the plugin is described (plugin.h).  A t.param stands for a value that
 * is known only then, and is checked then.
 */
#ifndef LUA_FORM_H
#define LUA_FORM_H

#include "lib/base/str.h"

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum form_family { FORM_MEASURE, FORM_INDICATOR, FORM_TARGET, FORM_PARAM, FORM_REFERENCE, FORM_PLUGIN, FORM_SHAPE, FORM_CARD, FORM_RECORD, FORM_QUALITY, FORM_MAP };

enum option_kind {
    OPTION_TEXT,
    OPTION_BOOLEAN,
    OPTION_INTEGER,    /* least..most */
    OPTION_NUMBER,     /* a number or a decimal in a text; kept exact */
    OPTION_WORD,       /* one of words */
    OPTION_WORDS,      /* one or several of words */
    OPTION_NAMES,      /* a list of texts */
    OPTION_RULE,       /* a Lua function */
    OPTION_MEASURE,    /* an object of that family; the same for the next ones */
    OPTION_MEASURES,   /* a list of them */
    OPTION_TARGET,
    OPTION_TITLE,      /* { zh = text, en = text } */
    OPTION_PARAMS,     /* { name = object, ... } */
    OPTION_INDICATORS, /* { name = object, ... } */
    OPTION_SHAPE,      /* an object of that family */
    OPTION_CARDS,      /* { name = object, ... } */
    OPTION_NUMBERS,    /* a list of numbers */
    OPTION_NAMED_MEASURES, /* { name = object, ... } */
    OPTION_RECORDS,    /* a list of plain tables, each as `record` says: { "first", option = value } */
    OPTION_CHECKS,     /* a list of objects: checks of the data */
    OPTION_TYPE,       /* one of words, or the name of a type of event of other people's */
    OPTION_MAPS,       /* a list of objects of that family */
    OPTION_NUMBERS_BY_NAME, /* { name = number } with one of words, or any text, as names; a number may be a parameter */
    OPTION_EVENTS,     /* { ["com.example.door"] = { field = "kind" } } */
};

struct option {
    const char *name;
    enum option_kind kind;
    bool required;
    int64_t least, most; /* of an integer; a list has at least `least` elements */
    const struct str *words;
    size_t word_count;
    const struct form *record; /* of records */
};

struct form {
    const char *name; /* "people" */
    enum form_family family;
    bool is_positional; /* t.at_least(75): the options are the arguments; of a record: its [1] is the first option */
    const struct option *options;
    size_t option_count;
    bool is_brief; /* positional, but a table may stand for the arguments: t.figure { "x.y", group = "all" } */
};

/* Prepares the state. */
void form_open(lua_State *L);

/* The Lua function that makes the form's object: upvalue 1 is the form as light userdata, upvalue 2 a light userdata
 * `const bool *is_running`: no objects are made while a rule is asked. */
int form_make(lua_State *L);

/* The form of the object at `index`; NULL when the value is none. */
const struct form *form_of(lua_State *L, int index);
/* "file:line" where it was made; valid as long as the object. */
const char *form_place(lua_State *L, int index);
const struct option *form_option(const struct form *form, const char *name);

/*
 * Pushes the value of an option and returns its Lua type (LUA_TNIL: not given).
 * References are replaced by their value out of the table at `params`, and
 * that is checked like a literal.
 */
int form_get(lua_State *L, int object, const char *option, int params);

/* The parameter that the option is; ptr NULL: it is none. Was it given at all, though perhaps as a parameter without a value? */
struct str form_reference(lua_State *L, int object, const char *option);
bool form_says(lua_State *L, int object, const char *option);
/* Puts the value of a reference that is an element of the option's table in its place on the top of the stack (nil: it has
 * none), checked as a number. Returns the parameter's name; ptr NULL: it was none. */
struct str form_resolve(lua_State *L, int object, const char *option, int params);

/* Raises: "file:line: t.people: " and the text. object: stack index. */
int form_fail(lua_State *L, int object, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The text at `index`; ptr NULL when it is none. Valid as long as it is on the stack or in a table that is. */
struct str form_text_at(lua_State *L, int index);

enum { FORM_NUMBER_SIZE = 48 };
/* The number or decimal text at `index` as an exact decimal; false when it has none that Turnout can keep. */
bool form_decimal(lua_State *L, int index, char text[FORM_NUMBER_SIZE]);

#endif
