/* SPDX-License-Identifier: MIT */
/*
 * figure_verdict.h -- what a figure that was counted is worth: its state, its target, whether it is met and what is short.
 */
#ifndef LIB_MODEL_FIGURE_VERDICT_H
#define LIB_MODEL_FIGURE_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

struct figure;
struct indicator;
struct scope;
struct target;
struct whole;

/* Was a target posted for the row's last day? It goes before what the rule asks for. */
bool figure_is_posted_for(const struct scope *scope, const struct indicator *indicator, struct target *posted);

/* The numerator is there: state, verdict and what is left out when nothing was reported. */
void figure_finish(struct figure *figure, const struct scope *scope, const struct indicator *indicator,
                   const struct whole *whole, bool reported);

/* The target and, when the figure is ok, the verdict. days: of the whole, of a score 1. */
void figure_judge(struct figure *figure, const struct scope *scope, const struct indicator *indicator, int64_t days);

#endif
