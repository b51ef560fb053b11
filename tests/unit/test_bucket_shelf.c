/* SPDX-License-Identifier: MIT */
/*
 * When other rules take over, people are taken from where they were counted; they are those who would be counted.
 */
#include "lib/model/bucket_shelf.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/model/facts_settle.h"
#include "lib/model/people_set.h"
#include "tests/support/check.h"
#include "tests/support/random_facts.h"
#include "tests/support/world.h"

#include <stdlib.h>
#include <string.h>

enum { WORLDS = 60 };

static struct world world;

/* Rules that tell other sessions apart than random_answer does. */
static struct rule_mask
other_answer(const struct rule_subject *subject)
{
    struct rule_mask mask = { { 0 } };

    if (subject->kind == SUBJECT_SESSION && str_starts(subject->activity->category, STR("sport")))
        rule_mask_set(&mask, 3);
    return mask;
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *
class_text(const struct people_class *class)
{
    struct buf text = { 0 };
    size_t count;
    uint32_t *persons = people_set_numbers(&class->people, &count);
    char *copy;

    buf_printf(&text, "%u %u %u %u:", class->home, class->group_set, class->status, class->role);
    for (size_t i = 0; i < count; i++)
        buf_printf(&text, " %u", persons[i]);
    copy = mem_text(buf_str(&text));
    buf_free(&text);
    free(persons);
    return copy;
}

/* Everybody in every bucket that has sessions. */
static char *
world_text(void)
{
    struct buf text = { 0 };
    char *copy;

    for (size_t i = 0; i < world.facts.tally.all.count; i++) {
        struct bucket *bucket = world.facts.tally.all.buckets[i];
        char **lines;
        bucket_settle(&world.facts.tally, bucket);
        lines = mem_array(bucket->classes.count + 1, sizeof *lines);
        for (size_t k = 0; k < bucket->classes.count; k++)
            assert_int_equal(bucket->classes.classes[k].home == bucket->classes.native_home, k < bucket->classes.native_count);
        for (size_t k = 0; k < bucket->classes.count; k++)
            lines[k] = class_text(&bucket->classes.classes[k]);
        if (bucket->classes.count > 0)
            qsort(lines, bucket->classes.count, sizeof *lines, by_text);
        for (size_t k = 0; k < bucket->classes.count; k++) {
            if (bucket->session_count > 0 && lines[k][strlen(lines[k]) - 1] != ':')
                buf_printf(&text, "%zu %s\n", i, lines[k]);
            free(lines[k]);
        }
        free(lines);
    }
    buf_put_byte(&text, '\0');
    copy = mem_text((struct str){ text.ptr, text.len - 1 });
    buf_free(&text);
    return copy;
}

static void
happen(struct dice *dice, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        world_state(&world, random_event(&world, dice));
}

static void
any_change_of_rules__leaves_everybody_who_would_be_counted(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= WORLDS; seed++) {
        struct dice dice = { seed };
        char *taken, *counted;
        world_init(&world);
        happen(&dice, 120);
        world_settle(&world, random_answer);
        free(world_text());
        happen(&dice, dice_below(&dice, 4));
        facts_new_rules(&world.facts, true, true);
        happen(&dice, dice_below(&dice, 2) * dice_below(&dice, 8));
        world_settle(&world, dice_below(&dice, 2) ? random_answer : other_answer);
        taken = world_text();
        tally_recount(&world.facts.tally);
        counted = world_text();
        if (strcmp(taken, counted) != 0)
            check_failed("world %u: taken\n%scounted\n%s", seed, taken, counted);
        free(taken);
        free(counted);
        world_free(&world);
    }
}

static const struct people_set *
people_of(const char *activity)
{
    struct session *session = session_of(&world, activity);

    assert_int_equal(session->bucket_count, 1);
    bucket_settle(&world.facts.tally, session->buckets[0]);
    assert_int_equal(session->buckets[0]->classes.count, 1);
    return &session->buckets[0]->classes.classes[0].people;
}

static void
rules_that_divide_no_sessions__count_nobody_again(void **state)
{
    const struct people_set *before;

    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "gate", NULL, "2020-01-01"));
    world_state(&world, make_held(&world, "a", "gate", "edu.law", "2025-03-01"));
    world_state(&world, make_held(&world, "b", "gate", "sport", "2025-03-01"));
    world_state(&world, make_attendance(&world, "a", 1, STATUS_PRESENT));
    world_state(&world, make_attendance(&world, "b", 2, STATUS_PRESENT));
    world_settle(&world, random_answer);
    before = people_of("a");
    facts_new_rules(&world.facts, true, true);
    world_settle(&world, other_answer);
    assert_ptr_equal(people_of("a"), before);
    world_state(&world, make_attendance(&world, "a", 3, STATUS_PRESENT));
    assert_int_equal(people_set_count(people_of("a")), 2);
    facts_new_rules(&world.facts, true, true);
    world_state(&world, make_attendance(&world, "a", 4, STATUS_PRESENT));
    world_settle(&world, random_answer);
    assert_int_equal(people_set_count(people_of("a")), 3);
    world_free(&world);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_change_of_rules__leaves_everybody_who_would_be_counted),
        cmocka_unit_test(rules_that_divide_no_sessions__count_nobody_again),
    };

    return cmocka_run_group_tests_name("bucket_shelf", tests, NULL, NULL);
}
