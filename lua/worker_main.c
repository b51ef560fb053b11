/* SPDX-License-Identifier: MIT */
/*
 * turnout-rules -- the process in which foreign code runs, started by turnoutd.
 *
 * Reads frames (lua/protocol.h) from descriptor 3 and answers them there, one
 * after the other; descriptor 4 is the shared page.  All that needs the system is
 * done before the walls of confine.h are entered, and they are before the first
 * frame is read.  Ends by itself when the daemon closes its end.  Whatever
 * happens in here, the daemon goes on.
 */
#include "lua/confine_walls.h"
#include "lua/protocol.h"
#include "lua/rule_host.h"
#include "lua/score_host.h"
#include "lua/template_host.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sysexits.h>
#include <unistd.h>

#if HAS_SANITIZER
/* It would look for leaks with a thread, a tracer and files; the tests of lua/ look for them where there are no walls. */
int __lsan_is_turned_off(void);

int
__lsan_is_turned_off(void)
{
    return 1;
}
#endif

enum { READ_AT_ONCE = 64 * 1024 };

struct worker {
    struct rule_host *host;
    struct arena arena; /* one frame */
    struct buf in, out;
    bool is_loaded;
};

static int
fail(int status, const char *what)
{
    fprintf(stderr, "turnout-rules: %s\n", what);
    return status;
}

/* May the failed read or write be tried again? Waits where the socket was left non-blocking. */
static bool
may_retry(short event)
{
    struct pollfd socket = { .fd = WORKER_SOCKET_FD, .events = event };

    if (errno == EAGAIN)
        return poll(&socket, 1, -1) > 0 || errno == EINTR;
    return errno == EINTR;
}

static bool
write_out(struct worker *worker)
{
    size_t done = 0;

    while (done < worker->out.len) {
        ssize_t wrote = write(WORKER_SOCKET_FD, worker->out.ptr + done, worker->out.len - done);

        if (wrote < 0 && !may_retry(POLLOUT))
            return false;
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    worker->out.len = 0;
    return true;
}

static bool
load(struct worker *worker, struct str body, struct err *err)
{
    struct load_request request;
    struct buf manifest = { 0 };

    if (worker->is_loaded)
        return err_set(err, ERR_INPUT, "a second LOAD");
    if (!protocol_read_load(body, &worker->arena, &request, err))
        return false;
    worker->is_loaded = true;
    rule_host_load(worker->host, &request, &manifest);
    protocol_put_manifest(&worker->out, buf_str(&manifest));
    buf_free(&manifest);
    return true;
}

static bool
answer(struct worker *worker, struct str body, struct err *err)
{
    struct verdict_batch batch;
    struct ask ask;

    if (!worker->is_loaded)
        return err_set(err, ERR_INPUT, "ASK before LOAD");
    if (!protocol_read_ask(body, &worker->arena, &ask, err))
        return false;
    rule_host_answer(worker->host, &ask, &worker->arena, &batch);
    protocol_put_verdicts(&worker->out, &batch);
    return true;
}

static bool
answer_scores(struct worker *worker, struct str body, struct err *err)
{
    struct score_batch batch;
    struct score_ask ask;

    if (!worker->is_loaded)
        return err_set(err, ERR_INPUT, "ASK_SCORES before LOAD");
    if (!protocol_read_score_ask(body, &worker->arena, &ask, err) ||
        !score_host_answer(worker->host, &ask, &worker->arena, &batch, err))
        return false;
    protocol_put_scores(&worker->out, &batch);
    return true;
}

static bool
write_document(struct worker *worker, struct str body, struct err *err)
{
    struct template_request request;

    if (!protocol_read_template(body, &request, err))
        return false;
    template_host_write(&request, &worker->out);
    return true;
}

static bool
handle(struct worker *worker, enum frame_kind kind, struct str body, struct err *err)
{
    bool done = true;

    if (kind == FRAME_ROUND)
        rule_host_round(worker->host);
    else if (kind == FRAME_LOAD)
        done = load(worker, body, err);
    else if (kind == FRAME_ASK)
        done = answer(worker, body, err);
    else if (kind == FRAME_ASK_SCORES)
        done = answer_scores(worker, body, err);
    else if (kind == FRAME_TEMPLATE)
        done = write_document(worker, body, err);
    else
        done = err_set(err, ERR_INPUT, "a frame of kind %d, which is the worker's to send", (int)kind);
    arena_reset(&worker->arena);
    return done;
}

/* Handles every whole frame that is there. */
static int
handle_all(struct worker *worker)
{
    struct err err = { 0 };
    enum frame_kind kind;
    struct str body;
    size_t used;
    int found;

    while ((found = protocol_frame(buf_str(&worker->in), &kind, &body, &used)) > 0) {
        if (!handle(worker, kind, body, &err))
            return fail(EX_PROTOCOL, err.text);
        buf_drop(&worker->in, used);
        if (!write_out(worker))
            return fail(EX_IOERR, "cannot write to the daemon");
    }
    return found < 0 ? fail(EX_PROTOCOL, "a frame that is too long or of no kind") : EX_OK;
}

static int
serve(struct worker *worker)
{
    static char chunk[READ_AT_ONCE];

    for (;;) {
        ssize_t got = read(WORKER_SOCKET_FD, chunk, sizeof chunk);
        int status;

        if (got < 0 && may_retry(POLLIN))
            continue;
        if (got < 0)
            return fail(EX_IOERR, strerror(errno));
        if (got == 0)
            return worker->in.len == 0 ? EX_OK : fail(EX_PROTOCOL, "the daemon left in the middle of a frame");
        buf_put(&worker->in, chunk, (size_t)got);
        if ((status = handle_all(worker)) != EX_OK)
            return status;
    }
}

/* Keeps the socket and standard error, and nothing that the daemon may have left open. */
static struct worker_board *
take_board(void)
{
    struct worker_board *board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED, WORKER_BOARD_FD, 0);

    close_range(WORKER_BOARD_FD, ~0u, 0);
    return board == MAP_FAILED ? NULL : board;
}

int
main(void)
{
    struct worker_board *board = take_board();
    struct worker worker = { 0 };
    struct err err = { 0 };
    unsigned absent;
    int status;

    if (!board)
        return fail(EX_USAGE, "is started by turnoutd; there is no shared page on descriptor 4");
    template_host_prepare();
    if (!confine(&absent, &err))
        return fail(EX_OSERR, err.text);
    atomic_store(&board->absent_walls, absent);
    worker.host = rule_host_new(board);
    status = serve(&worker);
    rule_host_free(worker.host);
    arena_free(&worker.arena);
    buf_free(&worker.in);
    buf_free(&worker.out);
    munmap(board, sizeof *board);
    return status;
}
