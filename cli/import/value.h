/* SPDX-License-Identifier: MIT */
/*
 * value.h -- the cells of one field as its value in JSON.
 *
 * What people write (dates, words, lists, numbers with commas) is put as the
 * event wants it; what is not understood is put as it stands, so that the
 * checks of the daemon (lib/wire) say what is wrong with it.
 */
#ifndef CLI_IMPORT_VALUE_H
#define CLI_IMPORT_VALUE_H

#include "cli/import/mapping.h"
#include "cli/import/typed_date.h"
#include "lib/base/buf.h"

/* What is wrong with a row, where. */
struct issue {
    size_t column;       /* ISSUE_ROW: the row as a whole; ISSUE_SET: what --set says */
    struct str field;    /* of ISSUE_SET */
    const char *code;    /* as the daemon's: bad_field ... */
    char text[640];
};

#define ISSUE_ROW SIZE_MAX
#define ISSUE_SET (SIZE_MAX - 1)

struct value_habits {
    struct date_habits dates;
    const unsigned char *secret; /* KEY_SIZE bytes that tokens are made of names with; NULL: persons are tokens already */
};

/* Appends the value; *is_there: false when the cells are empty and nothing is said for them. False: *issue says why. */
bool value_put(struct buf *json, const struct binding *binding, const struct sheet_row *row, const struct value_habits *habits,
               struct arena *arena, bool *is_there, struct issue *issue);
/* Where an issue with a field stands; of no binding: the row. */
size_t issue_column(const struct binding *binding);
bool issue_set(struct issue *issue, size_t column, const char *code, const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
