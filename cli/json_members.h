/* SPDX-License-Identifier: MIT */
/*
 * json_members.h -- members of a JSON object, appended one after another behind its opening brace.
 */
#ifndef CLI_JSON_MEMBERS_H
#define CLI_JSON_MEMBERS_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* "key": with a comma in front of it unless it is the first. */
void json_key(struct buf *out, const char *key);
/* ptr NULL: null. */
void json_text(struct buf *out, const char *key, struct str text);
void json_number(struct buf *out, const char *key, bool has_number, int64_t number);
void json_truth(struct buf *out, const char *key, bool has_truth, bool truth);
/* Words joined by spaces as a list. */
void json_words(struct buf *out, const char *key, struct str words);

#endif
