/* SPDX-License-Identifier: MIT */
/*
 * mapping.h -- which column of a sheet goes where: asked for, recognised, or said for all rows.
 */
#ifndef CLI_IMPORT_MAPPING_H
#define CLI_IMPORT_MAPPING_H

#include "cli/import/import_options.h"
#include "cli/import/sheet.h"
#include "cli/import/target.h"
#include "lib/base/arena.h"

struct buf;

enum { HEADING_ROWS = 30 /* headings stand among the first so many rows */, BINDING_COLUMNS = 8 };

struct binding {
    struct target target;
    size_t columns[BINDING_COLUMNS];
    size_t column_count;
    struct str set; /* ptr NULL: none */
};

/* The empty value is { 0 }. */
struct mapping {
    struct arena arena;
    struct binding *bindings;
    size_t count, capacity;
    size_t *keys; /* columns */
    size_t key_count;
    struct str *headings; /* by column; NULL: there are none */
    size_t heading_count;
    uint64_t heading_row; /* 0: there is none */
};

/* rows: the first ones of the sheet. ERR_USAGE names what is not there, and what is. */
bool mapping_fit(struct mapping *mapping, const struct import_options *options, const struct sheet_row *rows, size_t count,
                 struct err *err);
void mapping_free(struct mapping *mapping);

/* The binding of a field, or NULL. */
const struct binding *mapping_find(const struct mapping *mapping, struct str name);
/* Of the field that a refusal names by its path: "data.persons[3]" is persons. */
const struct binding *mapping_find_path(const struct mapping *mapping, struct str path);
/* The headings, joined by commas: for messages. */
void mapping_put_headings(const struct mapping *mapping, struct buf *list);
/* "C (状态)", or "C" without a heading. */
struct str mapping_column(const struct mapping *mapping, size_t column, struct arena *arena);

#endif
