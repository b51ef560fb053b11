/* SPDX-License-Identifier: MIT */
/*
 * line.h -- from a posted line to a checked event, and from a stored row back.
 *
 * The one place that reads posted JSON (simdjson's DOM behind json_dom.h).
 * What it lets through is whole: every field of its type, in its range, every
 * text UTF-8, every date existing.  What it refuses it names: code, JSON path,
 * a sentence with the value and the remedy.  Nothing it returns outlives the
 * arena, but it does not need the line any more.
 */
#ifndef LIB_WIRE_LINE_H
#define LIB_WIRE_LINE_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/event.h"
#include "lib/wire/refusal.h"

#include <stdbool.h>
#include <stdint.h>

struct foreign_types;

/* Parses and checks lines on one thread; owns the parser's buffers. */
struct line_reader;

/* person_key: 32 bytes of key for the person tokens (BLAKE2b); copied. */
struct line_reader *line_reader_new(const unsigned char person_key[32]);
void line_reader_free(struct line_reader *reader);

/* The types of other people that are let through from now on, with their fields; copied. Before the first call: none. */
void line_reader_types(struct line_reader *reader, const struct foreign_types *types);

/*
 * One line without its newline.  now: UTC seconds, for `future` (a date that
 * begins more than 24 h after it; plan items excepted; a date without an
 * instant begins at its first midnight UTC+14).  True: *event is filled from
 * `arena` (content hash, person keys, stored form of data included).  False:
 * *refusal says why.
 */
bool line_read(struct line_reader *reader, struct str line, int64_t now, struct arena *arena, struct event *event,
               struct refusal *refusal);

/*
 * The body (`as`, `at`, `time`) of an event from the log: event->type,
 * time_text and data are set, the persons too.  For an attendance the caller
 * fills `as` from the columns first; only data.at is then read.  False with
 * ERR_STORE when the row does not check: a damaged log.
 */
bool line_read_stored(struct line_reader *reader, struct arena *arena, struct event *event, struct err *err);

/*
 * An event that a rule emitted: event->type, data, persons and time are set, as
 * of a row of the log; checked as a posted one.  False: *refusal says why.
 */
bool line_read_emitted(struct line_reader *reader, struct arena *arena, struct event *event, struct refusal *refusal);

/* BLAKE2b-128 of a person token under the reader's key. */
struct person_key line_person_key(const struct line_reader *reader, struct str token);

#endif
