/* SPDX-License-Identifier: MIT */
/*
 * daemon.h -- a turnoutd of the test's own: its folder, its life and its death.
 *
 * Each has a temporary folder with the database, both sockets and what it
 * prints.  When the test program ends, whatever happened, its daemons are
 * killed and their folders removed (TURNOUT_TEST_KEEP=1 keeps them).
 */
#ifndef TESTS_SUPPORT_DAEMON_H
#define TESTS_SUPPORT_DAEMON_H

#include "tests/support/command.h"

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

enum { DAEMON_PLUGINS_MAX = 8, DAEMON_PATH_SIZE = 256 };

struct daemon {
    pid_t pid;        /* 0: not running */
    char folder[64];  /* "": nothing was made */
    char db[96], socket[96], control[96], output[96];
    char as_of[16];   /* "" : today */
    char config[DAEMON_PATH_SIZE]; /* "": none */
    char plugins[DAEMON_PLUGINS_MAX][DAEMON_PATH_SIZE];
    size_t plugin_count;
    bool no_shipped;  /* the rules that ship are not loaded */
};

/* An empty daemon with its folder; as_of NULL: today. */
void daemon_init(struct daemon *daemon, const char *as_of);
/* One more --plugins; relative paths begin at tests/. */
void daemon_add_plugins(struct daemon *daemon, const char *path);
/* Writes the text to a file of the folder and gives it as --config. */
void daemon_set_config(struct daemon *daemon, const char *text);
/* Starts it on its folder, again if you like, and waits until the socket answers. */
void daemon_start(struct daemon *daemon);
/* Sends TERM, waits, and fails the test unless the exit status is 0. */
void daemon_stop(struct daemon *daemon);
/* SIGKILL: nothing is drained. */
void daemon_kill(struct daemon *daemon);
/* Its child; it has one, the rule worker. 0: it has none now. */
pid_t daemon_worker(const struct daemon *daemon);
/* Waits until it has one, and sends it the signal. */
void daemon_signal_worker(const struct daemon *daemon, int signal);
/* Stops it when it runs, and removes the folder. */
void daemon_remove(struct daemon *daemon);
/* Removes the database: the next start is on an empty store. It must not run. */
void daemon_forget(struct daemon *daemon);

/* Runs `turnout --db .. --socket .. --control .. WORDS`; words end with NULL. */
void daemon_command(const struct daemon *daemon, struct command *command, const char *const *words);
/* The same, and fails the test unless it ends with the status. Free the result. */
struct command daemon_command_ends(const struct daemon *daemon, int status, const char *const *words);
/* The same, and fails the test unless it printed these pieces; "": whatever it printed there. */
void daemon_command_says(const struct daemon *daemon, int status, const char *const *words, const char *out, const char *err);
#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
/* Prints the end of what the daemon said: for a failing test. */
void daemon_show_output(const struct daemon *daemon);

/* The programs under test and the sources; the environment may name others. */
const char *turnout_program(const char *name);  /* valid until the next call */
const char *source_path(const char *relative);  /* the same */

#endif
