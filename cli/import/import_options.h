/* SPDX-License-Identifier: MIT */
/*
 * import_options.h -- what `turnout post --csv` is told about the sheets that it posts.
 */
#ifndef CLI_IMPORT_IMPORT_OPTIONS_H
#define CLI_IMPORT_IMPORT_OPTIONS_H

#include "cli/import/typed_date.h"
#include "cli/operands.h"
#include "lib/model/event.h"

#include <argp.h>

/* "COLUMN=FIELD" or "FIELD=VALUE" taken apart. */
struct pair {
    struct str left, right;
};

struct pairs {
    struct pair *items;
    size_t count, capacity;
};

struct import_options {
    bool is_wanted; /* --csv was given */
    enum event_type type;
    struct pairs maps, sets;
    struct operands keys, sheets;
    const char *source, *key_file, *encoding, *zone, *first_other; /* first_other: an option that needs --csv, or NULL */
    char separator;                                               /* 0: recognised */
    bool has_no_heading, is_dry_run, has_names;
    uint64_t heading_row, year; /* 0: found; none */
    int date_order;
};

void import_options_free(struct import_options *options);

/* For cmd_post.c: the options, and their part of its parser; ARGP_ERR_UNKNOWN for the key of another one. */
extern const struct argp_option import_argp_options[];
error_t import_options_parse(struct import_options *options, int key, char *value, struct argp_state *state);

#endif
