/* SPDX-License-Identifier: MIT */
/*
 * import.h -- sheets as lines of events, before anything is sent.
 *
 * All files are read, mapped and checked first; the lines stand in a file
 * without a name.  What makes a whole file unreadable ends it; a row that is
 * wrong is named and left out.
 */
#ifndef CLI_IMPORT_IMPORT_H
#define CLI_IMPORT_IMPORT_H

#include "cli/import/import_table.h"
#include "cli/import/key_file.h"
#include "cli/import/origins.h"
#include "lib/base/buf.h"

#include <stdio.h>

struct import_totals {
    uint64_t rows, made, repeated, refused, corrected, sums;
};

/* Who hears while it goes on. */
struct import_listener {
    void (*refused)(void *ctx, struct str text); /* a line without its newline */
    void (*moved)(void *ctx, uint64_t rows, uint64_t bytes, uint64_t total);
    bool (*interrupted)(void);
    void *ctx;
};

/* The empty value is { 0 }. */
struct import {
    struct import_table *tables;
    size_t count, capacity;
    struct arena arena;
    struct import_totals totals;
    struct origins origins;
    struct key_file key;
    bool has_key;
    FILE *lines;       /* of events */
    struct str first;  /* the first of them; ptr NULL: there is none */
};

/* db: where earlier revisions are looked up, or NULL. Without names: standard input. */
bool import_read(struct import *import, const struct import_options *options, char **names, size_t count, const char *db,
                 const struct import_listener *listener, struct err *err);
void import_free(struct import *import);

#endif
