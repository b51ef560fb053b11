/* SPDX-License-Identifier: MIT */
/*
 * client.h -- what the programs that post to a server have in common.
 *
 * What fails ends the program with exit 74.
 */
#ifndef BENCH_CLIENT_H
#define BENCH_CLIENT_H

#include <stddef.h>

/* Says errno of it. */
_Noreturn void fail(const char *what);
/* Seconds of a clock that never goes back. */
double now(void);
/* The file's bytes for as long as the program runs, read beforehand. */
const char *map_file(const char *path, size_t *size);
/* A stream socket that waits. */
int connect_to(const char *path);
/* One that does not. */
int connect_without_waiting(const char *path);

#endif
