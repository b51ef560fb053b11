/* SPDX-License-Identifier: MIT */
/*
 * clock.h -- how much time went by: for bars, pauses, patience and limits.
 *
 * Since some moment, and never going back; the day and the hour come from elsewhere.
 */
#ifndef LIB_BASE_CLOCK_H
#define LIB_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_ms(void);
int64_t clock_us(void);
uint64_t clock_ns(void);
/* Nanoseconds of processor time that the calling thread used. It costs a system call, the others next to nothing. */
uint64_t clock_thread_ns(void);

#endif
