/* SPDX-License-Identifier: MIT */
#include "lib/model/record_count.h"

#include "lib/model/count.h"
#include "lib/model/facts_settle.h"
#include "lib/model/record_periods.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/world.h"

#include <string.h>

static struct world world;
static const char *const channels[] = { "website", "wechat", "board", "radio" };

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "street", NULL, "2020-01-01"));
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

static struct scope
row_of(const char *unit, const char *period, const char *as_of)
{
    struct scope scope = {
        .facts = &world.facts, .as_of = make_day(as_of), .year_start_month = 1, .unit = unit_number(&world, unit),
        .team = CODE_NONE, .category = CODE_NONE, .group = CODE_NONE,
    };

    assert_true(period_parse(str_of(period), 1, &scope.period));
    world_settle(&world, NULL);
    return scope;
}

static uint64_t
note(enum event_type type, const char *unit, const char *kind, const char *at)
{
    struct event *event = make_event(&world, type, at);

    event->as.note_put = (struct note_put){ .unit = str_of(unit), .kind = str_of(kind) };
    return world_state(&world, event);
}

static uint64_t
publish(const char *unit, const char *channel, const char *at)
{
    struct event *event = make_event(&world, EVENT_PUBLICITY_PUT, at);

    event->as.publicity_put = (struct publicity_put){ .unit = str_of(unit), .channel = str_of(channel) };
    return world_state(&world, event);
}

/* Of three channels. */
static struct measure
among(enum measure_kind kind)
{
    struct measure measure = {
        .kind = kind, .rule = RULE_NONE, .of = count_of_record(EVENT_PUBLICITY_PUT), .type = EVENT_PUBLICITY_PUT,
        .distinct = STR("channel"), .list_of = LIST_AMONG, .every = PERIOD_MONTH, .at_least = 1,
    };

    measure.list = make_list(&world, "website wechat board");
    return measure;
}

static void
names__are_those_of_the_event_types(void **state)
{
    (void)state;
    for (int type = EVENT_VENUE_PUT; type <= EVENT_PERIOD_REOPEN; type++) {
        struct str name = event_type_name((enum event_type)type), is = count_of_names[count_of_record((enum event_type)type)];

        assert_string_equal(name.ptr + strlen("turnout."), is.ptr);
        assert_int_equal(count_of_type(count_of_record((enum event_type)type)), type);
        assert_int_equal(record_dataset((enum event_type)type).len, strcspn(is.ptr, "."));
    }
    assert_int_equal(count_of_record(EVENT_PERIOD_REOPEN) + 1, COUNTS_OF);
}

static void
a_stock__counts_from_its_day_on_and_a_flow_in_its_period(void **state)
{
    struct measure stock = { .kind = MEASURE_COUNT, .rule = RULE_NONE, .of = count_of_record(EVENT_TALENT_PUT), .type = EVENT_TALENT_PUT, .stock = true };
    struct measure flow = stock;
    struct scope scope;

    (void)state;
    flow.stock = false;
    note(EVENT_TALENT_PUT, "gate", "music", "2024-06-01");
    note(EVENT_TALENT_PUT, "bridge", "music", "2025-03");
    scope = row_of("street", "2025-02", "2026-01-01");
    assert_int_equal(count_things(&scope, &stock), 1);
    assert_int_equal(count_things(&scope, &flow), 0);
    assert_false(record_is_reported(&scope, &flow));
    assert_true(record_is_reported(&scope, &stock));
    scope = row_of("street", "2025-03", "2026-01-01");
    assert_int_equal(count_things(&scope, &stock), 2);
    assert_int_equal(count_things(&scope, &flow), 1);
    scope = row_of("street", "2025", "2025-02-28"); /* what begins tomorrow is not there yet */
    assert_int_equal(count_things(&scope, &stock), 1);
}

static void
entries_of_a_list__count_once_and_others_never(void **state)
{
    struct measure measure = among(MEASURE_COUNT);
    struct scope scope;

    (void)state;
    publish("gate", "website", "2025-03-01");
    publish("gate", "website", "2025-03-02");
    publish("gate", "radio", "2025-03-02");
    publish("bridge", "board", "2025-03-02");
    scope = row_of("gate", "2025", "2026-01-01");
    assert_int_equal(count_things(&scope, &measure), 1);
    scope = row_of("street", "2025", "2026-01-01");
    assert_int_equal(count_things(&scope, &measure), 2);
    measure.list_of = LIST_NONE;
    assert_int_equal(count_things(&scope, &measure), 3);
}

