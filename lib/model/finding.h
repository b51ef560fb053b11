/* SPDX-License-Identifier: MIT */
/*
 * finding.h -- something about the data that somebody should look at.
 *
 * A finding says which check, about which unit, team or session, when, with
 * which numbers, and which events are behind it (their log positions: whoever
 * publishes it turns them into source and id).  It never says who: people are
 * counted in it, at most "1".
 */
#ifndef LIB_MODEL_FINDING_H
#define LIB_MODEL_FINDING_H

#include "lib/base/arena.h"
#include "lib/model/period.h"
#include "lib/model/quality_rule.h"

#include <stddef.h>
#include <stdint.h>

enum { FINDING_NUMBERS = 6 };

struct finding_number {
    const char *name;
    struct str value; /* a decimal */
};

struct finding {
    enum quality_check check;
    enum quality_severity severity;
    uint32_t unit, team, session; /* CODE_NONE: about none */
    struct str subject;           /* what else it is about: an indicator, a channel ...; ptr NULL: nothing */
    struct str period;            /* a day or the code of a period; ptr NULL: none */
    day_t first;                  /* its first day; DAY_MIN: none */
    struct finding_number numbers[FINDING_NUMBERS];
    size_t number_count;
    uint64_t *events;             /* log positions, in any order, perhaps repeated */
    size_t event_count, event_capacity;
};

struct findings {
    struct arena texts;
    struct finding *all;
    size_t count, capacity;
};

void findings_free(struct findings *findings);

/* A new one, about the unit; valid until the next. */
struct finding *findings_add(struct findings *findings, const struct quality_rule *rule, uint32_t unit);
/* The days first..last, both in. */
void finding_days(struct findings *findings, struct finding *finding, day_t first, day_t last);
void finding_period(struct findings *findings, struct finding *finding, const struct period *period, int year_start_month);
void finding_number(struct findings *findings, struct finding *finding, const char *name, int64_t value);
void finding_event(struct finding *finding, uint64_t seq);

#endif
