/* SPDX-License-Identifier: MIT */
#include "lib/model/populations.h"

#include "lib/model/unit_tree.h"
#include "lib/model/witness.h"
#include "tests/support/check.h"
#include "tests/support/world.h"

#include <stdio.h>
#include <stdlib.h>

static struct world world;

/* city above street above gate and bridge; all open. */
static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "city", NULL, "2020-01-01"));
    world_state(&world, make_unit(&world, "street", "city", "2020-01-01"));
    world_state(&world, make_unit(&world, "gate", "street", "2020-01-01"));
    world_state(&world, make_unit(&world, "bridge", "street", "2020-01-01"));
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

static uint64_t
put(const char *unit, uint32_t count, const char *at)
{
    return world_state(&world, make_population(&world, unit, NULL, count, at));
}

static struct population_query
query(const char *unit)
{
    units_resolve(&world.facts.units);
    return (struct population_query){ .unit = unit_number(&world, unit), .basis = BASIS_USUAL, .group = STR("all") };
}

static struct population
on(const char *unit, const char *day)
{
    struct population_query asked = query(unit);

    return populations_on(&world.facts.populations, &world.facts.units, &asked, make_day(day));
}

static void
expect(struct population found, enum population_state state, int64_t count)
{
    assert_int_equal(found.state, state);
    if (state == POPULATION_KNOWN)
        assert_int_equal(found.count, count);
}

static void
a_count__holds_from_its_day_until_the_next(void **state)
{
    (void)state;
    put("gate", 3000, "2025-01-01");
    put("gate", 3200, "2025-07-01");
    expect(on("gate", "2024-12-31"), POPULATION_MISSING, 0);
    expect(on("gate", "2025-01-01"), POPULATION_KNOWN, 3000);
    expect(on("gate", "2025-06-30"), POPULATION_KNOWN, 3000);
    expect(on("gate", "2025-07-01"), POPULATION_KNOWN, 3200);
}

static void
of_the_same_date__the_greatest_rev_then_id_wins(void **state)
{
    struct event *corrected = make_population(&world, "gate", NULL, 10, "2025-01-01");

    (void)state;
    put("gate", 20, "2025-01-01");
    put("gate", 30, "2025-01-01");
    expect(on("gate", "2025-01-01"), POPULATION_KNOWN, 30);
    corrected->rev = 2;
    world_state(&world, corrected);
    expect(on("gate", "2025-01-01"), POPULATION_KNOWN, 10);
}

static void
bases_and_groups__are_counted_apart(void **state)
{
    struct event *members = make_population(&world, "gate", NULL, 7, "2025-01-01");
    struct population_query asked;

    (void)state;
    put("gate", 100, "2025-01-01");
    world_state(&world, make_population(&world, "gate", "elderly", 20, "2025-01-01"));
    members->as.population_put.basis = BASIS_MEMBERS;
    world_state(&world, members);
    asked = query("gate");
    asked.group = STR("elderly");
    expect(populations_on(&world.facts.populations, &world.facts.units, &asked, make_day("2025-02-01")), POPULATION_KNOWN, 20);
    asked.group = STR("never named");
    expect(populations_on(&world.facts.populations, &world.facts.units, &asked, make_day("2025-02-01")), POPULATION_MISSING, 0);
    asked = query("gate");
    asked.basis = BASIS_MEMBERS;
    expect(populations_on(&world.facts.populations, &world.facts.units, &asked, make_day("2025-02-01")), POPULATION_KNOWN, 7);
    asked.basis = BASIS_STAFF;
    expect(populations_on(&world.facts.populations, &world.facts.units, &asked, make_day("2025-02-01")), POPULATION_MISSING, 0);
}

static void
a_unit_without_its_own__has_the_sum_of_its_children(void **state)
{
    (void)state;
    put("gate", 60, "2025-01-01");
    put("bridge", 40, "2025-01-01");
    expect(on("street", "2025-02-01"), POPULATION_KNOWN, 100);
    expect(on("city", "2025-02-01"), POPULATION_KNOWN, 100); /* the sum of a sum */
    put("street", 120, "2025-03-01");
    expect(on("street", "2025-03-01"), POPULATION_KNOWN, 120); /* its own, never both */
    expect(on("city", "2025-03-01"), POPULATION_KNOWN, 120);
    expect(on("street", "2025-02-28"), POPULATION_KNOWN, 100);
}

