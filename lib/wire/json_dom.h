/* SPDX-License-Identifier: MIT */
/*
 * json_dom.h -- one JSON text as a flat array of values, read by simdjson.
 *
 * The values stand in document order: a container is followed by what it
 * holds, and `span` leads past it.  So a text is walked without a call into the
 * parser, and the place of a value says where in the text it is.  Whole numbers
 * are told from others by how they are written.  The parser is reused: all it
 * returns is good until the next parse.  It keeps some 50 bytes of memory for
 * each byte of the longest text it read.
 */
#ifndef LIB_WIRE_JSON_DOM_H
#define LIB_WIRE_JSON_DOM_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum json_kind { VALUE_NULL, VALUE_TRUTH, VALUE_WHOLE, VALUE_DECIMAL, VALUE_TEXT, VALUE_LIST, VALUE_OBJECT };
enum { JSON_DEPTH_MAX = 32 /* containers within containers */ };

struct json {
    enum json_kind kind;
    uint32_t count; /* items of an array, members of an object */
    uint32_t span;  /* values up to the next one beside it, itself included */
    struct str key;     /* of a member of an object; behind it, as behind `text`, eight more bytes may be read */
    uint64_t key_order; /* its first eight bytes as a number that is in the order of the keys, but for ties */
    union {
        bool truth;
        int64_t whole;  /* written with digits only; "-0" is not */
        double decimal; /* infinite: a number that neither int64_t nor double holds */
        struct str text;
        struct json *least; /* of an object: the member with the least key, once json_check set it */
    } as;
    struct json *after; /* the member with the next key, NULL at the end; set by json_check */
};

/* for (member = json_first(object); member != json_end(object); member = json_next(member)) */
static inline const struct json *
json_first(const struct json *container)
{
    return container + 1;
}

static inline const struct json *
json_end(const struct json *container)
{
    return container + container->span;
}

static inline const struct json *
json_next(const struct json *value)
{
    return value + value->span;
}

enum json_fault { JSON_FINE, JSON_BROKEN, JSON_NOT_UTF8, JSON_TOO_DEEP };

#ifdef __cplusplus
extern "C" {
#endif

struct json_dom;

struct json_dom *json_dom_new(void);
void json_dom_free(struct json_dom *dom);

/* The value that the whole text is, or NULL with what is wrong and, for JSON_BROKEN, *why in words. */
struct json *json_dom_parse(struct json_dom *dom, struct str text, enum json_fault *fault, const char **why);
/* Had the text of the last parse a backslash? Without one no string holds a control character. */
bool json_dom_has_escapes(const struct json_dom *dom);

enum { JSON_DECIMAL_SIZE = 32 };
/* The shortest decimal that reads back as the same finite double; of an integral one the digits where int64_t holds
 * it, else an exponent. The same in every locale. Returns the length; no NUL. */
size_t json_decimal_text(double value, char text[JSON_DECIMAL_SIZE]);

#ifdef __cplusplus
}
#endif

#endif
