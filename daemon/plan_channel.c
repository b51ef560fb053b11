/* SPDX-License-Identifier: MIT */
#include "daemon/plan_channel.h"

#include "lib/base/mem.h"
#include "lua/protocol.h"
#include "lua/protocol_scores.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

enum { FRAME_SUBJECTS = 512, READ_AT_ONCE = 64 * 1024 };

static bool
gone(struct err *err)
{
    return err_set(err, ERR_RULE, "the rule worker that has the changed rules ended");
}

static bool
may_retry(void)
{
    return errno == EAGAIN || errno == EINTR;
}

/* Sends and receives what is possible now, and waits for that. */
static bool
move_bytes(struct plan_channel *channel, struct err *err)
{
    static char chunk[READ_AT_ONCE];
    struct pollfd wait = { .fd = channel->fd, .events = (short)(POLLIN | (channel->out.len > 0 ? POLLOUT : 0)) };
    ssize_t moved;

    if (poll(&wait, 1, -1) < 0 && errno != EINTR)
        return gone(err);
    if (wait.revents & POLLOUT) {
        moved = send(channel->fd, channel->out.ptr, channel->out.len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (moved < 0 && !may_retry())
            return gone(err);
        if (moved > 0)
            buf_drop(&channel->out, (size_t)moved);
    }
    if (wait.revents & (POLLIN | POLLHUP | POLLERR)) {
        moved = recv(channel->fd, chunk, sizeof chunk, MSG_DONTWAIT);
        if (moved == 0 || (moved < 0 && !may_retry()))
            return gone(err);
        if (moved > 0)
            buf_put(&channel->in, chunk, (size_t)moved);
    }
    return true;
}

static void
add_faults(struct plan_channel *channel, const struct rule_fault *faults, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        channel->faults = mem_grow(channel->faults, channel->fault_count, &channel->fault_capacity, sizeof *channel->faults);
        channel->faults[channel->fault_count++] = faults[i];
    }
}

/* Texts of what is read are in the body, so it is copied first. */
static bool
take_verdicts(struct plan_channel *channel, struct str body, struct err *err)
{
    struct verdict_batch batch;

    if (!protocol_read_verdicts(arena_copy(&channel->arena, body), &channel->arena, &batch, err))
        return false;
    for (size_t i = 0; i < batch.count; i++) {
        channel->verdicts = mem_grow(channel->verdicts, channel->count, &channel->capacity, sizeof *channel->verdicts);
        channel->verdicts[channel->count++] = batch.verdicts[i];
    }
    add_faults(channel, batch.faults, batch.fault_count);
    return true;
}

static bool
take_scores(struct plan_channel *channel, struct str body, struct err *err)
{
    struct score_batch batch;

    if (!protocol_read_scores(arena_copy(&channel->arena, body), &channel->arena, &batch, err))
        return false;
    channel->answers = mem_resize(channel->answers, (channel->count + batch.count + 1) * sizeof *channel->answers);
    for (size_t i = 0; i < batch.count; i++)
        channel->answers[channel->count++] = batch.answers[i];
    add_faults(channel, batch.faults, batch.fault_count);
    return true;
}

/* Until so many frames of the kind were answered. */
static bool
exchange(struct plan_channel *channel, enum frame_kind wanted, size_t frames, struct err *err)
{
    enum frame_kind kind;
    struct str body;
    size_t used;

    while (frames > 0) {
        int found = protocol_frame(buf_str(&channel->in), &kind, &body, &used);
        if (found < 0 || (found > 0 && kind != wanted))
            return err_set(err, ERR_RULE, "the rule worker that has the changed rules does not answer what was asked");
        if (found == 0) {
            if (!move_bytes(channel, err))
                return false;
            continue;
        }
        if (!(wanted == FRAME_VERDICTS ? take_verdicts : take_scores)(channel, body, err))
            return false;
        buf_drop(&channel->in, used);
        frames--;
    }
    return true;
}

static void
begin(struct plan_channel *channel)
{
    arena_reset(&channel->arena);
    channel->count = channel->fault_count = 0;
}

bool
plan_channel_ask(struct plan_channel *channel, const struct rule_mask *left_out, const struct rule_subject *subjects,
                 size_t count, struct preview_answers *answers, struct err *err)
{
    size_t frames = 0;

    begin(channel);
    for (size_t at = 0; at < count; at += FRAME_SUBJECTS, frames++)
        protocol_put_ask(&channel->out, ++channel->frames, left_out, subjects + at,
                         count - at < FRAME_SUBJECTS ? count - at : FRAME_SUBJECTS);
    if (!exchange(channel, FRAME_VERDICTS, frames, err))
        return false;
    *answers = (struct preview_answers){ channel->verdicts, channel->count, channel->faults, channel->fault_count };
    return true;
}

bool
plan_channel_ask_scores(struct plan_channel *channel, const struct rule_mask *left_out,
                        const struct score_question *questions, size_t count, struct preview_scores *answers,
                        struct err *err)
{
    size_t frames = 0;

    begin(channel);
    for (size_t at = 0; at < count; at += FRAME_SUBJECTS, frames++)
        protocol_put_score_ask(&channel->out, ++channel->frames, left_out, questions + at,
                               count - at < FRAME_SUBJECTS ? count - at : FRAME_SUBJECTS);
    if (!exchange(channel, FRAME_SCORES, frames, err))
        return false;
    *answers = (struct preview_scores){ channel->answers, channel->count, channel->faults, channel->fault_count };
    return true;
}
