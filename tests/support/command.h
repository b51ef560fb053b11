/* SPDX-License-Identifier: MIT */
/*
 * command.h -- runs a program to its end and keeps what it printed.
 *
 * Fails the test when the program does not end in time.  The environment is
 * that of the test but for the language (C.UTF-8), XDG and TURNOUT variables.
 */
#ifndef TESTS_SUPPORT_COMMAND_H
#define TESTS_SUPPORT_COMMAND_H

#include <stddef.h>
#include <sys/types.h>

struct command {
    int status;     /* exit status; 256 + signal when it was killed */
    char *out, *err; /* NUL-terminated */
    size_t out_len;
};

/* argv[0] is the path. input: for its standard input, or NULL. Free the result. */
void command_run(struct command *command, const char *const *argv, const char *input);
void command_free(struct command *command);

/* Starts without waiting; out and err are file descriptors or -1 to inherit. It dies with the test. */
pid_t command_spawn(const char *const *argv, int in, int out, int err);
/* Waits with the deadline; the status as above, or -1 when it still runs then. */
int command_wait(pid_t pid);

#endif
