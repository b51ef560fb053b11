/* SPDX-License-Identifier: MIT */
/*
 * thread.h -- a thread that signals leave alone: they are the business of the one that handles them.
 */
#ifndef LIB_BASE_THREAD_H
#define LIB_BASE_THREAD_H

#include <pthread.h>

/* As pthread_create, with every signal blocked in the new thread: 0, or an error number. */
int thread_start(pthread_t *thread, void *(*run)(void *ctx), void *ctx);

#endif
