/* SPDX-License-Identifier: MIT */
/*
 * What single sessions tell of a printed total, also where not all of them are listed.
 */
#include "cli/explain_hidden_sessions.h"

#include "tests/support/check.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static json_t *
parse(const char *text)
{
    json_error_t why;
    json_t *value = json_loads(text, 0, &why);

    if (!value)
        check_failed("%s in %s", why.text, text);
    return value;
}

/* So many named at each session; afterwards the same with null for what is hidden. */
static void
expect_shown(const char *named, const char *left_out, const char *shown)
{
    const struct disclosure_rule rule = { .below = 5 };
    const struct hidden_months none = { .unit = STR("gate") };
    json_t *measure = json_pack("{s:s, s:[]}", "kind", "attendances", "sessions"), *sessions = json_object_get(measure, "sessions");
    json_t *numbers = parse(named), *expected = parse(shown), *found = json_array(), *number;
    size_t i;

    json_array_foreach(numbers, i, number)
        json_array_append_new(sessions, json_pack("{s:O, s:n, s:s}", "named", number, "headcount", "date", "2025-01-01"));
    if (left_out)
        json_object_set_new(measure, "left_out", parse(left_out));
    hidden_sessions(&none, measure, rule, false);
    json_array_foreach(sessions, i, number)
        json_array_append(found, json_object_get(number, "named"));
    if (!json_equal(expected, found))
        check_failed("of %s beside %s is shown %s", named, left_out ? left_out : "nothing", json_dumps(found, 0));
    if (left_out)
        assert_int_equal(json_object_size(json_object_get(measure, "left_out")), 1); /* people are not told */
    json_decref(found);
    json_decref(expected);
    json_decref(numbers);
    json_decref(measure);
}

static void
a_small_session__does_not_stand_alone(void **state)
{
    (void)state;
    expect_shown("[30, 9, 12]", NULL, "[30, 9, 12]");
    expect_shown("[30, 3, 12]", NULL, "[30, null, null]");
    expect_shown("[30, 3, 4, 12]", NULL, "[30, null, null, 12]");
}

/* With all sessions listed, 9 would be hidden beside the 3: so it is hidden here, where the 3 is left out. */
static void
a_small_session_that_is_left_out__hides_the_one_that_it_hides_in_the_whole_list(void **state)
{
    (void)state;
    expect_shown("[30, 9, 12]", "{\"sessions\":1,\"with_people\":1,\"people\":3}", "[30, null, 12]");
    expect_shown("[30, 9, 12]", "{\"sessions\":3,\"with_people\":2,\"people\":4}", "[30, null, 12]");
}

static void
sessions_that_are_left_out_and_have_many_people_or_none__hide_nothing(void **state)
{
    (void)state;
    expect_shown("[30, 9, 12]", "{\"sessions\":7,\"with_people\":7,\"people\":40}", "[30, 9, 12]");
    expect_shown("[30, 9, 12]", "{\"sessions\":7,\"with_people\":0,\"people\":0}", "[30, 9, 12]");
    expect_shown("[30, 9, 3]", "{\"sessions\":7,\"with_people\":2,\"people\":6}", "[30, null, null]");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_session__does_not_stand_alone),
        cmocka_unit_test(a_small_session_that_is_left_out__hides_the_one_that_it_hides_in_the_whole_list),
        cmocka_unit_test(sessions_that_are_left_out_and_have_many_people_or_none__hide_nothing),
    };

    return cmocka_run_group_tests_name("explain_hidden_sessions", tests, NULL, NULL);
}
