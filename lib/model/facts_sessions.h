/* SPDX-License-Identifier: MIT */
/*
 * facts_sessions.h -- the part of facts that is about sessions: their
 * statements, headcounts and attendances, and choosing what holds.
 */
#ifndef LIB_MODEL_FACTS_SESSIONS_H
#define LIB_MODEL_FACTS_SESSIONS_H

#include "lib/model/event.h"

#include <stdbool.h>
#include <stdint.h>

struct facts;
struct session;

void facts_state_activity(struct facts *facts, const struct event *event, uint64_t seq, bool dead);
void facts_withdraw_activity(struct facts *facts, const struct event *event, uint64_t seq);
void facts_state_void(struct facts *facts, const struct event *event, uint64_t seq);
void facts_withdraw_void(struct facts *facts, const struct event *event, uint64_t seq);
void facts_state_headcount(struct facts *facts, const struct event *event, uint64_t seq);
void facts_withdraw_headcount(struct facts *facts, const struct event *event, uint64_t seq);
void facts_state_attendance(struct facts *facts, const struct event *event, uint64_t seq);
/* Persons were merged, or are not any more: who counts in each session follows. For facts_settle.c. */
void facts_settle_merges(struct facts *facts);
void facts_withdraw_attendance(struct facts *facts, const struct event *event, uint64_t seq);

/* Has the activity been stated by something live that names only known things, or been stated and retracted? NULL: nothing has named it. */
bool facts_session_is_known(struct facts *facts, const struct session *session);
/* Would facts_session_is_known answer from what is there, and settle nothing? Then: is anything chosen. */
bool facts_session_is_decided(const struct facts *facts, const struct session *session);

/* Chooses the statement that holds; moves the session in the tally when that changed. Units must be resolved. */
void facts_choose_session(struct facts *facts, struct session *session);

#endif
