/* SPDX-License-Identifier: MIT */
/*
 * counting.h -- one count of people under way: which buckets, classes and
 * attendances it asks for, and the set of persons it finds.
 *
 * What people_count.h promises is put together from these sets and from the
 * bounds of people_bounds.h.
 */
#ifndef LIB_MODEL_COUNTING_H
#define LIB_MODEL_COUNTING_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

struct people_set;

struct counting {
    const struct scope *scope;
    const struct measure *measure;
    const struct bucket_list *buckets;
    bool everywhere; /* the buckets are of all hosts: reach */
    uint32_t epoch;  /* of the tree, for everything; CODE_NONE: of each session's day */
};

/* Where a person lives, as the count sees it. */
enum home { HOME_IN, HOME_OUT, HOME_UNKNOWN };

/* Does it ask for the bucket's sessions, and is this the bucket in which the session counts? */
bool counting_selects(const struct counting *counting, const struct bucket *bucket);
bool counting_counts(const struct counting *counting, const struct bucket *bucket, const struct session *session);
/* The epoch in which homes and hosts of the bucket are looked at. */
uint32_t counting_epoch(const struct counting *counting, const struct bucket *bucket);
/* Does the entry count: status, role, group, home on the session's day, minutes? */
bool counting_has_entry(const struct counting *counting, const struct session *session, uint32_t epoch,
                        const struct attendance_entry *entry, enum home wanted);
/* Several times, or for so many minutes: then attendances are looked at one by one. */
bool counting_is_often(const struct measure *measure);

/* Everybody whom it finds; owned by the caller. Of homes that are unknown, everybody who came once. */
struct people_set *counting_people(const struct counting *counting, enum home wanted);
/* How many there are; of `among`, unless that is NULL. */
int64_t counting_count(const struct counting *counting, enum home wanted, const struct people_set *among);

#endif
