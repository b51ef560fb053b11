/* SPDX-License-Identifier: MIT */
/*
 * protocol_subject.h -- a session, plan item or record as it travels to the rule worker, inside an ASK (protocol.h).
 */
#ifndef LUA_PROTOCOL_SUBJECT_H
#define LUA_PROTOCOL_SUBJECT_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/model/ruleset.h"

enum { SUBJECT_SIZE_LEAST = 21 /* bytes: a record without any field */ };

void protocol_put_subject(struct buf *out, const struct rule_subject *subject);
/* Texts are borrowed from the frame, all else lies in the arena; a frame that makes no sense marks the reader as bad. */
struct rule_subject protocol_read_subject(struct buf_reader *in, struct arena *arena);

#endif
