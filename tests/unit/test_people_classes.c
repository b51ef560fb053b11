/* SPDX-License-Identifier: MIT */
#include "lib/model/people_classes.h"

#include "tests/support/check.h"
#include "tests/support/dies.h"
#include "tests/support/events.h"

#include <string.h>

enum { NATIVE = 3, HOMES = 40, GROUP_SETS = 3 };

static struct class_key
random_key(struct dice *dice)
{
    const uint32_t home = dice_below(dice, HOMES);

    return (struct class_key){
        { home == 0 ? CODE_NONE : home, dice_below(dice, GROUP_SETS) },
        (uint8_t)dice_below(dice, STATUSES),
        (uint8_t)dice_below(dice, ATTEND_ROLES),
    };
}

/* In each class stands who says which one it is. */
static uint32_t
number_of(const struct class_key *key)
{
    const uint32_t home = key->standing.home == CODE_NONE ? 0 : key->standing.home;

    return ((home * GROUP_SETS + key->standing.group_set) * STATUSES + key->status) * ATTEND_ROLES + key->role;
}

static void
check_natives(const struct people_classes *classes)
{
    for (uint32_t i = 0; i < classes->count; i++)
        assert_int_equal(classes->classes[i].home == NATIVE, i < classes->native_count);
}

static void
a_class__is_found_again_wherever_it_came_to_stand(void **state)
{
    enum { ROUNDS = 30, STEPS = 400 };
    struct people_classes classes = { .native_home = NATIVE };
    struct dice dice = { 5 };

    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        uint32_t made = 0;
        for (unsigned step = dice_below(&dice, STEPS); step > 0; step--) {
            const struct class_key key = random_key(&dice);
            struct people_class *class;
            for (unsigned stage = 0; stage < CLASS_EXPECT_STAGES; stage++)
                people_classes_expect(&classes, &key, stage);
            class = people_classes_of(&classes, &key);
            assert_int_equal(class->home, key.standing.home);
            assert_int_equal(class->group_set, key.standing.group_set);
            assert_int_equal(class->status, key.status);
            assert_int_equal(class->role, key.role);
            made += people_set_add(&class->people, number_of(&key));
            assert_int_equal(people_set_count(&class->people), 1);
        }
        assert_int_equal(classes.count, made);
        check_natives(&classes);
        people_classes_trim(&classes);
        if (round % 2)
            people_classes_clear(&classes);
        else
            people_classes_free(&classes);
        assert_int_equal(classes.count + classes.native_count, 0);
        assert_int_equal(classes.native_home, NATIVE);
    }
    people_classes_free(&classes);
}

static void
somebody_without_a_home__is_remembered_until_all_are_gone(void **state)
{
    const struct class_key at_home = { { NATIVE, 0 }, 0, 0 }, nowhere = { { CODE_NONE, 0 }, 0, 0 };
    struct people_classes classes = { .native_home = NATIVE };

    (void)state;
    people_classes_of(&classes, &at_home);
    assert_false(classes.some_homeless);
    people_classes_of(&classes, &nowhere);
    assert_true(classes.some_homeless);
    people_classes_clear(&classes);
    assert_false(classes.some_homeless);
    people_classes_free(&classes);
}

static void
ask_for_a_class_too_far(void)
{
    const struct class_key key = { { NATIVE, 1u << 26 }, 0, 0 };
    struct people_classes classes = { .native_home = NATIVE };

    people_classes_of(&classes, &key);
}

/* Rather than that two of them be taken for one. */
static void
more_sets_of_groups_than_are_told_apart__end_the_program(void **state)
{
    char said[200];

    (void)state;
    assert_true(dies(ask_for_a_class_too_far, said, sizeof said));
    assert_non_null(strstr(said, "sets of groups"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_class__is_found_again_wherever_it_came_to_stand),
        cmocka_unit_test(somebody_without_a_home__is_remembered_until_all_are_gone),
        cmocka_unit_test(more_sets_of_groups_than_are_told_apart__end_the_program),
    };

    return cmocka_run_group_tests_name("people_classes", tests, NULL, NULL);
}
