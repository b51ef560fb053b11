/* SPDX-License-Identifier: MIT */
/*
 * fault_text.h -- the text of a fault: its place, its traceback, and nothing of what the rule was asked about.
 *
 * A rule may put what it sees into a message: a title, a number of a person,
 * a field of somebody's event.  Faults are kept and shown, so of such a message
 * only words stay that stand in the rule's own source; the rest is "…".
 */
#ifndef LIB_MODEL_FAULT_TEXT_H
#define LIB_MODEL_FAULT_TEXT_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "plugins/x.lua:7: what": the file, the line, and how many bytes stand before `what`. file.len 0: it does not begin like that. */
struct fault_place {
    struct str file;
    uint64_t line;
    size_t taken;
};
struct fault_place fault_text_place(struct str message);

/* The first line of a message, and the lines behind it. */
struct str fault_text_first(struct str message);
struct str fault_text_traceback(struct str message);

enum fault_teller {
    FAULT_BY_RULE,    /* the text is the rule's own: error(...), assert(...) */
    FAULT_BY_LIBRARY, /* Lua's or ours: values stand in quotes, and behind "got" */
};
/*
 * Writes the text without its place, ended by NUL and cut to the size at a
 * character's end, with "…" for what may be a value.  Returns its length.
 */
size_t fault_text_hide(struct str text, struct str source, enum fault_teller teller, char *out, size_t size);

#endif
