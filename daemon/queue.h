/* SPDX-License-Identifier: MIT */
/*
 * queue.h -- messages from one thread to another, in order.
 *
 * The taker gets everything that has gathered at once, so the lock is held for
 * two pointers.  Unbounded by itself: who fills it keeps a budget (budget.h).
 */
#ifndef DAEMON_QUEUE_H
#define DAEMON_QUEUE_H

#include "daemon/message.h"

#include <stdbool.h>
#include <stdint.h>

struct queue;

struct queue *queue_new(void);
/* Must be empty. */
void queue_free(struct queue *queue);

void queue_put(struct queue *queue, struct message *message);

/* All messages, oldest first, linked by next; NULL when there are none. */
struct message *queue_take(struct queue *queue);
/* The same, but waits for one, or a nudge, until queue_now() is `until`, in milliseconds. */
struct message *queue_wait(struct queue *queue, int64_t until);

/* Would queue_take give none? */
bool queue_is_empty(struct queue *queue);

/* Ends a queue_wait, at once or when the next one begins, though there is no message. */
void queue_nudge(struct queue *queue);

/* The clock of queue_wait: monotonic milliseconds. */
int64_t queue_now(void);

#endif
