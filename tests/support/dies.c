/* SPDX-License-Identifier: MIT */
#include "tests/support/dies.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void
run_child(void (*act)(void), int to_parent)
{
    signal(SIGABRT, SIG_DFL);
    dup2(to_parent, STDERR_FILENO);
    act();
    _exit(0);
}

bool
dies(void (*act)(void), char *said, size_t size)
{
    size_t len = 0;
    ssize_t got;
    int ends[2], status;
    pid_t child;

    if (pipe(ends) != 0 || (child = fork()) < 0)
        abort();
    if (child == 0)
        run_child(act, ends[1]);
    close(ends[1]);
    while ((got = read(ends[0], said + len, size - 1 - len)) > 0)
        len += (size_t)got;
    said[len] = '\0';
    close(ends[0]);
    if (waitpid(child, &status, 0) != child)
        abort();
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}
