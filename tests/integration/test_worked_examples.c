/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/* The worked examples of the specification, posted to a daemon and read back with the command: tests/worked/. */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/report.h"
#include "tests/support/worked.h"

enum { E1_LAST_CHANGE = 2 /* step 3: what comes after it changes nothing */, ORDERS = 20 };

static void
e1__named_people_a_headcount_a_correction_a_retraction(void **state)
{
    (void)state;
    worked_run("e1");
}

static void
e2__the_population_of_the_day_the_rule_names(void **state)
{
    (void)state;
    worked_run("e2-modes");
}

static void
e2__parents_are_counted_anew_and_missing_is_not_zero(void **state)
{
    (void)state;
    worked_run("e2-states");
}

static void
e3__months_quarters_and_the_contest(void **state)
{
    (void)state;
    worked_run("e3-cadence");
}

static void
e3__the_plan_with_an_empty_november(void **state)
{
    (void)state;
    worked_run("e3-plan");
}

static void
e3__how_the_plan_was_kept_in_each_reading(void **state)
{
    (void)state;
    worked_run("e3-completion");
}

static void
a_claim__is_the_figure_where_the_bounds_allow_it(void **state)
{
    (void)state;
    worked_run("claims");
}

static void
e4__volunteers_their_hours_and_what_people_say(void **state)
{
    (void)state;
    worked_run("e4");
}

static void
e7__people_are_counted_again_at_every_level(void **state)
{
    (void)state;
    worked_run("e7");
}

static void
e9__the_local_day_and_its_precision(void **state)
{
    (void)state;
    worked_run("e9");
}

/* E1 posted in one go in the order given, on an empty store; its figures are those of step 3. */
static void
expect_the_same_figures(const json_t *example, struct daemon *daemon, const json_t *events)
{
    struct buf lines = { 0 };

    add_events(&lines, events);
    daemon_start(daemon);
    post_accepted(daemon->socket, &lines);
    worked_compare(example, E1_LAST_CHANGE, daemon);
    daemon_stop(daemon);
    daemon_forget(daemon);
    buf_free(&lines);
}

static json_t *
reversed(const json_t *events)
{
    json_t *copy = json_array();

    for (size_t i = json_array_size(events); i > 0; i--)
        json_array_append(copy, json_array_get(events, i - 1));
    return copy;
}

static void
e1__in_reversed_order_gives_the_same_figures(void **state)
{
    json_t *example = worked_read("e1"), *events = worked_events(example, E1_LAST_CHANGE), *other = reversed(events);
    struct daemon daemon;

    (void)state;
    worked_daemon(example, &daemon);
    expect_the_same_figures(example, &daemon, other);
    daemon_remove(&daemon);
    json_decref(other);
    json_decref(events);
    json_decref(example);
}

static void
e1__in_twenty_shuffled_orders_gives_the_same_figures(void **state)
{
    json_t *example = worked_read("e1"), *events = worked_events(example, E1_LAST_CHANGE);
    struct daemon daemon;

    (void)state;
    worked_daemon(example, &daemon);
    for (unsigned seed = 1; seed <= ORDERS; seed++) {
        print_message("shuffled by %u\n", seed);
        shuffle(events, seed);
        expect_the_same_figures(example, &daemon, events);
    }
    daemon_remove(&daemon);
    json_decref(events);
    json_decref(example);
}

static void
e1__posted_twice_gives_the_same_figures(void **state)
{
    json_t *example = worked_read("e1"), *events = worked_events(example, E1_LAST_CHANGE), *twice = json_array();
    struct daemon daemon;

    (void)state;
    json_array_extend(twice, events);
    json_array_extend(twice, events);
    worked_daemon(example, &daemon);
    expect_the_same_figures(example, &daemon, twice);
    shuffle(twice, 7);
    expect_the_same_figures(example, &daemon, twice);
    daemon_remove(&daemon);
    json_decref(twice);
    json_decref(events);
    json_decref(example);
}

static void
e1__with_a_restart_between_any_two_events_gives_the_same_figures(void **state)
{
    json_t *example = worked_read("e1"), *events = worked_events(example, E1_LAST_CHANGE), *event;
    struct daemon daemon;
    size_t i;

    (void)state;
    worked_daemon(example, &daemon);
    json_array_foreach(events, i, event) {
        json_t *one = json_pack("[O]", event);
        struct buf line = { 0 };

        add_events(&line, one);
        daemon_start(&daemon);
        post_expect(daemon.socket, &line, (struct totals){ .applied = 1 });
        daemon_stop(&daemon);
        buf_free(&line);
        json_decref(one);
    }
    daemon_start(&daemon);
    worked_compare(example, E1_LAST_CHANGE, &daemon);
    daemon_remove(&daemon);
    json_decref(events);
    json_decref(example);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(e1__named_people_a_headcount_a_correction_a_retraction),
        cmocka_unit_test(e2__the_population_of_the_day_the_rule_names),
        cmocka_unit_test(e2__parents_are_counted_anew_and_missing_is_not_zero),
        cmocka_unit_test(e3__months_quarters_and_the_contest),
        cmocka_unit_test(e3__the_plan_with_an_empty_november),
        cmocka_unit_test(e3__how_the_plan_was_kept_in_each_reading),
        cmocka_unit_test(a_claim__is_the_figure_where_the_bounds_allow_it),
        cmocka_unit_test(e4__volunteers_their_hours_and_what_people_say),
        cmocka_unit_test(e7__people_are_counted_again_at_every_level),
        cmocka_unit_test(e9__the_local_day_and_its_precision),
        cmocka_unit_test(e1__in_reversed_order_gives_the_same_figures),
        cmocka_unit_test(e1__in_twenty_shuffled_orders_gives_the_same_figures),
        cmocka_unit_test(e1__posted_twice_gives_the_same_figures),
        cmocka_unit_test(e1__with_a_restart_between_any_two_events_gives_the_same_figures),
    };

    return cmocka_run_group_tests_name("worked examples", tests, NULL, NULL);
}