static void
categories_and_kinds__are_told_apart_for_every_thing(void **state)
{
    struct measure measure = { .kind = MEASURE_COUNT, .rule = RULE_NONE, .of = COUNT_TEAMS, .distinct = STR("kind") };
    struct event *team = make_team(&world, "chess", "gate");
    struct event *item = make_item(&world, "i1", "gate", "2025-03");
    struct scope scope;

    (void)state;
    team->as.team_put.kind = TEAM_ASSOCIATION;
    team->as.team_put.category = STR("sport");
    item->as.plan_put.category = STR("sport");
    world_state(&world, team);
    world_state(&world, make_team(&world, "drum", "gate"));
    world_state(&world, make_team(&world, "dance", "gate"));
    world_state(&world, item);
    world_state(&world, make_item(&world, "i2", "gate", "2025-04"));
    scope = row_of("gate", "2025", "2026-01-01");
    assert_int_equal(count_things(&scope, &measure), 2);
    measure.distinct = STR("category");
    assert_int_equal(count_things(&scope, &measure), 1);
    measure.of = COUNT_PLAN_ITEMS;
    assert_int_equal(count_things(&scope, &measure), 1);
}

/* ---- t.periods ---- */

static void
each_entry__has_its_own_months(void **state)
{
    struct measure measure = among(MEASURE_PERIODS);
    struct periods_count count;
    struct scope scope;

    (void)state;
    publish("gate", "website", "2025-01-31");
    publish("gate", "wechat", "2025-01-01");
    publish("gate", "board", "2025-01");
    publish("gate", "board", "2025-02-28T16:30:00Z"); /* in March there */
    publish("gate", "radio", "2025-02-02");
    scope = row_of("gate", "2025", "2025-04-15");
    count = record_periods(&scope, &measure);
    assert_int_equal(count.met, 4);
    assert_int_equal(count.expected, 9);
    assert_string_equal(count.strip, "100-........");
    measure.at_least = 2;
    count = record_periods(&scope, &measure);
    assert_int_equal(count.met, 0);
}

static void
a_month_in_which_the_unit_opened__counts_for_who_published(void **state)
{
    struct measure measure = among(MEASURE_PERIODS);
    struct event *unit = make_unit(&world, "pier", "street", "2020-01-01");
    struct periods_count count;
    struct scope scope;

    (void)state;
    unit->as.unit_put.has_opened = true;
    unit->as.unit_put.opened = make_day("2025-02-02");
    world_state(&world, unit);
    publish("pier", "board", "2025-02-20");
    scope = row_of("pier", "2025Q1", "2026-01-01");
    count = record_periods(&scope, &measure);
    assert_int_equal(count.met, 1);
    assert_int_equal(count.expected, 1 + 3);
    assert_string_equal(count.strip, ".00");
}

static void
random_items__are_the_months_of_a_table(void **state)
{
    struct dice dice = { 20250308 };

    (void)state;
    for (int round = 0; round < 300; round++) {
        bool table[3][12] = { { false } };
        struct measure measure;
        struct scope scope;
        struct periods_count count;
        int64_t met = 0, seen = 0;

        tear_down(NULL);
        set_up(NULL);
        measure = among(MEASURE_PERIODS);
        for (unsigned n = dice_below(&dice, 40); n > 0; n--) {
            unsigned channel = dice_below(&dice, 4), month = dice_below(&dice, 12);
            char at[24];

            snprintf(at, sizeof at, "2025-%02u-%02u", month + 1, 1 + dice_below(&dice, 28));
            publish(dice_below(&dice, 2) ? "gate" : "bridge", channels[channel], at);
            if (channel < 3)
                table[channel][month] = true;
        }
        scope = row_of("street", "2025", "2026-01-01");
        count = record_periods(&scope, &measure);
        for (int channel = 0; channel < 3; channel++) {
            bool any = false;
            for (int month = 0; month < 12; month++) {
                met += table[channel][month];
                any |= table[channel][month];
            }
            seen += any;
        }
        assert_int_equal(count.met, met);
        assert_int_equal(count.expected, 36);
        measure.kind = MEASURE_COUNT;
        assert_int_equal(count_things(&scope, &measure), seen);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names__are_those_of_the_event_types),
        cmocka_unit_test_setup_teardown(a_stock__counts_from_its_day_on_and_a_flow_in_its_period, set_up, tear_down),
        cmocka_unit_test_setup_teardown(entries_of_a_list__count_once_and_others_never, set_up, tear_down),
        cmocka_unit_test_setup_teardown(categories_and_kinds__are_told_apart_for_every_thing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_entry__has_its_own_months, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_month_in_which_the_unit_opened__counts_for_who_published, set_up, tear_down),
        cmocka_unit_test_setup_teardown(random_items__are_the_months_of_a_table, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("record count", tests, NULL, NULL);
}
