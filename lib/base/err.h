/* SPDX-License-Identifier: MIT */
/*
 * err.h -- why something failed, for the program (code) and for a person (text).
 *
 * Fallible functions take `struct err *` last and return false after filling it;
 * their other outputs are then untouched.  Whoever knows more adds it in front
 * with err_wrap.  Nobody prints and fails: only main and the connection decide
 * who hears.
 */
#ifndef LIB_BASE_ERR_H
#define LIB_BASE_ERR_H

#include <stdbool.h>

enum err_code {
    ERR_NONE,
    ERR_USAGE,       /* the command line: exit 64 */
    ERR_INPUT,       /* posted or given data: exit 65 */
    ERR_NO_FILE,     /* a named file is not there: exit 66 */
    ERR_UNAVAILABLE, /* the daemon is not there, or another one is: exit 69 */
    ERR_RULE,        /* a plugin: exit 65 */
    ERR_INTERNAL,    /* a failed system call nobody expected: exit 70 */
    ERR_STORE,       /* the database or I/O: exit 74 */
    ERR_CONFIG,      /* the configuration: exit 78 */
};

struct err {
    enum err_code code;
    char text[512]; /* one line, no newline; cut at a whole character, never overrun */
};

/* Fills err and returns false, so that `return err_set(...)` is the whole failure path. */
bool err_set(struct err *err, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "context: " in front of the text already there; returns false. */
bool err_wrap(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The exit status (sysexits.h) that the code stands for; 0 for ERR_NONE. */
int err_exit_status(enum err_code code);

#endif
