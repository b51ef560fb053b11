/* SPDX-License-Identifier: MIT */
#include "tests/support/command.h"

#include "tests/support/check.h"
#include "tests/support/deadline.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
set_environment(void)
{
    static const char *const gone[] = { "LANG", "LANGUAGE", "LC_MESSAGES", "TURNOUT_DB", "TURNOUT_SOCKET",
                                        "TURNOUT_CONTROL", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "LISTEN_FDS",
                                        "LISTEN_PID", "NOTIFY_SOCKET" };

    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        unsetenv(gone[i]);
    setenv("LC_ALL", "C.UTF-8", 1);
}

static void
become(const char *const *argv, int in, int out, int err)
{
    sigset_t none;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    if ((in >= 0 && dup2(in, 0) < 0) || (out >= 0 && dup2(out, 1) < 0) || (err >= 0 && dup2(err, 2) < 0))
        _exit(126);
    set_environment();
    execv(argv[0], (char *const *)(uintptr_t)argv);
    dprintf(2, "%s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

pid_t
command_spawn(const char *const *argv, int in, int out, int err)
{
    pid_t pid;

    fflush(NULL);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        become(argv, in, out, err);
    return pid;
}

int
command_wait(pid_t pid)
{
    int fd = pidfd_open(pid, 0), status;
    struct pollfd ended = { .fd = fd, .events = POLLIN };
    int64_t deadline = deadline_start();
    int ready;

    assert_true(fd >= 0);
    do {
        ready = poll(&ended, 1, deadline_left(deadline));
    } while (ready < 0 && errno == EINTR);
    close(fd);
    if (ready == 0)
        return -1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int
memory_file(const char *text)
{
    int fd = memfd_create("turnout-test", MFD_CLOEXEC);

    assert_true(fd >= 0);
    if (text != NULL) {
        assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
        assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    }
    return fd;
}

static char *
read_and_close(int fd, size_t *len)
{
    struct stat file;
    char *text;
    size_t done = 0;

    assert_int_equal(fstat(fd, &file), 0);
    text = malloc((size_t)file.st_size + 1);
    assert_non_null(text);
    while (done < (size_t)file.st_size) {
        ssize_t got = pread(fd, text + done, (size_t)file.st_size - done, (off_t)done);

        assert_true(got > 0);
        done += (size_t)got;
    }
    text[done] = '\0';
    close(fd);
    *len = done;
    return text;
}

void
command_run(struct command *command, const char *const *argv, const char *input)
{
    int in = memory_file(input != NULL ? input : ""), out = memory_file(NULL), err = memory_file(NULL);
    pid_t pid = command_spawn(argv, in, out, err);
    size_t err_len;

    command->status = command_wait(pid);
    if (command->status < 0) {
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    close(in);
    command->out = read_and_close(out, &command->out_len);
    command->err = read_and_close(err, &err_len);
    if (command->status < 0)
        check_failed("%s did not end within %d ms; it said: %s", argv[0], DEADLINE_MS, command->err);
}

void
command_free(struct command *command)
{
    free(command->out);
    free(command->err);
    *command = (struct command){ 0 };
}
