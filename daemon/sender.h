/* SPDX-License-Identifier: MIT */
/*
 * sender.h -- answers on their way to a client, who may be slow or gone.
 *
 * Put text into `out`, then flush.  What the kernel does not take at once is
 * sent in the background, one write at a time.  A client that went away turns
 * it mute: everything is dropped from then on.
 */
#ifndef DAEMON_SENDER_H
#define DAEMON_SENDER_H

#include "lib/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

struct sender {
    uv_stream_t *stream;
    struct buf out;     /* to send */
    struct buf sending; /* being sent by `write` */
    bool is_sending, is_mute;
    bool is_clogged;    /* too much is unsent: the client must read first */
    uv_write_t write;
    void (*on_sent)(void *ctx); /* a background write ended; flush has been called */
    void *ctx;
};

/* The stream must outlive it; on_sent is not called any more once the stream is closing. */
void sender_init(struct sender *sender, uv_stream_t *stream, void (*on_sent)(void *ctx), void *ctx);
/* After the stream is closed. */
void sender_free(struct sender *sender);

void sender_flush(struct sender *sender);
void sender_mute(struct sender *sender);
/* Bytes that the kernel has not taken. */
size_t sender_unsent(const struct sender *sender);

#endif
