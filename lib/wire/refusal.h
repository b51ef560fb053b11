/* SPDX-License-Identifier: MIT */
/*
 * refusal.h -- why a posted line was refused, for the program and for a person.
 *
 * The code is a word of the protocol, the path names the place in the JSON, the
 * message names the thing, the value and the bound in one line of UTF-8.  No
 * message and no path ever holds a person token.
 */
#ifndef LIB_WIRE_REFUSAL_H
#define LIB_WIRE_REFUSAL_H

#include <stdbool.h>

enum refusal_code {
    REFUSED_BAD_JSON,
    REFUSED_BAD_UTF8,
    REFUSED_DUPLICATE_KEY,
    REFUSED_TOO_DEEP,
    REFUSED_TOO_LONG,
    REFUSED_MISSING_FIELD,
    REFUSED_BAD_FIELD,
    REFUSED_UNKNOWN_TYPE,
    REFUSED_BAD_ID,
    REFUSED_FUTURE,
    REFUSED_PERSONAL_DATA,
    REFUSED_CYCLE,
    REFUSED_FORBIDDEN,
    REFUSED_CONFLICT,
    REFUSAL_CODES
};

/* "bad_json" ... */
const char *refusal_code_name(enum refusal_code code);

/* Why a line was refused. */
struct refusal {
    enum refusal_code code;
    char path[160];    /* "data.persons[3]", or "" */
    char message[320]; /* one line; quotes at most 40 bytes of the offending value */
    char source[132];  /* of the event when it could be read, else "": for counting */
};

/* Fills code, path and message (cut between characters where too long); leaves source. Returns false. */
bool refusal_set(struct refusal *refusal, enum refusal_code code, const char *path, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
