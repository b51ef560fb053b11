/* SPDX-License-Identifier: MIT */
/*
 * people_classes.h -- the people of a bucket by *class*: who are alike in all that a figure can ask of them.
 *
 * That is home and groups on the session's day, status and role.  A bucket of
 * many has some hundred classes of a few people each, so what a class takes
 * beside the numbers of its people counts.  Classes are looked through one after another while
 * they are few, and found by a table of their places when they are more.  Those
 * who live in the unit whose bucket it is come first: most figures of a unit
 * without others below it ask for nobody else.
 */
#ifndef LIB_MODEL_PEOPLE_CLASSES_H
#define LIB_MODEL_PEOPLE_CLASSES_H

#include "lib/model/people.h"
#include "lib/model/people_set.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct people_class {
    struct people_set people;
    uint32_t home; /* unit, or CODE_NONE: unknown */
    uint32_t group_set : 26, status : 3, role : 3;
};

/* The empty value is { 0 }, but for native_home. */
struct people_classes {
    struct people_class *classes; /* natives first */
    uint32_t *slots;              /* open addressing: place + 1 */
    uint32_t count, capacity, slot_count;
    uint32_t native_home, native_count; /* the unit whose bucket it is, and how many classes live there; CODE_NONE: it is no unit's, and those without a home come first */
    bool some_homeless;                 /* there is a class of people whose home is unknown */
};

/* Nobody is in any class; the room for them stays; goes, too. */
void people_classes_clear(struct people_classes *classes);
void people_classes_free(struct people_classes *classes);
/* They become the caller's; empty ones of the same home stay. */
struct people_classes people_classes_take(struct people_classes *classes);
/* Gives back room for more than an eighth more of them. */
void people_classes_trim(struct people_classes *classes);

/* What tells a class from others. */
struct class_key {
    struct standing standing;
    uint8_t status, role;
};

/* The class, made when there is none; valid until the next one is made. */
struct people_class *people_classes_of(struct people_classes *classes, const struct class_key *key);

/* Tell that the class will be asked for, and that somebody will join it: one after another, each some others between them. */
enum { CLASS_EXPECT_STAGES = 3 };
void people_classes_expect(const struct people_classes *classes, const struct class_key *key, unsigned stage);

#endif
