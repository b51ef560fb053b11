/* SPDX-License-Identifier: MIT */
#include "daemon/queue.h"

#include "lib/base/clock.h"
#include "lib/base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct message *first;
    struct message **end; /* where the next one is hung */
    bool is_nudged;
};

struct queue *
queue_new(void)
{
    struct queue *queue = mem_new(sizeof *queue);
    pthread_condattr_t attributes;

    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->filled, &attributes);
    pthread_condattr_destroy(&attributes);
    queue->end = &queue->first;
    return queue;
}

void
queue_free(struct queue *queue)
{
    if (!queue)
        return;
    assert(!queue->first);
    pthread_cond_destroy(&queue->filled);
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}

void
queue_put(struct queue *queue, struct message *message)
{
    bool was_empty;

    message->next = NULL;
    pthread_mutex_lock(&queue->lock);
    was_empty = !queue->first;
    *queue->end = message;
    queue->end = &message->next;
    pthread_mutex_unlock(&queue->lock);
    if (was_empty)
        pthread_cond_signal(&queue->filled);
}

void
queue_nudge(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->is_nudged = true;
    pthread_mutex_unlock(&queue->lock);
    pthread_cond_signal(&queue->filled);
}

bool
queue_is_empty(struct queue *queue)
{
    bool is_empty;

    pthread_mutex_lock(&queue->lock);
    is_empty = !queue->first;
    pthread_mutex_unlock(&queue->lock);
    return is_empty;
}

static struct message *
take_locked(struct queue *queue)
{
    struct message *first = queue->first;

    queue->first = NULL;
    queue->end = &queue->first;
    return first;
}

struct message *
queue_take(struct queue *queue)
{
    struct message *first;

    pthread_mutex_lock(&queue->lock);
    first = take_locked(queue);
    pthread_mutex_unlock(&queue->lock);
    return first;
}

struct message *
queue_wait(struct queue *queue, int64_t until)
{
    int64_t at = until > 0 ? until : 0;
    struct timespec end = { .tv_sec = at / 1000, .tv_nsec = at % 1000 * 1000000 };
    struct message *first;

    pthread_mutex_lock(&queue->lock);
    while (!queue->first && !queue->is_nudged && pthread_cond_timedwait(&queue->filled, &queue->lock, &end) == 0)
        continue;
    queue->is_nudged = false;
    first = take_locked(queue);
    pthread_mutex_unlock(&queue->lock);
    return first;
}

int64_t
queue_now(void)
{
    return clock_ms();
}
