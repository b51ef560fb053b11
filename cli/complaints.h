/* SPDX-License-Identifier: MIT */
/*
 * complaints.h -- what is wrong with rules' files: errors and warnings, each with its place.
 */
#ifndef CLI_COMPLAINTS_H
#define CLI_COMPLAINTS_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/str.h"
#include "lua/protocol.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct complaint {
    const struct plugin_source *source;
    struct str file;
    uint64_t line;  /* 0: the file as a whole */
    bool is_warning;
    struct str text;
};

struct complaints {
    struct arena arena;
    struct complaint *all;
    size_t count, capacity;
};

void complaints_free(struct complaints *complaints);
/*
 * A fault as the worker words it: "file:line: what"; where that is missing, the
 * line of the plugin's file with the first name in it that the fault quotes.
 */
void complaints_add_fault(struct complaints *complaints, const struct plugin_source *source, struct str message);
/* file: ptr NULL for the plugin's own, and then a line of it, or 0. */
void complaints_warn(struct complaints *complaints, const struct plugin_source *source, struct str file, uint64_t line,
                     const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Errors, or warnings, of the source; NULL: of all. */
size_t complaints_count(const struct complaints *complaints, const struct plugin_source *source, bool warnings);
/* "file:line: error: what" and a line feed each. */
void complaints_text(const struct complaints *complaints, struct buf *out);
/* [{"file", "line", "message"}] of the source; line null for the whole file. */
json_t *complaints_json(const struct complaints *complaints, const struct plugin_source *source, bool warnings);

/* The line, from 1, of the first place in the text with the word between no letters, digits or _; 0: nowhere. */
uint64_t line_of_word(struct str text, struct str word);

#endif
