/* SPDX-License-Identifier: MIT */
/*
 * identity.h -- the id of the event that a row becomes: the same row, the same id, wherever the row stands.
 *
 * A type that makes statements about a thing is known by that thing (an
 * attendance by its activity and person), so that a corrected row corrects;
 * one without (hours, answers) by all that the row says; --key overrides both.
 * Rows about persons are hashed with the secret of the desk: nobody who reads
 * the log finds out from an id who it was.
 */
#ifndef CLI_IMPORT_IDENTITY_H
#define CLI_IMPORT_IDENTITY_H

#include "lib/base/hash.h"
#include "lib/base/str.h"
#include "lib/model/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IDENTITY_TEXT = 40 };

/* A field of the event with its value in JSON. */
struct said {
    struct str name, json;
};

/* The fields that an event of the type is known by, joined by spaces; len 0: by all that it says. */
struct str identity_fields(enum event_type type);
/* Are ids of the type secret? */
bool identity_is_secret(enum event_type type);

struct identity_question {
    enum event_type type;
    const unsigned char *secret;     /* of the desk, or NULL */
    const struct str *keys;          /* what the --key columns hold; NULL: without --key */
    size_t key_count;
    const struct said *said;         /* all fields of the event, in the order of their names, and its time */
    size_t said_count;
};

/* nth: of equal rows, from 0; others than the first count only where an event is known by all that it says. */
struct hash128 identity_of(const struct identity_question *question, uint64_t nth);
/* As a UUID (version 8, RFC 9562), which the log keeps in 16 bytes. */
void identity_text(struct hash128 id, char text[IDENTITY_TEXT]);
/* Back again; false when it is none of ours. */
bool identity_parse(struct str text, struct hash128 *id);

#endif
