/* SPDX-License-Identifier: MIT */
/*
 * text_rule.h -- what a posted text may look like, by what it stands for.
 *
 * A rule is a length in bytes, the characters, and the words a refusal puts it
 * in.  No rule lets a control character through.
 */
#ifndef LIB_WIRE_TEXT_RULE_H
#define LIB_WIRE_TEXT_RULE_H

#include "lib/base/str.h"

#include <stdbool.h>

enum text_rule {
    TEXT_FREE,     /* names, titles, places: tabs and newlines too; may be empty */
    TEXT_CODE,     /* of activities, teams, items, groups, venues */
    TEXT_UNIT,     /* [a-z0-9._-]{1,40} */
    TEXT_CATEGORY, /* dotted path of [a-z0-9_-] */
    TEXT_ZONE,     /* shaped like an IANA zone name; whether there is such a zone is asked elsewhere */
    TEXT_PERIOD,   /* 2025, 2025H1, 2025-07 ...: lib/model/period.h */
    TEXT_LEVEL,    /* "5".."0": how satisfied somebody is */
    TEXT_PERSON,   /* a person token */
    TEXT_ID,       /* of an event */
    TEXT_SOURCE,   /* of an event */
    TEXT_RULES
};

bool text_obeys(struct str text, enum text_rule rule);
/* "1..64 bytes without control characters": continues "activity must be". */
const char *text_rule_words(enum text_rule rule);

#endif
