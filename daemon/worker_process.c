/* SPDX-License-Identifier: MIT */
/*
 *   (start) ─▶ running ──exits, is killed──▶ ended, owner told ──close──▶ handles closing ─▶ freed
 *                 └───────────────────────close: killed─────────────────────▲
 */
#include "daemon/worker_process.h"

#include "daemon/log.h"
#include "lib/base/mem.h"
#include "lua/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { READ_SIZE = 64 * 1024, PAGE = 4096, HUNG_UP_MAX = 1000 /* ms */ };

struct worker_process {
    uv_process_t process;
    uv_pipe_t pipe;
    uv_timer_t hung_up; /* it closed its socket, so it is about to end */
    int open_handles;
    struct worker_process_owner owner;
    struct worker_board *board; /* shared with the worker */
    struct buf inbox;           /* read, not yet a whole frame */
    char *read_buffer;
    bool has_ended, is_closing;
};

struct sending {
    uv_write_t request;
    struct buf frame;
};

_Static_assert(sizeof(struct worker_board) <= PAGE, "the board fits into a page");

static void
free_if_last(struct worker_process *process)
{
    if (--process->open_handles > 0)
        return;
    if (process->board)
        munmap(process->board, PAGE);
    buf_free(&process->inbox);
    free(process->read_buffer);
    free(process);
}

static void
on_closed(uv_handle_t *handle)
{
    free_if_last(handle->data);
}

void
worker_process_kill(struct worker_process *process)
{
    if (!process->has_ended)
        uv_process_kill(&process->process, SIGKILL);
}

void
worker_process_close(struct worker_process *process)
{
    if (!process || process->is_closing)
        return;
    process->is_closing = true;
    worker_process_kill(process);
    uv_close((uv_handle_t *)&process->pipe, on_closed);
    uv_close((uv_handle_t *)&process->hung_up, on_closed);
    /* libuv waits for children through their handles alone: closed too early it leaves a zombie. */
    if (!uv_is_active((const uv_handle_t *)&process->process))
        uv_close((uv_handle_t *)&process->process, on_closed);
}

int
worker_process_lend(struct worker_process *process)
{
    uv_os_fd_t fd = -1;

    uv_read_stop((uv_stream_t *)&process->pipe);
    uv_fileno((uv_handle_t *)&process->pipe, &fd);
    return fd;
}

void
worker_process_set_owner(struct worker_process *process, const struct worker_process_owner *owner)
{
    process->owner = *owner;
}

static void
on_exited(uv_process_t *handle, int64_t status, int term_signal)
{
    struct worker_process *process = handle->data;

    process->has_ended = true;
    if (process->is_closing)
        uv_close((uv_handle_t *)handle, on_closed);
    else
        process->owner.on_end(process->owner.ctx, status, term_signal);
}

/* -- frames -- */

static void
on_sent(uv_write_t *request, int status)
{
    struct sending *sending = request->data;

    (void)status; /* who does not take it has ended or will be ended */
    buf_free(&sending->frame);
    free(sending);
}

void
worker_process_send(struct worker_process *process, struct buf *frame)
{
    struct sending *sending = mem_new(sizeof *sending);
    uv_buf_t piece;

    sending->frame = *frame;
    *frame = (struct buf){ 0 };
    sending->request.data = sending;
    piece = uv_buf_init(sending->frame.ptr, (unsigned)sending->frame.len);
    if (uv_write(&sending->request, (uv_stream_t *)&process->pipe, &piece, 1, on_sent) != 0)
        on_sent(&sending->request, 0);
}

static void
on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    struct worker_process *process = handle->data;

    (void)suggested;
    *buf = uv_buf_init(process->read_buffer, READ_SIZE);
}

/* Once, since the kernel of the next one is the same. */
static void
tell_absent_walls(const struct worker_process *process)
{
    static bool is_told;
    unsigned absent = atomic_load(&process->board->absent_walls);

    if (!is_told && absent & 1u << CONFINE_FILES)
        log_warning("this kernel has no landlock: that rules cannot reach files is left to seccomp");
    if (!is_told && absent & 1u << CONFINE_CALLS)
        log_warning("this kernel has no seccomp: a rule that breaks out of Lua could do what turnoutd may do%s",
                    absent & 1u << CONFINE_FILES ? "" : ", but reach no file");
    is_told = true;
}

/* Hands over the whole frames; what does not look like one ends the worker. */
static void
take_frames(struct worker_process *process)
{
    struct str read = buf_str(&process->inbox), body;
    enum frame_kind kind;
    size_t used, total = 0;
    int found = 0;

    while (!process->is_closing && (found = protocol_frame(read, &kind, &body, &used)) > 0) {
        tell_absent_walls(process);
        process->owner.on_frame(process->owner.ctx, kind, body);
        read = (struct str){ read.ptr + used, read.len - used };
        total += used;
    }
    if (found < 0) {
        log_error("the rule worker sent what is not a frame, and is ended");
        worker_process_kill(process);
    }
    buf_drop(&process->inbox, found < 0 ? process->inbox.len : total);
}

