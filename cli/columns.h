/* SPDX-License-Identifier: MIT */
/*
 * columns.h -- text measured in the columns of a terminal.
 *
 * A Chinese character is two columns wide, a combining one none.  Names and
 * messages come from whoever posted them: what could steer a terminal (control
 * characters, bidirectional overrides) is shown as U+FFFD.
 */
#ifndef CLI_COLUMNS_H
#define CLI_COLUMNS_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stddef.h>

enum align { ALIGN_LEFT, ALIGN_RIGHT };

/* How many columns s takes when it is put. */
size_t columns_width(struct str s);
/* How many bytes of s fit into `room` columns: whole characters, combining ones with their base. */
size_t columns_fit(struct str s, size_t room);
/* How many bytes of s its first line of at most `room` columns takes, broken as columns_wrap does; at least a character. */
size_t columns_line(struct str s, size_t room);
/* What comes behind such a line, without the spaces that it broke at. */
struct str columns_rest(struct str s, size_t taken);
/* Appends s made harmless. */
void columns_put(struct buf *out, struct str s);
/* The same in exactly `width` columns: padded, or cut with an ellipsis at its end. */
void columns_pad(struct buf *out, struct str s, size_t width, enum align align);
void columns_space(struct buf *out, size_t count);
/*
 * Appends s as lines of at most `width` columns, each behind `indent` spaces and
 * ended by a newline.  Breaks at spaces, and before or after a wide character;
 * what has no such place is cut where the line ends.
 */
void columns_wrap(struct buf *out, struct str s, size_t indent, size_t width);

#endif
