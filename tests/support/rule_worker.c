/* SPDX-License-Identifier: MIT */
#include "tests/support/rule_worker.h"

#include "tests/support/check.h"
#include "tests/support/deadline.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HIGH_FD = 40 };

extern char **environ;

/* Both are moved up first, so that putting one in its place does not overwrite the other. */
static pid_t
spawn(int socket, int board)
{
    posix_spawn_file_actions_t actions;
    char program[] = TURNOUT_TEST_BIN_DIR "/turnout-rules", *args[] = { program, NULL };
    pid_t pid;

    assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
    posix_spawn_file_actions_adddup2(&actions, socket, HIGH_FD);
    posix_spawn_file_actions_adddup2(&actions, board, HIGH_FD + 1);
    posix_spawn_file_actions_adddup2(&actions, HIGH_FD, WORKER_SOCKET_FD);
    posix_spawn_file_actions_adddup2(&actions, HIGH_FD + 1, WORKER_BOARD_FD);
    posix_spawn_file_actions_addclose(&actions, HIGH_FD);
    posix_spawn_file_actions_addclose(&actions, HIGH_FD + 1);
    assert_int_equal(posix_spawn(&pid, program, &actions, NULL, args, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

void
rule_worker_start(struct rule_worker *worker)
{
    int ends[2], board = memfd_create("board", MFD_CLOEXEC);

    memset(worker, 0, sizeof *worker);
    assert_int_equal(ftruncate(board, sizeof *worker->board), 0);
    worker->board = mmap(NULL, sizeof *worker->board, PROT_READ | PROT_WRITE, MAP_SHARED, board, 0);
    assert_ptr_not_equal(worker->board, MAP_FAILED);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    worker->pid = spawn(ends[1], board);
    worker->socket = ends[0];
    close(ends[1]);
    close(board);
}

void
rule_worker_send(struct rule_worker *worker, struct buf *frame)
{
    for (size_t done = 0; done < frame->len;) {
        ssize_t sent = send(worker->socket, frame->ptr + done, frame->len - done, MSG_NOSIGNAL);

        if (sent <= 0)
            check_failed("the worker does not read");
        done += (size_t)sent;
    }
    buf_free(frame);
}

static void
read_more(struct rule_worker *worker)
{
    struct pollfd socket = { .fd = worker->socket, .events = POLLIN };
    char chunk[65536];
    ssize_t got;

    if (poll(&socket, 1, DEADLINE_MS) != 1)
        check_failed("the worker does not answer");
    got = read(worker->socket, chunk, sizeof chunk);
    if (got <= 0)
        check_failed("the worker has left");
    buf_put(&worker->in, chunk, (size_t)got);
}

struct str
rule_worker_receive(struct rule_worker *worker, enum frame_kind expected)
{
    enum frame_kind kind;
    struct str body;
    size_t used;
    int found;

    while ((found = protocol_frame(buf_str(&worker->in), &kind, &body, &used)) == 0)
        read_more(worker);
    assert_int_equal(found, 1);
    assert_int_equal(kind, expected);
    buf_free(&worker->frame);
    buf_put(&worker->frame, body.ptr, body.len);
    buf_drop(&worker->in, used);
    return buf_str(&worker->frame);
}

int
rule_worker_end(struct rule_worker *worker)
{
    int status;

    close(worker->socket);
    assert_int_equal(waitpid(worker->pid, &status, 0), worker->pid);
    munmap(worker->board, sizeof *worker->board);
    buf_free(&worker->in);
    buf_free(&worker->frame);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}