static void
on_hung_up(uv_timer_t *timer)
{
    worker_process_kill(timer->data);
}

/* Without its socket it is of no use, but how it ends by itself says more than a kill. */
static void
on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf)
{
    struct worker_process *process = stream->data;

    if (count < 0) {
        uv_read_stop(stream);
        uv_timer_start(&process->hung_up, on_hung_up, HUNG_UP_MAX, 0);
        return;
    }
    buf_put(&process->inbox, buf->base, (size_t)count);
    take_frames(process);
}

/* -- what it is at -- */

/* Milliseconds of processor time of all its threads. */
static int64_t
cpu_of(int pid)
{
    struct timespec used;
    clockid_t clock;

    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return 0;
    return (int64_t)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

/* /proc/PID/statm: "size resident ..." in pages. */
static uint64_t
resident_of(int pid)
{
    unsigned long long size = 0, resident = 0;
    char path[64];
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/statm", pid);
    file = fopen(path, "re");
    if (!file)
        return 0;
    if (fscanf(file, "%llu %llu", &size, &resident) != 2)
        resident = 0;
    fclose(file);
    return resident * (uint64_t)sysconf(_SC_PAGESIZE);
}

static int64_t
cpu_limit_of(pid_t pid)
{
    struct rlimit limit;

    if (prlimit(pid, RLIMIT_CPU, NULL, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return 0;
    return (int64_t)limit.rlim_cur * 1000;
}

void
worker_process_sample(const struct worker_process *process, struct watch_sample *sample)
{
    const struct worker_board *board = process->board;

    sample->cpu = process->has_ended ? 0 : cpu_of(process->process.pid);
    sample->cpu_most = process->has_ended ? 0 : cpu_limit_of(process->process.pid);
    sample->resident = process->has_ended ? 0 : resident_of(process->process.pid);
    sample->call.calls = atomic_load(&board->calls);
    sample->call.plugin = atomic_load(&board->plugin);
    sample->call.rule = atomic_load(&board->rule);
    sample->call.subject = atomic_load(&board->subject);
    sample->call.question = (struct hash128){ atomic_load(&board->question_low), atomic_load(&board->question_high) };
}

/* -- starting -- */

/* Sealed: a worker that made the page smaller would take the daemon with it. Returns the descriptor, or -1. */
static int
make_board(struct worker_process *process, struct err *err)
{
    int fd = memfd_create("turnout-board", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    void *page = MAP_FAILED;

    if (fd >= 0 && ftruncate(fd, PAGE) == 0 &&
        fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
        page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (page == MAP_FAILED) {
        err_set(err, ERR_INTERNAL, "cannot make a page to share with the rule worker: %s", strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    process->board = page;
    atomic_store(&process->board->plugin, UINT32_MAX);
    return fd;
}

/* Descriptors 3 and 4 of the worker are its socket and the page. */
static int
spawn(struct worker_process *process, uv_loop_t *loop, const char *program, int board_fd)
{
    char *args[] = { (char *)"turnout-rules", NULL };
    uv_stdio_container_t stdio[5] = { 0 };
    uv_process_options_t options = { .exit_cb = on_exited, .file = program, .args = args, .stdio = stdio,
                                     .stdio_count = 5 };

    _Static_assert(WORKER_SOCKET_FD == 3 && WORKER_BOARD_FD == 4, "the places below");
    stdio[0].flags = UV_IGNORE;
    stdio[1].flags = UV_IGNORE;
    stdio[2].flags = UV_INHERIT_FD;
    stdio[2].data.fd = STDERR_FILENO;
    stdio[3].flags = UV_CREATE_PIPE | UV_READABLE_PIPE | UV_WRITABLE_PIPE;
    stdio[3].data.stream = (uv_stream_t *)&process->pipe;
    stdio[4].flags = UV_INHERIT_FD;
    stdio[4].data.fd = board_fd;
    return uv_spawn(loop, &process->process, &options);
}

struct worker_process *
worker_process_start(uv_loop_t *loop, const char *program, const struct worker_process_owner *owner, struct err *err)
{
    struct worker_process *process = mem_new(sizeof *process);
    int board_fd = make_board(process, err), result;

    if (board_fd < 0) {
        free(process);
        return NULL;
    }
    process->owner = *owner;
    process->read_buffer = mem_new(READ_SIZE);
    process->open_handles = 3;
    uv_pipe_init(loop, &process->pipe, 0);
    uv_timer_init(loop, &process->hung_up);
    process->pipe.data = process->process.data = process->hung_up.data = process;
    result = spawn(process, loop, program, board_fd);
    close(board_fd);
    process->has_ended = result != 0;
    if (result == 0)
        result = uv_read_start((uv_stream_t *)&process->pipe, on_alloc, on_read);
    if (result == 0)
        return process;
    err_set(err, ERR_INTERNAL, "cannot start %s: %s", program, uv_strerror(result));
    worker_process_close(process);
    return NULL;
}
