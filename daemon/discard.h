/* SPDX-License-Identifier: MIT */
/*
 * discard.h -- frees messages that nobody will read any more, whatever they hold.
 */
#ifndef DAEMON_DISCARD_H
#define DAEMON_DISCARD_H

struct message;

/* All that hang together. */
void discard_messages(struct message *first);

#endif
