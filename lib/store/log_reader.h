/* SPDX-License-Identifier: MIT */
/*
 * log_reader.h -- the accepted events as the command lists them, in order of acceptance.
 *
 * Reads what the view event_log shows some thousand rows at a time, each a short read of
 * its own, up to the head at the beginning: a long log is never held whole, nor
 * is the writer kept from tidying up meanwhile.
 */
#ifndef LIB_STORE_LOG_READER_H
#define LIB_STORE_LOG_READER_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reader;

enum log_field { LOG_STATE, LOG_SOURCE, LOG_ID, LOG_TYPE, LOG_ACTIVITY, LOG_UNIT, LOG_FIELDS };

/* None of a field: every value. */
struct log_filter {
    const struct str *values[LOG_FIELDS];
    size_t counts[LOG_FIELDS];
    uint64_t from, to; /* log positions, both in; to 0: the last one */
};

struct log_line {
    uint64_t seq, rev;
    struct str source, id, type, time, local_date, precision, unit, state, recorded_at;
    struct str data, attributes; /* JSON objects; attributes: ptr NULL when none were kept. Persons are their numbers, as texts */
};

/* Lines are borrowed until fn returns; false from fn ends the reading, err is then fn's. */
typedef bool (*log_line_fn)(void *ctx, const struct log_line *line, struct err *err);
bool log_reader_each(struct reader *reader, const struct log_filter *filter, log_line_fn fn, void *ctx, struct err *err);

#endif
