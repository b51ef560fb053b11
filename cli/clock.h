/* SPDX-License-Identifier: MIT */
/*
 * clock.h -- how much time went by: for bars, pauses and patience.
 */
#ifndef CLI_CLOCK_H
#define CLI_CLOCK_H

#include <stdint.h>

/* Milliseconds since some moment; never goes back. */
int64_t clock_ms(void);

#endif
