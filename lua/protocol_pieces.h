/* SPDX-License-Identifier: MIT */
/*
 * protocol_pieces.h -- the smallest pieces of a frame (protocol.h): texts that may be missing, choices, counts.
 *
 * Reading never goes beyond the frame: what does not fit marks the reader as
 * bad and gives nothing.
 */
#ifndef LUA_PROTOCOL_PIECES_H
#define LUA_PROTOCOL_PIECES_H

#include "lib/base/buf.h"

#include <stddef.h>

/* A text, or that there is none (ptr NULL). */
void piece_put_text(struct buf *out, struct str text);
struct str piece_text(struct buf_reader *in);
/* An enum's value; one it does not have is as bad as a missing byte. */
unsigned piece_choice(struct buf_reader *in, unsigned count);
/* How many elements follow; each takes at least `least` bytes, so a lie shows before memory is taken. */
size_t piece_count(struct buf_reader *in, size_t least);

#endif
