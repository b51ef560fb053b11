/* SPDX-License-Identifier: MIT */
#include "cli/rule_process.h"

#include "cli/interrupt.h"
#include "cli/lang.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/base/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    BLAMES_NOBODY = -1,
    PATIENCE_MS = 60000, /* with one answer: the worker's own limits of processor time are far below, but a busy machine may leave it little */
    HIGH_FD = 40,
    READ_AT_ONCE = 64 * 1024,
};

extern char **environ;

struct rule_process {
    pid_t pid;  /* 0: it was waited for */
    int socket; /* -1: closed */
    struct worker_board *board;
    struct buf in;
    struct buf manifest;
    uint64_t asked;
};

/* ---- starting and ending ---- */

/* Both are moved up first, so that putting one in its place does not overwrite the other. A group of its own: Ctrl-C is for the command. */
static int
spawn(const char *program, int socket, int board, pid_t *pid)
{
    char *args[] = { (char *)"turnout-rules", NULL };
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failed;

    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawn_file_actions_adddup2(&actions, socket, HIGH_FD);
    posix_spawn_file_actions_adddup2(&actions, board, HIGH_FD + 1);
    posix_spawn_file_actions_adddup2(&actions, HIGH_FD, WORKER_SOCKET_FD);
    posix_spawn_file_actions_adddup2(&actions, HIGH_FD + 1, WORKER_BOARD_FD);
    posix_spawn_file_actions_addclose(&actions, HIGH_FD);
    posix_spawn_file_actions_addclose(&actions, HIGH_FD + 1);
    failed = posix_spawn(pid, program, &actions, &attributes, args, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

static bool
make_board(struct rule_process *process, int *fd, struct err *err)
{
    void *page = MAP_FAILED;

    *fd = memfd_create("turnout-board", MFD_CLOEXEC);
    if (*fd >= 0 && ftruncate(*fd, sizeof *process->board) == 0)
        page = mmap(NULL, sizeof *process->board, PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
    if (page == MAP_FAILED)
        return err_set(err, ERR_INTERNAL, _("cannot make a page to share with the rule worker: %s"), strerror(errno));
    process->board = page;
    return true;
}

static bool
start(struct rule_process *process, int *board_fd, int *worker_end, struct err *err)
{
    char program[PATH_MAX];
    int ends[2], failed;

    if (!place_of_worker(program, err) || !make_board(process, board_fd, err))
        return false;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return err_set(err, ERR_INTERNAL, _("cannot make a socket to the rule worker: %s"), strerror(errno));
    process->socket = ends[0];
    *worker_end = ends[1];
    failed = spawn(program, ends[1], *board_fd, &process->pid);
    if (failed == 0)
        return true;
    process->pid = 0;
    return err_set(err, ERR_INTERNAL, _("cannot start %s: %s"), program, strerror(failed));
}

static struct rule_process *
start_process(struct err *err)
{
    struct rule_process *process = mem_new(sizeof *process);
    int board_fd = -1, worker_end = -1;
    bool good;

    process->socket = -1;
    good = start(process, &board_fd, &worker_end, err);
    if (board_fd >= 0)
        close(board_fd);
    if (worker_end >= 0)
        close(worker_end);
    if (good)
        return process;
    rule_process_end(process);
    return NULL;
}

/* Returns the status of waitpid. */
static int
bury(struct rule_process *process)
{
    int status = 0;

    if (process->socket >= 0)
        close(process->socket);
    process->socket = -1;
    while (process->pid > 0 && waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    process->pid = 0;
    return status;
}

void
rule_process_end(struct rule_process *process)
{
    if (!process)
        return;
    if (process->pid > 0 && interrupt_came())
        kill(process->pid, SIGKILL);
    bury(process);
    if (process->board)
        munmap(process->board, sizeof *process->board);
    buf_free(&process->in);
    buf_free(&process->manifest);
    free(process);
}

/* ---- frames ---- */

/* It ended, or is ended now: why. */
static bool
lost(struct rule_process *process, bool is_late, struct err *err)
{
    int status;

    if (is_late)
        kill(process->pid, SIGKILL);
    status = bury(process);
    if (is_late)
        return err_set(err, ERR_RULE, _("took more than %d s, and the rule worker was ended"), PATIENCE_MS / 1000);
    if (WIFSIGNALED(status))
        return err_set(err, ERR_RULE, _("ended the rule worker by signal %d"), WTERMSIG(status));
    return err_set(err, ERR_RULE, _("ended the rule worker with status %d"), WEXITSTATUS(status));
}

static bool
send_frame(struct rule_process *process, const struct buf *frame, struct err *err)
{
    if (process->socket < 0)
        return err_set(err, ERR_RULE, "%s", _("the rule worker has ended"));
    for (size_t done = 0; done < frame->len;) {
        ssize_t sent = send(process->socket, frame->ptr + done, frame->len - done, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR && interrupt_check(err))
            continue;
        if (sent <= 0)
            return interrupt_check(err) && lost(process, false, err);
        done += (size_t)sent;
    }
    return true;
}

/* Waits for bytes. */
static bool
read_more(struct rule_process *process, int64_t until, struct err *err)
{
    struct pollfd socket = { .fd = process->socket, .events = POLLIN };
    int64_t left = until - clock_ms();
    char chunk[READ_AT_ONCE];
    ssize_t got;
    int ready;

    if (!interrupt_check(err))
        return false;
    ready = left > 0 ? poll(&socket, 1, (int)left) : 0;
    if (ready < 0 && errno == EINTR)
        return true;
    if (ready <= 0)
        return lost(process, true, err);
    got = read(process->socket, chunk, sizeof chunk);
    if (got < 0 && errno == EINTR)
        return true;
    if (got <= 0)
        return lost(process, false, err);
    buf_put(&process->in, chunk, (size_t)got);
    return true;
}

/* The next frame's body; *used bytes of the inbox are to be dropped afterwards. */
static bool
receive(struct rule_process *process, enum frame_kind expected, struct str *body, size_t *used, struct err *err)
{
    int64_t until = clock_ms() + PATIENCE_MS;
    enum frame_kind kind = FRAME_LAST;
    int found;

    while ((found = protocol_frame(buf_str(&process->in), &kind, body, used)) == 0)
        if (!read_more(process, until, err))
            return false;
    if (found > 0 && kind == expected)
        return true;
    return err_set(err, ERR_RULE, "%s", _("the rule worker does not answer what was asked"));
}

static bool
exchange(struct rule_process *process, struct buf *frame, enum frame_kind expected, struct str *body, size_t *used,
         struct err *err)
{
    bool done = send_frame(process, frame, err) && receive(process, expected, body, used, err);

    buf_free(frame);
    return done;
}

/* ---- what is said ---- */

/* While files are loaded the page says which one. */
static int
blamed(const struct rule_process *process, size_t sources)
{
    uint32_t at = atomic_load(&process->board->plugin);

    return at < sources ? (int)at : BLAMES_NOBODY;
}

/* False: it ended meanwhile, and *blame is the source that was being loaded, if any. */
static bool
load(struct rule_process *process, const struct load_request *request, struct str *manifest, int *blame, struct err *err)
{
    struct buf frame = { 0 };
    struct str body;
    size_t used;

    *blame = BLAMES_NOBODY;
    protocol_put_load(&frame, request);
    if (!exchange(process, &frame, FRAME_MANIFEST, &body, &used, err)) {
        if (process->pid == 0)
            *blame = blamed(process, request->source_count);
        return false;
    }
    buf_put_str(&process->manifest, body);
    buf_drop(&process->in, used);
    *manifest = buf_str(&process->manifest);
    return true;
}

struct rule_process *
rule_process_load(const struct load_request *request, struct str *manifest, struct arena *arena, struct err *err)
{
    struct rule_process *process;
    int blame;

    while ((process = start_process(err))) {
        if (load(process, request, manifest, &blame, err))
            return process;
        rule_process_end(process);
        if (blame == BLAMES_NOBODY)
            return NULL;
        request->sources[blame].skip = true;
        request->sources[blame].reason = arena_printf(arena, _("%.*s:1: loading it %s"), STR_ARG(request->sources[blame].file), err->text);
        *err = (struct err){ 0 };
    }
    return NULL;
}

bool
rule_process_ask(struct rule_process *process, const struct rule_mask *paused, const struct rule_subject *subjects,
                 size_t count, struct arena *arena, struct verdict_batch *batch, struct err *err)
{
    struct buf frame = { 0 };
    struct str body;
    size_t used;
    bool done;

    protocol_put_ask(&frame, ++process->asked, paused, subjects, count);
    if (!exchange(process, &frame, FRAME_VERDICTS, &body, &used, err))
        return false;
    done = protocol_read_verdicts(arena_copy(arena, body), arena, batch, err);
    buf_drop(&process->in, used);
    return done;
}

bool
rule_process_ask_scores(struct rule_process *process, const struct rule_mask *paused,
                        const struct score_question *questions, size_t count, struct arena *arena,
                        struct score_batch *batch, struct err *err)
{
    struct buf frame = { 0 };
    struct str body;
    size_t used;
    bool done;

    protocol_put_score_ask(&frame, ++process->asked, paused, questions, count);
    if (!exchange(process, &frame, FRAME_SCORES, &body, &used, err))
        return false;
    done = protocol_read_scores(arena_copy(arena, body), arena, batch, err);
    buf_drop(&process->in, used);
    return done;
}

static bool
write_with(struct rule_process *process, const struct template_request *request, struct arena *arena, struct document *document,
           struct err *err)
{
    struct buf frame = { 0 };
    struct str body;
    size_t used;

    protocol_put_template(&frame, request);
    if (exchange(process, &frame, FRAME_DOCUMENT, &body, &used, err))
        return protocol_read_document(body, arena, document, err);
    return err_wrap(err, "%.*s", STR_ARG(request->file));
}

bool
rule_process_write(const struct template_request *request, struct arena *arena, struct document *document, struct err *err)
{
    struct rule_process *process = start_process(err);
    bool done = process && write_with(process, request, arena, document, err);

    rule_process_end(process);
    return done;
}