static void
some_children_without_one__leave_it_partial_and_none_missing(void **state)
{
    uint64_t gate;

    (void)state;
    expect(on("street", "2025-02-01"), POPULATION_MISSING, 0);
    gate = put("gate", 60, "2025-01-01");
    expect(on("street", "2025-02-01"), POPULATION_PARTIAL, 0);
    expect(on("city", "2025-02-01"), POPULATION_PARTIAL, 0); /* what is partial below is partial above */
    world_withdraw(&world, gate);
    expect(on("street", "2025-02-01"), POPULATION_MISSING, 0);
    expect(on("bridge", "2025-02-01"), POPULATION_MISSING, 0); /* without children */
}

static void
only_children_that_are_open__are_asked(void **state)
{
    struct event *closed = make_unit(&world, "bridge", "street", "2020-01-01");

    (void)state;
    closed->as.unit_put.has_closed = true;
    closed->as.unit_put.closed = make_day("2025-06-01");
    world_state(&world, closed);
    put("gate", 60, "2025-01-01");
    expect(on("street", "2025-05-31"), POPULATION_PARTIAL, 0);
    expect(on("street", "2025-06-01"), POPULATION_KNOWN, 60);
}

static void
children__are_those_of_the_day(void **state)
{
    (void)state;
    put("gate", 60, "2025-01-01");
    put("bridge", 40, "2025-01-01");
    world_state(&world, make_unit(&world, "bridge", "city", "2025-07-01"));
    expect(on("street", "2025-06-30"), POPULATION_KNOWN, 100);
    expect(on("street", "2025-07-01"), POPULATION_KNOWN, 60);
    expect(on("city", "2025-07-01"), POPULATION_KNOWN, 100);
}

static void
an_unknown_unit__has_none_and_counts_nowhere(void **state)
{
    (void)state;
    world_state(&world, make_unit(&world, "grid", "ghost", "2020-01-01"));
    put("grid", 5, "2025-01-01");
    put("gate", 60, "2025-01-01");
    put("bridge", 40, "2025-01-01");
    expect(on("street", "2025-02-01"), POPULATION_KNOWN, 100);
}

static void
a_count__is_stale_after_730_days(void **state)
{
    (void)state;
    put("gate", 60, "2023-01-01");
    put("bridge", 40, "2024-01-01");
    assert_false(on("gate", "2024-12-31").stale); /* 730 days later */
    assert_true(on("gate", "2025-01-01").stale);
    expect(on("gate", "2025-01-01"), POPULATION_KNOWN, 60); /* it is still used */
    assert_true(on("street", "2025-01-01").stale);
    assert_false(on("bridge", "2025-01-01").stale);
}

/* E2: 181 days of 3000 and 184 of 3200. */
static void
an_average__is_people_times_days(void **state)
{
    struct population_query asked;
    day_t first = make_day("2025-01-01"), end = make_day("2026-01-01");

    (void)state;
    put("gate", 3000, "2025-01-01");
    put("gate", 3200, "2025-07-01");
    asked = query("gate");
    expect(populations_average(&world.facts.populations, &world.facts.units, &asked, first, end), POPULATION_KNOWN, 1131800);
    expect(populations_average(&world.facts.populations, &world.facts.units, &asked, first, first + 1), POPULATION_KNOWN, 3000);
    expect(populations_average(&world.facts.populations, &world.facts.units, &asked, first - 1, end), POPULATION_MISSING, 0);
}

static void
an_average__of_children_follows_the_tree_day_by_day(void **state)
{
    struct population_query asked;

    (void)state;
    put("gate", 60, "2024-01-01");
    put("bridge", 40, "2024-01-01");
    world_state(&world, make_unit(&world, "bridge", "city", "2025-01-11"));
    asked = query("street");
    expect(populations_average(&world.facts.populations, &world.facts.units, &asked, make_day("2025-01-01"), make_day("2025-02-01")),
           POPULATION_KNOWN, 10 * 100 + 21 * 60);
}

static void
pinned__is_the_latest_of_the_named_source_whatever_the_day(void **state)
{
    struct event *census = make_population(&world, "gate", NULL, 90, "2020-11-01"), *newer = make_population(&world, "gate", NULL, 95, "2030-11-01");
    struct population_query asked;

    (void)state;
    census->as.population_put.source = STR("census");
    world_state(&world, census);
    put("gate", 100, "2025-01-01");
    asked = query("gate");
    asked.pinned = STR("census");
    expect(populations_on(&world.facts.populations, &world.facts.units, &asked, make_day("2025-06-01")), POPULATION_KNOWN, 90);
    newer->as.population_put.source = STR("census");
    world_state(&world, newer);
    expect(populations_on(&world.facts.populations, &world.facts.units, &asked, make_day("2025-06-01")), POPULATION_KNOWN, 95);
    asked.pinned = STR("guess");
    expect(populations_on(&world.facts.populations, &world.facts.units, &asked, make_day("2025-06-01")), POPULATION_MISSING, 0);
}

