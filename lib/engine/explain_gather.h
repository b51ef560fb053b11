/* SPDX-License-Identifier: MIT */
/*
 * explain_gather.h -- what a figure was made of, as its witness heard it.
 *
 * A figure that is made of others has them as its children.  Everything is in
 * the order in which it was counted, but for sessions and records, which stand in
 * order of their dates, each once a measure.
 */
#ifndef LIB_ENGINE_EXPLAIN_GATHER_H
#define LIB_ENGINE_EXPLAIN_GATHER_H

#include "lib/model/figure.h"
#include "lib/model/records.h"
#include "lib/model/ruleset.h"
#include "lib/model/scope.h"
#include "lib/model/targets.h"

#include <stdbool.h>
#include <stddef.h>

struct gathered_session {
    struct session_evidence told;
    int part; /* the sub-period it was told in, -1: none */
    bool is_left_out; /* by explain_choice.h */
};

/* Sessions that are not told one by one, and how many people were there. */
struct left_out {
    size_t sessions, with_people;
    int64_t people;
};

struct gathered_population {
    struct population_evidence told;
    int64_t days; /* on so many it was taken */
};

struct gathered_measure {
    const struct measure *measure;
    bool is_whole;
    struct gathered_session *sessions;
    size_t session_count, session_capacity;
    struct left_out left_out;
    size_t told_before; /* sessions that were told before the open sub-period */
    const struct record **records;
    size_t record_count, record_capacity;
    struct item_evidence *items;
    size_t item_count, item_capacity;
    struct part_evidence *parts;
    size_t part_count, part_capacity;
    struct entry_evidence *entries;
    size_t entry_count, entry_capacity;
    bool has_stretch;
    struct stretch_evidence stretch;
    struct gathered_population *populations;
    size_t population_count, population_capacity;
    size_t told_last; /* which of them */
    struct venue_evidence *venues;
    size_t venue_count, venue_capacity;
    struct thing_evidence *things;
    size_t thing_count, thing_capacity;
};

struct gathered_figure {
    const struct indicator *indicator;
    struct figure figure;
    bool has_target; /* a posted one */
    struct target target;
    struct gathered_measure *measures;
    size_t measure_count, measure_capacity;
    struct gathered_figure **children;
    size_t child_count, child_capacity;
    struct gathered_figure *parent;
};

/* Computes the figure and gathers what it was made of; the scope's own witness is not asked. Free it. */
struct gathered_figure *explain_gather(const struct scope *scope, const struct ruleset *ruleset, uint32_t indicator);
void gathered_figure_free(struct gathered_figure *figure);

#endif
