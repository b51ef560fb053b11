/* SPDX-License-Identifier: MIT */
/*
 * session_pack.h -- who came to a session, as bytes that can be saved with the figures and read back.
 *
 * Only what the log's attendances say: not what maps emitted, which the rules
 * say again after a start, and nothing that follows from other events.  About
 * eight bytes an attendance.
 */
#ifndef LIB_MODEL_SESSION_PACK_H
#define LIB_MODEL_SESSION_PACK_H

#include "lib/base/buf.h"
#include "lib/base/str.h"
#include "lib/model/session.h"

#include <stdbool.h>

/* Changes with the bytes: what was saved in another form is not read. */
enum { SESSION_PACK_FORMAT = 1 };

/* Appends the bytes; false, with nothing appended, when no attendance of the log is live here. */
bool session_pack(const struct session *session, struct buf *out);
/*
 * Into a session without attendances; they may not be counted anywhere yet.  Who
 * holds is chosen where the saved choice was another's (a merged person's, a
 * map's).  False: these are not such bytes; the session is then to be thrown away.
 */
bool session_unpack(struct session *session, struct str bytes, const struct log_order *order, const struct zone *zone);

#endif
