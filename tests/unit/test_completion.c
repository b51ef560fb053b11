/* SPDX-License-Identifier: MIT */
#include "lib/model/completion.h"

#include "lib/model/facts_settle.h"
#include "tests/support/check.h"
#include "tests/support/world.h"

#include <stdlib.h>

static struct world world;

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "gate", NULL, "2020-01-01"));
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

static const struct measure plain = { .kind = MEASURE_COMPLETION, .rule = RULE_NONE };
static const struct measure partial = { .kind = MEASURE_COMPLETION, .rule = RULE_NONE, .partial = true };

static uint64_t
plan(const char *item, const char *window, uint32_t count, uint32_t weight)
{
    struct event *event = make_item(&world, item, "gate", window);

    event->as.plan_put.count = count;
    event->as.plan_put.weight = weight;
    return world_state(&world, event);
}

static uint64_t
hold(const char *activity, const char *item, const char *day)
{
    struct event *event = make_held(&world, activity, "gate", "culture", day);

    event->as.activity_put.item = str_of(item);
    return world_state(&world, event);
}

static struct completion
completion(const char *period, const char *as_of, const struct measure *measure)
{
    struct bucket_list buckets = { 0 };
    struct scope scope = {
        .facts = &world.facts, .as_of = make_day(as_of), .year_start_month = 1, .unit = unit_number(&world, "gate"),
        .team = CODE_NONE, .category = CODE_NONE, .group = CODE_NONE,
    };
    struct completion found;

    assert_true(period_parse(str_of(period), 1, &scope.period));
    world_settle(&world, NULL);
    scope_gather_unit(&world.facts, scope.unit, &scope.period, &buckets);
    scope_use(&scope, &buckets);
    found = completion_of(&scope, measure);
    free(buckets.buckets);
    return found;
}

static void
expect(struct completion found, int64_t done, int64_t due, int64_t scale)
{
    if (!found.fits || found.done != done || found.due != due || found.scale != scale)
        check_failed("%lld/%lld x %lld instead of %lld/%lld x %lld", (long long)found.done, (long long)found.due,
                     (long long)found.scale, (long long)done, (long long)due, (long long)scale);
}

static void
parts__are_added_as_exact_fractions(void **state)
{
    (void)state;
    plan("i1", "2025-01", 3, 1);
    plan("i2", "2025-02", 2, 5);
    plan("i3", "2025-03", 7, 1);
    hold("a1", "i1", "2025-01-10");
    hold("a2", "i2", "2025-02-10");
    expect(completion("2025", "2026-01-01", &plain), 0, 7, 1);
    expect(completion("2025", "2026-01-01", &partial), 2 + 15, 42, 6); /* 1/3 + 5/2 of 7 */
    hold("a3", "i2", "2025-02-28");
    hold("a4", "i2", "2025-02-27"); /* more than was asked for is no more than all of it */
    expect(completion("2025", "2026-01-01", &partial), 1 + 15, 21, 3);
    expect(completion("2025", "2026-01-01", &plain), 5, 7, 1);
}

static void
numbers_too_great__are_not_there(void **state)
{
    static const uint32_t primes[] = { 999983, 999979, 999961, 999959 };
    char name[8] = "i0", activity[8] = "a0";

    (void)state;
    for (int i = 0; i < 4; i++) {
        name[1] = activity[1] = (char)('0' + i);
        plan(name, "2025-01", primes[i], 1);
        hold(activity, name, "2025-01-10");
    }
    assert_false(completion("2025", "2026-01-01", &partial).fits);
    expect(completion("2025", "2026-01-01", &plain), 0, 4, 1);
}

static void
grace_and_early__count_days_around_the_window(void **state)
{
    struct measure around = plain;

    (void)state;
    plan("i1", "2025-02", 1, 1);
    plan("i2", "2025-02", 1, 1);
    hold("a1", "i1", "2025-01-29");
    hold("a2", "i2", "2025-03-05");
    expect(completion("2025", "2026-01-01", &plain), 0, 2, 1);
    around.early = 3;
    around.grace = 4;
    expect(completion("2025", "2026-01-01", &around), 1, 2, 1);
    around.early = 2;
    around.grace = 5;
    expect(completion("2025-02", "2026-01-01", &around), 1, 2, 1);
    expect(completion("2025-03", "2026-01-01", &around), 0, 0, 1);
}

static void
a_withdrawn_session__is_not_counted_by_its_item(void **state)
{
    uint64_t seq, other;

    (void)state;
    plan("i1", "2025-02", 1, 1);
    seq = hold("a1", "i1", "2025-02-10");
    expect(completion("2025", "2026-01-01", &plain), 1, 1, 1);
    world_withdraw(&world, seq);
    expect(completion("2025", "2026-01-01", &plain), 0, 1, 1);
    world_restore(&world, seq);
    expect(completion("2025", "2026-01-01", &plain), 1, 1, 1);
    plan("i2", "2025-03", 1, 1);
    other = hold("a1", "i2", "2025-03-10"); /* the same session, said to be for another item */
    expect(completion("2025", "2026-01-01", &plain), 1, 2, 1);
    expect(completion("2025-03", "2026-01-01", &plain), 1, 1, 1);
    world_withdraw(&world, other);
    expect(completion("2025-02", "2026-01-01", &plain), 1, 1, 1);
}

static void
extra_sessions__are_hosted_and_name_no_item(void **state)
{
    struct event *guest = make_held(&world, "a3", "gate", "culture", "2025-02-12");

    (void)state;
    plan("i1", "2025-02", 1, 1);
    hold("a1", "i1", "2025-02-10");
    world_state(&world, make_held(&world, "a2", "gate", "culture", "2025-02-11"));
    guest->as.activity_put.role = ROLE_GUEST;
    world_state(&world, guest);
    assert_int_equal(completion("2025", "2026-01-01", &plain).extra, 1);
    assert_int_equal(completion("2025-03", "2026-01-01", &plain).extra, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parts__are_added_as_exact_fractions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers_too_great__are_not_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(grace_and_early__count_days_around_the_window, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_withdrawn_session__is_not_counted_by_its_item, set_up, tear_down),
        cmocka_unit_test_setup_teardown(extra_sessions__are_hosted_and_name_no_item, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("completion", tests, NULL, NULL);
}
