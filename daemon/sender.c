/* SPDX-License-Identifier: MIT */
#include "daemon/sender.h"

enum {
    CLOGGED = 256 * 1024, /* bytes unsent */
    FREE_AGAIN = 64 * 1024,
    KEPT = 4 * 1024,      /* an idle client keeps no larger buffer */
};

void
sender_init(struct sender *sender, uv_stream_t *stream, void (*on_sent)(void *ctx), void *ctx)
{
    *sender = (struct sender){ .stream = stream, .on_sent = on_sent, .ctx = ctx };
}

void
sender_free(struct sender *sender)
{
    buf_free(&sender->out);
    buf_free(&sender->sending);
}

size_t
sender_unsent(const struct sender *sender)
{
    return sender->out.len + sender->sending.len;
}

void
sender_mute(struct sender *sender)
{
    sender->is_mute = true;
    sender->is_clogged = false;
    buf_free(&sender->out);
}

static void
on_written(uv_write_t *request, int status)
{
    struct sender *sender = request->data;

    sender->is_sending = false;
    buf_free(&sender->sending);
    if (uv_is_closing((const uv_handle_t *)sender->stream))
        return;
    if (status < 0)
        sender_mute(sender);
    sender_flush(sender);
    sender->on_sent(sender->ctx);
}

/* The rest, which the kernel did not take at once. */
static void
send_later(struct sender *sender)
{
    uv_buf_t piece;

    sender->sending = sender->out;
    sender->out = (struct buf){ 0 };
    piece = uv_buf_init(sender->sending.ptr, (unsigned)sender->sending.len);
    sender->write.data = sender;
    sender->is_sending = uv_write(&sender->write, sender->stream, &piece, 1, on_written) == 0;
    if (sender->is_sending)
        return;
    buf_free(&sender->sending);
    sender_mute(sender);
}

static void
send_now(struct sender *sender)
{
    uv_buf_t piece = uv_buf_init(sender->out.ptr, (unsigned)sender->out.len);
    int sent = uv_try_write(sender->stream, &piece, 1);

    if (sent < 0 && sent != UV_EAGAIN) {
        sender_mute(sender);
        return;
    }
    buf_drop(&sender->out, sent > 0 ? (size_t)sent : 0);
    if (sender->out.len > 0)
        send_later(sender);
    else if (sender->out.capacity > KEPT)
        buf_free(&sender->out);
}

void
sender_flush(struct sender *sender)
{
    if (sender->is_mute)
        buf_free(&sender->out);
    else if (!sender->is_sending && sender->out.len > 0)
        send_now(sender);
    if (sender_unsent(sender) >= CLOGGED)
        sender->is_clogged = !sender->is_mute;
    else if (sender_unsent(sender) <= FREE_AGAIN)
        sender->is_clogged = false;
}
