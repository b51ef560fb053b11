/* SPDX-License-Identifier: MIT */
/*
 * frame.h -- around every frame of protocol.h: u32 length, u8 kind, body.
 *
 * Whoever reads asks for everything and looks once, at the end, whether it was
 * there: a cut frame reads as zeros and is not whole.
 */
#ifndef LUA_FRAME_H
#define LUA_FRAME_H

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum { FRAME_HEAD = 4 };

/* Leaves room for the length, which frame_close fills in. */
size_t frame_open(struct buf *out, int kind);
void frame_close(struct buf *out, size_t begin);

struct buf_reader frame_reader(struct str bytes);
/* Was everything there, and nothing else? what: for the message. */
bool frame_is_whole(const struct buf_reader *in, const char *what, struct err *err);

#endif
