/* SPDX-License-Identifier: MIT */
/*
 * recorded_times.h -- what the log knows of recording (lib/store/recorded.h), as facts ask for it.
 */
#ifndef LIB_ENGINE_RECORDED_TIMES_H
#define LIB_ENGINE_RECORDED_TIMES_H

#include "lib/model/recording.h"

struct recorded;

/* Must outlive what is given out. */
struct recording recorded_times(struct recorded *recorded);

#endif
