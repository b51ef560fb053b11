/* SPDX-License-Identifier: MIT */
#include "cli/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_FOUND = 127, SIGNALS = 3 };

/* What Ctrl-C and leaving the pager early send: the pager's business while it runs. */
static const int signals[SIGNALS] = { SIGINT, SIGQUIT, SIGPIPE };

const char *
pager_command(void)
{
    const char *own = getenv("TURNOUT_PAGER"), *common = getenv("PAGER"), *kind = getenv("TERM");
    const char *command = own ? own : common ? common : "less -FRX";

    if (!kind || strcmp(kind, "dumb") == 0 || *command == '\0' || strcmp(command, "cat") == 0)
        return NULL;
    return command;
}

static void
run(const char *command, int input, const struct sigaction before[SIGNALS])
{
    for (int i = 0; i < SIGNALS; i++)
        sigaction(signals[i], &before[i], NULL);
    setenv("LESSCHARSET", "utf-8", 0); /* the text is, whatever the locale */
    if (dup2(input, STDIN_FILENO) >= 0) {
        close(input);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    }
    _exit(NOT_FOUND);
}

static void
feed(int pipe, struct str text)
{
    while (text.len > 0) {
        ssize_t written = write(pipe, text.ptr, text.len);

        if (written < 0 && errno != EINTR)
            return; /* it was left early */
        if (written > 0)
            text = (struct str){ text.ptr + written, text.len - (size_t)written };
    }
}

/* False: it cannot be started. */
static bool
page(const char *command, struct str text, const struct sigaction before[SIGNALS])
{
    int ends[2], status = 0;
    pid_t child;

    if (pipe(ends) != 0)
        return false;
    child = fork();
    if (child == 0) {
        close(ends[1]);
        run(command, ends[0], before);
    }
    close(ends[0]);
    if (child > 0)
        feed(ends[1], text);
    close(ends[1]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return child > 0 && !(WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND);
}

void
pager_put(struct str text)
{
    const char *command = isatty(STDOUT_FILENO) ? pager_command() : NULL;
    const struct sigaction ignore = { .sa_handler = SIG_IGN };
    struct sigaction before[SIGNALS];
    bool done = false;

    if (command && text.len > 0) {
        fflush(stdout);
        for (int i = 0; i < SIGNALS; i++)
            sigaction(signals[i], &ignore, &before[i]);
        done = page(command, text, before);
        for (int i = 0; i < SIGNALS; i++)
            sigaction(signals[i], &before[i], NULL);
    }
    if (!done)
        fwrite(text.ptr, 1, text.len, stdout); /* main looks whether all of it arrived */
}
