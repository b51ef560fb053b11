/* SPDX-License-Identifier: MIT */
/*
 * daemon_words.h -- what the daemon says, in the language of the reader.
 *
 * turnoutd answers everybody in English, for its replies are read by programs.
 * Why a line was refused is put together from a few dozen sentences (lib/wire,
 * and what lib/engine and daemon/rights.c add), and the control socket has a few
 * more, of which lib/engine also says some to the command itself: they are known
 * here.  Names, values and bounds stay as they are.
 */
#ifndef CLI_DAEMON_WORDS_H
#define CLI_DAEMON_WORDS_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

/* Appends a message, for a terminal. One that is no known sentence, such as what Lua says of a rule, stays as it is. */
void put_said(struct buf *out, struct str message);
/* The same for who puts it on a line himself: the message, or a text in the arena. */
struct str words_said(struct str message, struct arena *arena);
/* The same with the text of a failure. Returns false. */
bool err_said(struct err *err);

#endif
