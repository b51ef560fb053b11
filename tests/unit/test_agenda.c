/* SPDX-License-Identifier: MIT */
#include "lib/engine/agenda.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/model/facts_settle.h"
#include "lib/model/past.h"
#include "lib/model/pools.h"
#include "tests/support/check.h"
#include "tests/support/random_facts.h"
#include "tests/support/random_records.h"
#include "tests/support/sample_rules.h"
#include "tests/support/world.h"

#include <stdio.h>
#include <stdlib.h>

static struct world world;

/* As a whole, or because people came. */
static uint32_t
periods_of(const struct agenda_item *item)
{
    return item->periods | item->attended | item->followed;
}

/* street above gate and bridge; the drum team of the gate; all of it published. */
static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "street", NULL, "2020-01-01"));
    world_state(&world, make_unit(&world, "gate", "street", "2020-01-01"));
    world_state(&world, make_unit(&world, "bridge", "street", "2020-01-01"));
    world_state(&world, make_team(&world, "drum", "gate"));
    world_state(&world, make_held(&world, "games", "gate", "sport", "2025-05-29"));
    world_state(&world, make_held(&world, "old", "bridge", "sport", "2024-05-29"));
    world_settle(&world, random_answer);
    facts_published(&world.facts);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

static int
text_cmp(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "gate 2025: 2025-05 2025Q2 2025H1 2025; street 2025: all", sorted. */
static const char *
due(bool reach)
{
    struct agenda agenda;
    const char *lines[64];
    struct buf text = { 0 };
    struct str kept;

    world_settle(&world, random_answer);
    agenda_fill(&agenda, &world.facts, 1, reach);
    for (size_t i = 0; i < agenda.count; i++) {
        const struct agenda_item *item = &agenda.items[i];
        const struct codebook *codes = item->kind == OWNER_TEAM ? &world.facts.teams.codes : &world.facts.units.codes;
        struct period periods[YEAR_PERIODS];
        char code[PERIOD_CODE_SIZE];
        struct buf line = { 0 };
        year_periods(&item->year, 1, periods);
        period_code(&item->year, 1, code);
        buf_printf(&line, "%s %s:", codebook_name(codes, item->owner).ptr, code);
        for (int k = 0; k < YEAR_PERIODS && periods_of(item) != YEAR_ALL; k++) {
            if (!(periods_of(item) >> k & 1))
                continue;
            period_code(&periods[k], 1, code);
            buf_printf(&line, " %s%s", item->periods >> k & 1 ? "" : "~", code);
        }
        if (periods_of(item) == YEAR_ALL)
            buf_printf(&line, " all");
        lines[i] = arena_copy(&world.arena, buf_str(&line)).ptr;
        buf_free(&line);
    }
    qsort(lines, agenda.count, sizeof *lines, text_cmp);
    for (size_t i = 0; i < agenda.count; i++)
        buf_printf(&text, "%s%s", i ? "; " : "", lines[i]);
    kept = arena_copy(&world.arena, buf_str(&text));
    agenda_free(&agenda);
    buf_free(&text);
    return kept.ptr;
}

static void
nothing__is_due_when_nothing_changed(void **state)
{
    (void)state;
    assert_string_equal(due(true), "");
}

/* "~": people came, and that is all. */
static void
an_attendance__is_due_in_its_unit_and_those_above_in_the_periods_of_its_day(void **state)
{
    (void)state;
    world_state(&world, make_attendance(&world, "games", 1, STATUS_PRESENT));
    assert_string_equal(due(false), "gate 2025: ~2025-05 ~2025Q2 ~2025H1 ~2025; street 2025: ~2025-05 ~2025Q2 ~2025H1 ~2025");
}

/* Stars are of all the hours so far. */
static void
hours_of_volunteers__are_due_in_every_period_that_ends_after_them(void **state)
{
    struct event *event = make_event(&world, EVENT_VOLUNTEER_HOURS, "2025-01-01");

    (void)state;
    event->as.volunteer_hours = (struct volunteer_hours){
        .unit = STR("gate"), .group = 1, .from = make_when("2024-11-30T23:00:00+08:00"), .to = make_when("2024-12-01T01:00:00+08:00")
    };
    world_state(&world, event);
    assert_string_equal(due(false), "gate 2024: 2024-11 2024-12 2024Q4 2024H2 2024; gate 2025: all; "
                                    "street 2024: 2024-11 2024-12 2024Q4 2024H2 2024; street 2025: all");
}

static void
a_volunteer__who_joins_is_due_in_every_year_and_in_that_of_the_day(void **state)
{
    struct event *event = make_event(&world, EVENT_VOLUNTEER_JOIN, "2023-03-01");

    (void)state;
    event->as.volunteer_change = (struct volunteer_change){ .unit = STR("gate") };
    event->persons = (uint32_t[]){ 7 };
    event->person_count = 1;
    world_withdraw(&world, world_state(&world, event));
    assert_string_equal(due(false), "");
    world_state(&world, event);
    assert_non_null(strstr(due(false), "gate 2023: "));
    assert_non_null(strstr(due(false), "gate 2024: all"));
}

static void
with_reach__a_session_is_due_at_every_unit(void **state)
{
    (void)state;
    world_state(&world, make_attendance(&world, "games", 1, STATUS_PRESENT));
    assert_string_equal(due(true), "bridge 2025: 2025-05 2025Q2 2025H1 2025; gate 2025: 2025-05 2025Q2 2025H1 2025; "
                                   "street 2025: 2025-05 2025Q2 2025H1 2025");
}

static void
a_session__that_moves_is_due_where_it_was_and_where_it_is(void **state)
{
    struct event *moved = make_held(&world, "games", "bridge", "sport", "2025-12-31/2026-01-01");

    (void)state;
    moved->rev = 2;
    moved->as.activity_put.start = make_when("2024-07-10/2024-08-25");
    moved->as.activity_put.teams = make_list(&world, "drum");
    world_state(&world, moved);
    assert_string_equal(due(false), "bridge 2024: 2024Q3 2024H2 2024; drum 2024: 2024Q3 2024H2 2024; "
                                    "gate 2025: 2025-05 2025Q2 2025H1 2025; street 2024: 2024Q3 2024H2 2024; "
                                    "street 2025: 2025-05 2025Q2 2025H1 2025");
}

static void
a_session__that_lies_in_no_year_is_due_nowhere(void **state)
{
    (void)state;
    world_state(&world, make_held(&world, "turn", "gate", "sport", "2025-12-31/2026-01-01"));
    assert_string_equal(due(true), "");
}

static void
a_population__is_due_always_with_the_teams_that_have_it(void **state)
{
    (void)state;
    world_state(&world, make_population(&world, "gate", NULL, 5, "2025-01-01"));
    assert_string_equal(due(false), "drum 2024: all; drum 2025: all; gate 2024: all; gate 2025: all; street 2024: all; street 2025: all");
}

static void
a_member__is_due_in_the_team(void **state)
{
    (void)state;
    world_state(&world, make_member(&world, "drum", 1, true, "2025-01-01"));
    assert_string_equal(due(false), "drum 2024: all; drum 2025: all");
}

static void
a_plan_item__is_due_in_the_periods_of_its_window_also_when_it_goes(void **state)
{
    uint64_t seq;

    (void)state;
    seq = world_state(&world, make_item(&world, "later", "bridge", "2027-03"));
    assert_string_equal(due(false), "bridge 2027: 2027-03 2027Q1 2027H1 2027; street 2027: 2027-03 2027Q1 2027H1 2027");
    facts_published(&world.facts);
    world_withdraw(&world, seq); /* the only thing of 2027 */
    assert_string_equal(due(false), "bridge 2027: 2027-03 2027Q1 2027H1 2027; street 2027: 2027-03 2027Q1 2027H1 2027");
}

static void
an_item__that_waited_for_a_team_is_due_at_its_unit_when_the_team_comes(void **state)
{
    struct event *item = make_item(&world, "march", "bridge", "2025-03");

    (void)state;
    item->as.plan_put.team = STR("dance");
    world_state(&world, item);
    due(false);
    facts_published(&world.facts);
    world_state(&world, make_team(&world, "dance", "gate"));
    assert_non_null(strstr(due(false), "bridge 2025: 2025-03 2025Q1 2025H1 2025"));
}

static void
a_unit__makes_everything_due(void **state)
{
    (void)state;
    world_state(&world, make_unit(&world, "new", "street", "2025-01-01"));
    assert_string_equal(due(false), "bridge 2024: all; bridge 2025: all; drum 2024: all; drum 2025: all; gate 2024: all; gate 2025: all; "
                                    "new 2024: all; new 2025: all; street 2024: all; street 2025: all");
}

/* ---- what is due is enough ---- */

enum { FIRST_YEAR = 2024, YEARS = 3, WORLDS = 40, STEPS = 6, CHANGES = 4 };

/* What is published of an owner over a period; of a year also what is remembered of it. */
struct sheet {
    char *text; /* its rows; "" when there are none */
    uint64_t signature;
    struct month_sets months;
    struct pools pools;
};

struct ledge {
    bool is_fresh;        /* all is made from nothing, and of the buckets themselves */
    struct codebook keys; /* (kind, owner, first day, end day) */
    struct sheet *sheets;
    size_t count, capacity;
};

static void
ledge_free(struct ledge *ledge)
{
    for (size_t i = 0; i < ledge->count; i++) {
        free(ledge->sheets[i].text);
        month_sets_free(&ledge->sheets[i].months);
        pools_free(&ledge->sheets[i].pools);
    }
    free(ledge->sheets);
    codebook_free(&ledge->keys);
    *ledge = (struct ledge){ 0 };
}

static uint32_t
place_of(struct ledge *ledge, enum owner_kind kind, uint32_t owner, const struct period *period)
{
    int32_t key[4] = { (int32_t)kind, (int32_t)owner, period->first, period->end };
    uint32_t place = codebook_add(&ledge->keys, (struct str){ (const char *)key, sizeof key });

    if (place == ledge->count) {
        ledge->sheets = mem_grow(ledge->sheets, ledge->count, &ledge->capacity, sizeof *ledge->sheets);
        ledge->sheets[ledge->count++] = (struct sheet){ .text = mem_text(STR("")) };
    }
    return place;
}

struct writing {
    struct buf text;
    struct arena arena;
    const struct ruleset *ruleset;
};

static bool
write_row(void *ctx, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    struct writing *writing = ctx;
    const struct facts *facts = scope->facts;

    buf_printf(&writing->text, "%.*s of %s %s %s: %s\n", STR_ARG(writing->ruleset->indicators[indicator].name),
               codebook_name(&facts->units.codes, scope->unit).ptr,
               scope->category == CODE_NONE ? "" : codebook_name(&facts->categories.codes, scope->category).ptr,
               scope->group == CODE_NONE ? "" : codebook_name(&facts->people.groups, scope->group).ptr,
               figure_text(&writing->arena, figure).ptr);
    arena_reset(&writing->arena);
    return true;
}

static bool
open_year(struct ledge *ledge, const struct agenda_item *item, struct pools *pools, struct year_book *book)
{
    if (ledge->is_fresh || item->kind == OWNER_TEAM)
        return year_book_open(&world.facts, item->kind, item->owner, &item->year, book);
    pools_update(pools, &world.facts, item->owner, &item->year, item->periods != 0, item->attended);
    return year_book_open_pools(&world.facts, item->owner, &item->year, pools, book);
}

/* Computes the due periods of a year again, as publishing does. */
static void
compute_year(struct ledge *ledge, const struct sheet_settings *settings, const struct agenda_item *item)
{
    uint32_t of_year = place_of(ledge, item->kind, item->owner, &item->year);
    struct period periods[YEAR_PERIODS];
    struct year_book book;
    struct pools pools = ledge->sheets[of_year].pools;
    bool open = open_year(ledge, item, &pools, &book);
    uint32_t bits = ledge->sheets[of_year].signature != book.signature ? YEAR_ALL : periods_of(item);
    struct month_sets months = ledge->sheets[of_year].months;

    ledge->sheets[of_year].signature = book.signature;
    month_sets_begin(&months, item->year.first, bits, item->recount);
    book.months = &months;
    year_periods(&item->year, 1, periods);
    for (unsigned i = 0; i < YEAR_PERIODS; i++) {
        struct writing writing = { .ruleset = settings->ruleset };
        uint32_t place = place_of(ledge, item->kind, item->owner, &periods[i]);
        if (!(bits >> i & 1))
            continue;
        if (open)
            assert_true(sheet_compute(&world.facts, settings, &book, &periods[i], write_row, &writing));
        free(ledge->sheets[place].text);
        ledge->sheets[place].text = mem_text(buf_str(&writing.text));
        buf_free(&writing.text);
        arena_free(&writing.arena);
    }
    if (!open || item->kind == OWNER_TEAM) /* as publishing has it: a team may come to another unit */
        month_sets_free(&months);
    ledge->sheets[of_year].months = months;
    ledge->sheets[of_year].pools = pools;
    year_book_close(&book);
}

static struct sheet_settings
settings_of(const struct ruleset *rules, const struct group_presence *groups)
{
    return (struct sheet_settings){ .ruleset = rules, .groups = groups, .as_of = make_day("2025-08-15"), .year_start_month = 1 };
}

static void
compute_everything(struct ledge *ledge, const struct ruleset *rules)
{
    struct group_presence groups;
    struct sheet_settings settings = settings_of(rules, &groups);
    struct agenda_item item = { .periods = YEAR_ALL, .recount = YEAR_ALL };

    group_presence_find(&world.facts, &groups);
    for (int i = 0; i < YEARS; i++) {
        item.year = period_containing(PERIOD_YEAR, day_of(FIRST_YEAR + i, 6, 1), 1);
        item.kind = OWNER_HOST;
        for (item.owner = 0; item.owner < world.facts.units.count; item.owner++)
            compute_year(ledge, &settings, &item);
        item.kind = OWNER_TEAM;
        for (item.owner = 0; item.owner < world.facts.teams.count; item.owner++)
            compute_year(ledge, &settings, &item);
    }
    group_presence_free(&groups);
}

/* Everything anew, and the same as what was kept up step by step. */
static void
expect_up_to_date(struct ledge *kept, const struct ruleset *rules, unsigned seed, unsigned step)
{
    struct ledge fresh = { .is_fresh = true };

    compute_everything(&fresh, rules);
    for (uint32_t i = 0; i < fresh.count; i++) {
        uint32_t place = codebook_find(&kept->keys, codebook_name(&fresh.keys, i));
        const char *text = place == CODE_NONE ? "" : kept->sheets[place].text;
        if (strcmp(text, fresh.sheets[i].text) != 0)
            check_failed("world %u, step %u: published\n%sbut it is\n%s", seed, step, text, fresh.sheets[i].text);
    }
    ledge_free(&fresh);
}

static bool
has_moved(void *ctx, const struct agenda_item *item)
{
    struct ledge *ledge = ctx;
    uint32_t of_year = place_of(ledge, item->kind, item->owner, &item->year);
    struct year_book book;
    bool moved;

    year_book_open(&world.facts, item->kind, item->owner, &item->year, &book);
    moved = ledge->sheets[of_year].signature != book.signature;
    year_book_close(&book);
    return moved;
}

static void
publish(struct ledge *ledge, const struct ruleset *rules, bool reach)
{
    struct group_presence groups;
    struct sheet_settings settings = settings_of(rules, &groups);
    struct agenda agenda;
    bool marks[64];

    assert_true(rules->indicator_count <= 64);
    tally_settle(&world.facts.tally, 0, SIZE_MAX);
    group_presence_find(&world.facts, &groups);
    agenda_fill(&agenda, &world.facts, 1, reach);
    if (!world.facts.all_dirty)
        agenda_follow(&agenda, past_reach(rules, marks), settings.as_of, has_moved, ledge);
    for (size_t i = 0; i < agenda.count; i++)
        compute_year(ledge, &settings, &agenda.items[i]);
    agenda_free(&agenda);
    group_presence_free(&groups);
    if (world.facts.all_dirty)
        compute_everything(ledge, rules); /* publishing looks at all pages that it has */
    facts_published(&world.facts);
}

/* Something new, or something that goes or comes again. */
static void
change(struct dice *dice, uint64_t *seqs, bool *there, unsigned *count, bool records)
{
    unsigned i = dice_below(dice, *count);

    if (dice_below(dice, 2)) {
        there[*count] = true;
        seqs[(*count)++] =
            world_state(&world, records && dice_below(dice, 3) ? random_record(&world, dice) : random_event(&world, dice));
        return;
    }
    if (there[i])
        world_withdraw(&world, seqs[i]);
    else
        world_restore(&world, seqs[i]);
    there[i] = !there[i];
}

/* The same rules, of which every one asks for an improvement: on more, or on less. */
static const struct ruleset *
improving(const struct ruleset *rules)
{
    static struct indicator indicators[64];
    static struct ruleset copy;

    copy = *rules;
    copy.indicators = indicators;
    for (size_t i = 0; i < rules->indicator_count; i++) {
        indicators[i] = rules->indicators[i];
        indicators[i].has_target = indicators[i].improves = true;
        indicators[i].target_at_least = i % 3 != 0;
    }
    return &copy;
}

/* Step by step against everything anew. */
static void
follow_worlds(void **state, bool records, bool improves)
{
    unsigned worlds = improves ? WORLDS / 4 : WORLDS;
    size_t partial = 0;

    for (unsigned seed = 0; seed < worlds; seed++) {
        struct dice dice = { seed };
        struct event *events[RANDOM_EVENTS];
        uint64_t seqs[RANDOM_EVENTS + STEPS * CHANGES];
        bool there[RANDOM_EVENTS + STEPS * CHANGES], reach = seed % 4 == 0;
        const struct ruleset *rules = records ? record_rules() : sample_rules(reach);
        unsigned count = RANDOM_EVENTS;
        const struct ruleset *asked = improves ? improving(rules) : rules;
        struct ledge ledge = { 0 };

        tear_down(state);
        world_init(&world);
        facts_new_rules(&world.facts, true, true);
        random_events(&world, &dice, events);
        for (unsigned i = RANDOM_EVENTS / 2; records && i < RANDOM_EVENTS; i++)
            events[i] = random_record(&world, &dice);
        state_with_others(&world, &dice, &(struct stating){ events, seqs, RANDOM_EVENTS });
        memset(there, true, sizeof there);
        publish(&ledge, asked, reach);
        for (unsigned step = 0; step < STEPS; step++) {
            for (unsigned i = 0; i < CHANGES; i++)
                change(&dice, seqs, there, &count, records);
            world_settle(&world, random_answer);
            partial += !world.facts.all_dirty;
            publish(&ledge, asked, reach);
            expect_up_to_date(&ledge, asked, seed, step);
        }
        ledge_free(&ledge);
    }
    assert_true(partial > worlds * STEPS / 3);
}

static void
any_change__is_published_by_what_is_due(void **state)
{
    follow_worlds(state, false, false);
}

static void
any_change_of_records__is_published_by_what_is_due(void **state)
{
    follow_worlds(state, true, false);
}

static void
any_change__reaches_the_later_periods_that_are_to_improve_on_it(void **state)
{
    follow_worlds(state, false, true);
}

static void
any_change_of_records__reaches_the_later_periods_that_are_to_improve_on_it(void **state)
{
    follow_worlds(state, true, true);
}

static void
target(const char *unit)
{
    struct event *event = make_event(&world, EVENT_TARGET_PUT, "2025-01-01");

    event->as.target_put.indicator = STR("shows");
    event->as.target_put.unit = unit ? str_of(unit) : (struct str){ 0 };
    event->as.target_put.value = (struct fraction){ 12, 1 };
    world_state(&world, event);
}

static void
a_target__is_due_at_its_unit_and_all_below_but_not_above(void **state)
{
    (void)state;
    target("gate");
    assert_string_equal(due(false), "drum 2024: all; drum 2025: all; gate 2024: all; gate 2025: all");
    facts_published(&world.facts);
    target("street");
    assert_string_equal(due(false), "bridge 2024: all; bridge 2025: all; drum 2024: all; drum 2025: all; gate 2024: all; "
                                    "gate 2025: all; street 2024: all; street 2025: all");
    facts_published(&world.facts);
    target(NULL);
    assert_string_equal(due(false), "bridge 2024: all; bridge 2025: all; drum 2024: all; drum 2025: all; gate 2024: all; "
                                    "gate 2025: all; street 2024: all; street 2025: all");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing__is_due_when_nothing_changed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_attendance__is_due_in_its_unit_and_those_above_in_the_periods_of_its_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hours_of_volunteers__are_due_in_every_period_that_ends_after_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_volunteer__who_joins_is_due_in_every_year_and_in_that_of_the_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(with_reach__a_session_is_due_at_every_unit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session__that_moves_is_due_where_it_was_and_where_it_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session__that_lies_in_no_year_is_due_nowhere, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_population__is_due_always_with_the_teams_that_have_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_member__is_due_in_the_team, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_plan_item__is_due_in_the_periods_of_its_window_also_when_it_goes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_item__that_waited_for_a_team_is_due_at_its_unit_when_the_team_comes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_target__is_due_at_its_unit_and_all_below_but_not_above, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit__makes_everything_due, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_change__is_published_by_what_is_due, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_change_of_records__is_published_by_what_is_due, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_change__reaches_the_later_periods_that_are_to_improve_on_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_change_of_records__reaches_the_later_periods_that_are_to_improve_on_it, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("agenda", tests, NULL, NULL);
}
