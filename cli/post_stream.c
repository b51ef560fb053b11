/* SPDX-License-Identifier: MIT */
#include "cli/post_stream.h"

#include "cli/lang.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 65536, ANSWER_MAX = 65536 };

/*
 *  SENDING ── input done, all sent: half closed ──▶ HEARING ── end line, or end of the connection ──▶ OVER
 */
enum state { SENDING, HEARING, OVER };

struct run {
    struct post_stream *stream;
    enum state state;
    struct buf out, in;
    size_t sent; /* of out */
    char last;   /* byte that was sent */
    struct arena arena;
};

/* Half closed: the daemon answers what it has, then says its last word. */
static void
end_sending(struct run *run)
{
    shutdown(run->stream->socket, SHUT_WR);
    run->state = HEARING;
}

/* Stopped: a line that is half sent is sent to its end, the ones behind it are not. */
static void
cut_to_line(struct run *run)
{
    const char *newline = NULL;

    if (run->last == '\n')
        run->out.len = run->sent;
    else if (run->sent < run->out.len)
        newline = memchr(run->out.ptr + run->sent, '\n', run->out.len - run->sent);
    if (newline)
        run->out.len = (size_t)(newline - run->out.ptr) + 1;
}

static bool
refill(struct run *run, struct err *err)
{
    run->out.len = run->sent = 0;
    if (!post_input_read(run->stream->input, &run->out, CHUNK, err))
        return false;
    if (run->stream->is_stopped)
        cut_to_line(run);
    return true;
}

/* What could not be sent is not an error yet: there may be answers to hear first. */
static void
send_some(struct run *run)
{
    ssize_t sent = send(run->stream->socket, run->out.ptr + run->sent, run->out.len - run->sent, MSG_NOSIGNAL);

    if (sent > 0) {
        run->sent += (size_t)sent;
        run->last = run->out.ptr[run->sent - 1];
        return;
    }
    if (sent < 0 && errno != EAGAIN && errno != EINTR)
        run->state = HEARING;
}

static bool
hear_line(struct run *run, struct str line, struct err *err)
{
    struct post_stream *stream = run->stream;
    struct reply reply;

    if (!reply_parse(line, &run->arena, &reply))
        return err_set(err, ERR_UNAVAILABLE, _("what answers is not turnoutd: %.*s"),
                       (int)(line.len < 80 ? line.len : 80), line.ptr);
    if (reply.kind == REPLY_REFUSED) {
        stream->listener.refused(stream->listener.ctx, &reply);
    } else {
        stream->acked = reply.line;
        memcpy(stream->counts, reply.counts, sizeof stream->counts);
    }
    if (reply.kind == REPLY_END) {
        stream->is_whole = true;
        run->state = OVER;
    }
    arena_reset(&run->arena);
    return true;
}

static bool
hear_lines(struct run *run, struct err *err)
{
    size_t at = 0;
    const char *newline;

    while (run->state != OVER && at < run->in.len &&
           (newline = memchr(run->in.ptr + at, '\n', run->in.len - at))) {
        struct str line = { run->in.ptr + at, (size_t)(newline - run->in.ptr) - at };

        if (!hear_line(run, line, err))
            return false;
        at += line.len + 1;
    }
    buf_drop(&run->in, at);
    if (run->in.len > ANSWER_MAX)
        return err_set(err, ERR_UNAVAILABLE, _("what answers is not turnoutd: a line of more than %d bytes"),
                       ANSWER_MAX);
    return true;
}

static bool
hear_some(struct run *run, struct err *err)
{
    char bytes[CHUNK];
    ssize_t got = recv(run->stream->socket, bytes, sizeof bytes, 0);

    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    if (got <= 0) {
        run->state = OVER;
        return true;
    }
    buf_put(&run->in, bytes, (size_t)got);
    return hear_lines(run, err);
}

/* Waits for the socket and, when all is sent, for the input. */
static bool
wait_for_any(struct run *run, struct pollfd fds[2], struct err *err)
{
    static const struct timespec tick = { .tv_nsec = 100 * 1000 * 1000 };
    bool has_unsent = run->state == SENDING && run->sent < run->out.len;
    bool wants_input = run->state == SENDING && !has_unsent && run->stream->input->fd >= 0;
    sigset_t signals;

    fds[0] = (struct pollfd){ .fd = run->stream->socket, .events = POLLIN | (has_unsent ? POLLOUT : 0) };
    fds[1] = (struct pollfd){ .fd = wants_input ? run->stream->input->fd : -1, .events = POLLIN };
    sigemptyset(&signals);
    if (ppoll(fds, 2, &tick, &signals) >= 0)
        return true;
    fds[0].revents = fds[1].revents = 0;
    return errno == EINTR || err_set(err, ERR_INTERNAL, "ppoll: %s", strerror(errno));
}

/* Opens the next file when all of the last one is sent; after the last one the writing half is closed. */
static bool
prepare(struct run *run, struct err *err)
{
    bool done;

    if (run->stream->interrupted() && !run->stream->is_stopped) {
        run->stream->is_stopped = true;
        cut_to_line(run);
    }
    if (run->state != SENDING || run->sent < run->out.len)
        return true;
    if (run->stream->is_stopped && run->last == '\n') {
        end_sending(run);
        return true;
    }
    if (!post_input_ready(run->stream->input, &done, err))
        return false;
    if (done)
        end_sending(run);
    return true;
}

static bool
turn(struct run *run, struct err *err)
{
    struct pollfd fds[2];

    if (!prepare(run, err))
        return false;
    if (run->state == OVER)
        return true;
    if (!wait_for_any(run, fds, err))
        return false;
    if (fds[0].revents & (POLLIN | POLLHUP | POLLERR) && !hear_some(run, err))
        return false;
    if (run->state == SENDING && fds[0].revents & POLLOUT)
        send_some(run);
    if (run->state == SENDING && fds[1].revents && !refill(run, err))
        return false;
    run->stream->listener.moved(run->stream->listener.ctx);
    return true;
}

bool
post_stream_run(struct post_stream *stream, struct err *err)
{
    struct run run = { .stream = stream, .state = SENDING, .last = '\n' };
    bool done = true;

    while (done && run.state != OVER)
        done = turn(&run, err);
    if (done && !stream->is_whole)
        done = err_set(err, ERR_STORE, _("the connection ended before the daemon's last word"));
    buf_free(&run.out);
    buf_free(&run.in);
    arena_free(&run.arena);
    return done;
}
