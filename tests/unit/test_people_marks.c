/* SPDX-License-Identifier: MIT */
#include "lib/model/people_marks.h"

#include "tests/support/check.h"
#include "tests/support/events.h"

#include <stdlib.h>

static void
who_is_added_twice__is_new_once(void **state)
{
    static const uint32_t some[] = { 70, 3, 64 }, more[] = { 3, 4097, 64, 64 };
    struct people_marks marks = { 0 };
    uint32_t taken[4];

    (void)state;
    assert_int_equal(people_marks_add(&marks, some, 3, 70), 3);
    assert_int_equal(people_marks_add(&marks, more, 4, 4097), 1);
    people_marks_take(&marks, taken);
    assert_int_equal(taken[0], 3);
    assert_int_equal(taken[1], 64);
    assert_int_equal(taken[2], 70);
    assert_int_equal(taken[3], 4097);
    people_marks_free(&marks);
}

static void
who_was_taken_or_cleared__is_new_again(void **state)
{
    static const uint32_t persons[] = { 5, 1000000 };
    struct people_marks marks = { 0 };
    uint32_t taken[2];

    (void)state;
    people_marks_clear(&marks); /* of nobody */
    assert_int_equal(people_marks_add(&marks, persons, 2, 1000000), 2);
    people_marks_take(&marks, taken);
    assert_int_equal(people_marks_add(&marks, persons, 2, 1000000), 2);
    people_marks_clear(&marks);
    assert_int_equal(people_marks_add(&marks, persons, 2, 1000000), 2);
    people_marks_free(&marks);
}

/* As lists of random people, in any order, against a flag for each. */
static void
any_lists__are_taken_in_order_and_once(void **state)
{
    enum { PEOPLE = 20000, ROUNDS = 50, MOST = 3000 };
    static bool is_there[PEOPLE];
    static uint32_t list[MOST], taken[PEOPLE];
    struct people_marks marks = { 0 };
    struct dice dice = { 11 };

    (void)state;
    for (unsigned round = 0; round < ROUNDS; round++) {
        size_t fresh = 0, expected = 0, at = 0;
        for (unsigned lists = dice_below(&dice, 5); lists > 0; lists--) {
            const size_t count = dice_below(&dice, MOST);
            for (size_t i = 0; i < count; i++) {
                list[i] = dice_below(&dice, PEOPLE);
                expected += !is_there[list[i]];
                is_there[list[i]] = true;
            }
            fresh += people_marks_add(&marks, list, count, PEOPLE - 1);
        }
        assert_int_equal(fresh, expected);
        people_marks_take(&marks, taken);
        for (uint32_t person = 0; person < PEOPLE; person++) {
            if (is_there[person])
                assert_int_equal(taken[at++], person);
            is_there[person] = false;
        }
        assert_int_equal(at, expected);
    }
    people_marks_free(&marks);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_added_twice__is_new_once),
        cmocka_unit_test(who_was_taken_or_cleared__is_new_again),
        cmocka_unit_test(any_lists__are_taken_in_order_and_once),
    };

    return cmocka_run_group_tests_name("people_marks", tests, NULL, NULL);
}