static void
a_count__begins_on_the_local_day_of_its_unit(void **state)
{
    struct event *city = make_unit(&world, "city", NULL, "2020-01-01");

    (void)state;
    city->rev = 2;
    city->as.unit_put.tz = STR("Europe/Paris");
    world_state(&world, city);
    put("gate", 60, "2025-03-31T16:30:00Z");
    expect(on("gate", "2025-03-31"), POPULATION_KNOWN, 60);
}

static void
walking__gives_units_and_groups_that_have_one(void **state)
{
    uint64_t elderly;
    uint32_t unit;
    struct str group;
    size_t named = 0;

    (void)state;
    put("gate", 60, "2025-01-01");
    elderly = world_state(&world, make_population(&world, "gate", "elderly", 20, "2025-01-01"));
    for (size_t i = 0; populations_series(&world.facts.populations, i, &unit, &group); i++) {
        if (!group.ptr)
            continue; /* "all" is no group */
        named++;
        assert_int_equal(unit, unit_number(&world, "gate"));
        assert_string_equal(group.ptr, "elderly");
    }
    assert_int_equal(named, 1);
    world_withdraw(&world, elderly);
    for (size_t i = 0; populations_series(&world.facts.populations, i, &unit, &group); i++)
        assert_null(group.ptr);
}

/* ---- what is kept ---- */

static void
hear(void *ctx, const struct evidence *evidence)
{
    (void)ctx;
    (void)evidence;
}

/* The same as is found when somebody listens, for whom everything is looked at anew. */
static void
expect_as_found(const struct population_query *asked, day_t day)
{
    static const struct witness witness = { .see = hear };
    const struct populations *populations = &world.facts.populations;
    const struct units *units = &world.facts.units;
    struct population_query anew = *asked;
    struct population kept, found;

    anew.witness = &witness;
    kept = populations_on(populations, units, asked, day);
    found = populations_on(populations, units, &anew, day);
    expect(kept, found.state, found.count);
    assert_int_equal(kept.stale, found.stale);
    kept = populations_average(populations, units, asked, day, day + 40);
    found = populations_average(populations, units, &anew, day, day + 40);
    expect(kept, found.state, found.count);
    assert_int_equal(kept.stale, found.stale);
}

static const char *const units_of_world[] = { "city", "street", "gate", "bridge" };

static void
ask_everything(void)
{
    for (size_t i = 0; i < sizeof units_of_world / sizeof *units_of_world; i++) {
        struct population_query asked = query(units_of_world[i]);
        for (int group = 0; group < 2; group++) {
            asked.group = group ? STR("elderly") : STR("all");
            for (int k = 0; k < 4; k++)
                expect_as_found(&asked, day_of(2024 + k, 3 * (unsigned)k + 1, 15));
        }
    }
}

static void
what_was_found_once__is_found_anew_after_every_change(void **state)
{
    uint64_t seqs[64];
    bool there[64];

    (void)state;
    srandom(11);
    for (int round = 0; round < 20; round++) {
        size_t count = 0;
        tear_down(state);
        set_up(state);
        for (int step = 0; step < 60; step++) {
            const char *unit = units_of_world[random() % 4], *group = random() % 3 ? NULL : "elderly";
            size_t i = count ? (size_t)random() % count : 0;
            char day[16];
            day_format(day_of(2022 + (int)(random() % 4), 1 + (unsigned)random() % 12, 1), day);
            if (random() % 8 == 0) { /* to another parent, and closed or open */
                world_state(&world, make_unit(&world, "bridge", random() % 2 ? "gate" : "city", day));
            } else if (count && random() % 3 == 0) {
                if (there[i])
                    world_withdraw(&world, seqs[i]);
                else
                    world_restore(&world, seqs[i]);
                there[i] = !there[i];
            } else {
                there[count] = true;
                seqs[count++] = world_state(&world, make_population(&world, unit, group, (uint32_t)random() % 1000, day));
            }
            ask_everything();
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_count__holds_from_its_day_until_the_next, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_the_same_date__the_greatest_rev_then_id_wins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bases_and_groups__are_counted_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit_without_its_own__has_the_sum_of_its_children, set_up, tear_down),
        cmocka_unit_test_setup_teardown(some_children_without_one__leave_it_partial_and_none_missing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_children_that_are_open__are_asked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(children__are_those_of_the_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_unit__has_none_and_counts_nowhere, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_count__is_stale_after_730_days, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_average__is_people_times_days, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_average__of_children_follows_the_tree_day_by_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pinned__is_the_latest_of_the_named_source_whatever_the_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_count__begins_on_the_local_day_of_its_unit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_found_once__is_found_anew_after_every_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(walking__gives_units_and_groups_that_have_one, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("populations", tests, NULL, NULL);
}
