/* SPDX-License-Identifier: MIT */
/*
 * people.h -- where a person lived and to which groups they belonged on a day.
 *
 * Persons are numbers from 1.  Each has a few dated statements (person.put);
 * on a day the latest one not after it holds, whole: what it leaves out is
 * unknown, and before the first one all is.  A statement whose home is not a
 * known unit is pending: it is as if it were not there.
 *
 * Sets of groups are interned: two people with the same groups share a number.
 */
#ifndef LIB_MODEL_PEOPLE_H
#define LIB_MODEL_PEOPLE_H

#include "lib/base/codebook.h"
#include "lib/model/event.h"
#include "lib/model/merges.h"
#include "lib/model/statement.h"
#include "lib/model/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct people_set;

struct person_statement {
    struct statement base;
    uint32_t home;      /* unit, or CODE_NONE */
    uint32_t group_set;
    uint32_t next;      /* place + 1 of the person's next statement, 0: none */
};

struct people {
    const struct log_order *log;
    struct codebook groups;
    struct codebook group_sets; /* the bytes of a sorted array of group numbers */
    struct person_statement *statements;
    size_t count, capacity;
    uint32_t free_list;         /* place + 1 of withdrawn statements, chained by next */
    uint32_t *first;            /* by person: place + 1 of a statement, 0: none */
    size_t person_capacity;
    struct codebook pairs;      /* (home, group) as bytes, of statements that name both */
    uint32_t *pair_counts;      /* by number: how many statements */
    size_t pair_count, pair_capacity;
    uint32_t pairs_version;     /* grows when a pair comes or goes */
    struct merges merges;       /* who is the same person */
    struct people_set *changed; /* persons whose statements changed since people_settled */
};

/* Where a person stood on a day. */
struct standing {
    uint32_t home;      /* unit, or CODE_NONE: unknown */
    uint32_t group_set; /* 0: none */
};

void people_init(struct people *people, const struct log_order *log);
void people_free(struct people *people);

void people_state(struct people *people, const struct event *event, uint64_t seq, struct units *units);
bool people_withdraw(struct people *people, const struct event *event, uint64_t seq);

/* By the statements of everybody who is the same person. */
struct standing people_standing(const struct people *people, uint32_t person, day_t day, const struct units *units);

/* The number that stands for the person wherever people are counted. */
static inline uint32_t
people_canonical(const struct people *people, uint32_t person)
{
    return people->merges.class_count == 0 ? person : merges_canonical(&people->merges, person);
}

/* Tell that people_standing will be asked of the person, worth the wait for memory: first the one, some people later the other. */
void people_expect(const struct people *people, uint32_t person);
void people_expect_statements(const struct people *people, uint32_t person);

/* Is the group in the set? */
bool group_set_has(const struct people *people, uint32_t group_set, uint32_t group);
/* The groups of a set; *count of them, borrowed. */
const uint32_t *group_set_groups(const struct people *people, uint32_t group_set, size_t *count);

/* Walks the pairs: the i-th home and group that some statement names together, until false; *group is CODE_NONE when none does any more. */
bool people_pair(const struct people *people, size_t i, uint32_t *home, uint32_t *group);

/* Forgets who changed: everything that depended on it was brought up to date. */
void people_settled(struct people *people);

#endif
