/* SPDX-License-Identifier: MIT */
/*
 * ruled_engine.h -- an engine with rules, which answer in this process: for what is measured alone.
 *
 * The database lies in a folder of its own below /tmp, which goes with it.
 * Whatever fails ends the program.
 */
#ifndef BENCH_RULED_ENGINE_H
#define BENCH_RULED_ENGINE_H

#include "lib/base/err.h"
#include "lib/model/day.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct engine;
struct line_reader;
struct ruled_engine;

/* What the rules have done so far. */
struct ruled_work {
    size_t plugins;
    uint64_t asked, calls; /* sessions that they were asked about, and calls of Lua for that */
};

/* With the plugin `which` of the folder, "*": all; everything is seen on the day. */
struct ruled_engine *ruled_engine_open(const char *plugins, const char *which, day_t as_of);
void ruled_engine_close(struct ruled_engine *ruled);

struct engine *ruled_engine(struct ruled_engine *ruled);
struct line_reader *ruled_engine_reader(struct ruled_engine *ruled);

struct ruled_work ruled_engine_work(const struct ruled_engine *ruled);

/* Says what failed, and exits. */
void must(bool fine, const struct err *err);

#endif
