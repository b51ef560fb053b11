/* SPDX-License-Identifier: MIT */
/*
 * The checks of the data on facts without a store: what is found, what is just
 * not found, and what is gone when an event is.
 */
#include "lib/model/quality.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "tests/support/check.h"
#include "tests/support/random_facts.h"

#include <stdlib.h>
#include <string.h>

static struct world world;
static day_t as_of;
static int64_t recorded[512]; /* by position: seconds; 0: long ago */

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    memset(recorded, 0, sizeof recorded);
    as_of = make_day("2025-06-30");
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

static int64_t
when_recorded(void *ctx, uint64_t seq)
{
    (void)ctx;
    return seq < 512 ? recorded[seq] * 1000 : 0;
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
put_code(struct buf *text, const char *name, const struct codebook *book, uint32_t number)
{
    if (number != CODE_NONE)
        buf_printf(text, " %s=%.*s", name, STR_ARG(codebook_name(book, number)));
}

static void
put_events(struct buf *text, const struct finding *finding)
{
    char *ids[64];
    size_t count = 0;

    for (size_t i = 0; i < finding->event_count && count < 64; i++)
        ids[count++] = mem_text(world.log[finding->events[i] - 1]->id);
    qsort(ids, count, sizeof *ids, by_text);
    for (size_t i = 0; i < count; i++) {
        buf_printf(text, " %s", ids[i]);
        free(ids[i]);
    }
}

static char *
finding_line(const struct finding *finding)
{
    struct buf text = { 0 };
    char *line;

    buf_put_str(&text, quality_check_names[finding->check]);
    put_code(&text, "unit", &world.facts.units.codes, finding->unit);
    put_code(&text, "team", &world.facts.teams.codes, finding->team);
    put_code(&text, "at", &world.facts.activities, finding->session);
    if (finding->subject.ptr)
        buf_printf(&text, " about=%.*s", STR_ARG(finding->subject));
    if (finding->period.ptr)
        buf_printf(&text, " in=%.*s", STR_ARG(finding->period));
    for (size_t i = 0; i < finding->number_count; i++)
        buf_printf(&text, " %s=%.*s", finding->numbers[i].name, STR_ARG(finding->numbers[i].value));
    put_events(&text, finding);
    line = mem_text(buf_str(&text));
    buf_free(&text);
    return line;
}

/* What the rules find now, a line each, in alphabetical order; owned. */
static char *
found_by(const struct quality_rule *rules, size_t count)
{
    const struct ruleset nothing = { 0 };
    const struct quality_view view = {
        .facts = &world.facts, .ruleset = &nothing, .as_of = as_of, .year_start_month = 1, .recorded_at = when_recorded,
    };
    struct findings findings = { 0 };
    struct buf text = { 0 };
    char **lines, *all;

    world_settle(&world, random_answer);
    quality_look(&view, rules, count, &findings);
    lines = mem_array(findings.count + 1, sizeof *lines);
    for (size_t i = 0; i < findings.count; i++)
        lines[i] = finding_line(&findings.all[i]);
    if (findings.count > 1)
        qsort(lines, findings.count, sizeof *lines, by_text);
    for (size_t i = 0; i < findings.count; i++) {
        buf_printf(&text, "%s%s", i > 0 ? "\n" : "", lines[i]);
        free(lines[i]);
    }
    free(lines);
    findings_free(&findings);
    all = mem_text(text.ptr ? buf_str(&text) : STR(""));
    buf_free(&text);
    return all;
}

static struct quality_rule
rule(enum quality_check check, enum quality_param param, int64_t value)
{
    struct quality_rule rule = { .check = check, .on = true };

    rule.params[param] = value;
    return rule;
}

static void
expect(struct quality_rule rule, const char *expected)
{
    char *found = found_by(&rule, 1);

    assert_string_equal(found, expected);
    free(found);
}

static uint64_t
hold(const char *activity, const char *start)
{
    return world_state(&world, make_held(&world, activity, "u", "culture", start));
}

static uint64_t
come(const char *activity, uint32_t person)
{
    return world_state(&world, make_attendance(&world, activity, person, STATUS_PRESENT));
}

static void
unit(void)
{
    world_state(&world, make_unit(&world, "u", NULL, "2020-01-01")); /* e00001 */
}

/* ---- sessions ---- */

static void
a_headcount_below_the_named__is_found_until_one_of_them_is_gone(void **state)
{
    struct quality_rule below = rule(QUALITY_HEADCOUNT_BELOW_NAMED, 0, 0);
    struct event *apart;
    uint64_t second, count;

    (void)state;
    unit();
    hold("a", "2025-06-01");
    come("a", 1);
    second = come("a", 2);
    count = world_state(&world, make_headcount(&world, "a", 1));
    expect(below, "headcount_below_named unit=u at=a in=2025-06-01 headcount=1 named=2 e00005");
    world_withdraw(&world, second);
    expect(below, "");
    world_restore(&world, second);
    world_withdraw(&world, count);
    expect(below, "");
    apart = make_headcount(&world, "a", 1);
    apart->as.headcount.includes_named = false;
    world_state(&world, apart);
    expect(below, "");
}

static void
a_session_without_attendance__is_found_on_the_seventh_day(void **state)
{
    struct quality_rule none = rule(QUALITY_NO_ATTENDANCE, QUALITY_DAYS, 7);
    uint64_t seq, came;

    (void)state;
    unit();
    seq = hold("a", "2025-06-23");
    hold("b", "2025-06-24");
    expect(none, "no_attendance unit=u at=a in=2025-06-23 days=7 e00002");
    came = world_state(&world, make_attendance(&world, "a", 1, STATUS_ABSENT)); /* somebody looked */
    expect(none, "");
    world_withdraw(&world, came);
    expect(none, "no_attendance unit=u at=a in=2025-06-23 days=7 e00002");
    world_withdraw(&world, seq);
    expect(none, "");
    world_restore(&world, seq);
    world_state(&world, make_void(&world, "a", 1));
    expect(none, "");
}

static void
the_findings_of_a_unit__are_at_most_fifty_and_the_rest_is_counted(void **state)
{
    struct quality_rule none = rule(QUALITY_NO_ATTENDANCE, QUALITY_DAYS, 7);
    char *found;
    size_t lines = 1;

    (void)state;
    unit();
    for (int i = 0; i < 60; i++) {
        char activity[32], day[32];
        snprintf(activity, sizeof activity, "a%02d", i);
        snprintf(day, sizeof day, "2025-%02d-%02d", 1 + i / 20, 1 + i % 20);
        hold(activity, day);
    }
    found = found_by(&none, 1);
    for (const char *c = found; *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, 51);
    assert_non_null(strstr(found, "no_attendance unit=u more=10"));
    assert_null(strstr(found, "at=a09 "));
    assert_non_null(strstr(found, "at=a10 ")); /* the latest are listed */
    free(found);
}

static void
headcounts_of_two_sources__are_found_when_they_differ(void **state)
{
    struct quality_rule differ = rule(QUALITY_HEADCOUNTS_DIFFER, 0, 0);
    struct event *other, *again;
    uint64_t seq;

    (void)state;
    unit();
    hold("a", "2025-06-01");
    world_state(&world, make_headcount(&world, "a", 30));
    other = make_headcount(&world, "a", 30);
    other->source = STR("door");
    world_state(&world, other);
    expect(differ, "");
    again = make_headcount(&world, "a", 28); /* the greater statement of that source: by its id */
    again->source = STR("door");
    seq = world_state(&world, again);
    expect(differ, "headcounts_differ unit=u at=a in=2025-06-01 sources=2 least=28 most=30 e00003 e00005");
    world_withdraw(&world, seq);
    expect(differ, "");
}

static void
round_headcounts__are_found_when_there_are_enough_and_more_than_the_share(void **state)
{
    struct quality_rule round = rule(QUALITY_ROUND_HEADCOUNTS, QUALITY_PERCENT, 50);
    uint64_t odd;

    (void)state;
    round.params[QUALITY_AT_LEAST] = 4;
    unit();
    for (int i = 0; i < 4; i++) {
        char activity[32];
        snprintf(activity, sizeof activity, "a%d", i);
        hold(activity, "2025-06-01");
        odd = world_state(&world, make_headcount(&world, activity, i < 2 ? 20 : 21));
    }
    expect(round, ""); /* exactly half */
    world_withdraw(&world, odd);
    expect(round, ""); /* three are too few */
    hold("a4", "2025-06-01");
    world_state(&world, make_headcount(&world, "a4", 30));
    expect(round, "round_headcounts unit=u in=2025 round=3 headcounts=4 e00003 e00005 e00011");
}

/* ---- recording ---- */

static void
a_year_that_was_filled_in_at_its_end__is_found(void **state)
{
    struct quality_rule filled = rule(QUALITY_BACK_FILLED, QUALITY_PERCENT, 50);
    int64_t late = (int64_t)make_day("2025-12-31") * 86400, early = (int64_t)make_day("2025-03-01") * 86400;
    uint64_t seqs[3];

    (void)state;
    filled.params[QUALITY_DAYS] = 1;
    filled.params[QUALITY_AT_LEAST] = 3;
    unit();
    seqs[0] = hold("a", "2025-02-01");
    seqs[1] = hold("b", "2025-03-01");
    seqs[2] = hold("c", "2025-12-30"); /* that is no back-filling */
    recorded[seqs[0]] = recorded[seqs[1]] = recorded[seqs[2]] = late;
    expect(filled, "back_filled unit=u in=2025 recorded_at_the_end=2 sessions=3 e00002 e00003");
    recorded[seqs[1]] = early;
    expect(filled, "");
    recorded[seqs[1]] = (int64_t)make_day("2026-01-01") * 86400; /* 08:00 in Shanghai: a day after */
    expect(filled, "back_filled unit=u in=2025 recorded_at_the_end=2 sessions=3 e00002 e00003");
    recorded[seqs[1]] = (int64_t)make_day("2026-01-01") * 86400 + 16 * 3600; /* midnight there: two days after */
    expect(filled, "");
}

/* ---- people ---- */

static uint64_t
hold_from(const char *activity, const char *start, const char *end)
{
    struct event *event = make_held(&world, activity, "u", "culture", start);

    event->as.activity_put.end = make_when(end);
    return world_state(&world, event);
}

static void
two_sessions_at_once__are_found_with_the_number_of_people(void **state)
{
    struct quality_rule overlap = rule(QUALITY_OVERLAP, 0, 0);
    uint64_t seq;

    (void)state;
    unit();
    hold_from("b", "2025-06-01T01:00:00Z", "2025-06-01T03:00:00Z");
    hold_from("a", "2025-06-01T02:59:59Z", "2025-06-01T04:00:00Z");
    hold_from("c", "2025-06-01T04:00:00Z", "2025-06-01T05:00:00Z");
    hold_from("d", "2025-06-01T00:00:00Z", "2025-06-02T00:00:01Z"); /* longer than a day */
    for (uint32_t person = 1; person <= 2; person++) {
        come("a", person);
        come("c", person);
        come("d", person);
    }
    come("b", 1);
    seq = come("b", 2);
    world_state(&world, make_attendance(&world, "b", 3, STATUS_PRESENT));
    world_state(&world, make_attendance(&world, "a", 3, STATUS_EXCUSED));
    expect(overlap, "overlap unit=u at=a about=b in=2025-06-01 people=2 e00002 e00003");
    world_withdraw(&world, seq);
    expect(overlap, "overlap unit=u at=a about=b in=2025-06-01 people=1 e00002 e00003");
    world_state(&world, make_void(&world, "b", 1));
    expect(overlap, "");
}

static void
two_tokens_of_one_person__are_one_person_at_two_sessions(void **state)
{
    struct event *merge = make_attendance(&world, "", 9, STATUS_PRESENT);
    uint64_t seq;

    (void)state;
    unit();
    hold_from("a", "2025-06-01T01:00:00Z", "2025-06-01T03:00:00Z");
    hold_from("b", "2025-06-01T02:00:00Z", "2025-06-01T04:00:00Z");
    come("a", 8);
    come("b", 9);
    expect(rule(QUALITY_OVERLAP, 0, 0), "");
    merge->type = EVENT_PERSON_MERGE;
    merge->persons = arena_array(&world.arena, 2, sizeof *merge->persons);
    merge->persons[0] = 9;
    merge->persons[1] = 8;
    merge->person_count = 2;
    seq = world_state(&world, merge);
    expect(rule(QUALITY_OVERLAP, 0, 0), "overlap unit=u at=a about=b in=2025-06-01 people=1 e00003 e00004");
    world_withdraw(&world, seq);
    expect(rule(QUALITY_OVERLAP, 0, 0), "");
}

static void
two_large_sessions_at_once__are_compared_person_by_person(void **state)
{
    enum { MANY = 20000 };

    (void)state;
    unit();
    hold_from("a", "2025-06-01T01:00:00Z", "2025-06-01T03:00:00Z");
    hold_from("b", "2025-06-01T02:00:00Z", "2025-06-01T04:00:00Z");
    for (uint32_t i = 1; i <= MANY; i++) {
        come("a", i);
        come("b", MANY - 1000 + i);
    }
    expect(rule(QUALITY_OVERLAP, 0, 0), "overlap unit=u at=a about=b in=2025-06-01 people=1000 e00002 e00003");
}

static void
identical_lists__are_found_whatever_the_order_of_the_names(void **state)
{
    static const uint32_t orders[3][3] = { { 1, 2, 3 }, { 3, 1, 2 }, { 2, 3, 1 } };
    struct quality_rule lists = rule(QUALITY_IDENTICAL_LISTS, QUALITY_AT_LEAST, 3);
    uint64_t more;

    (void)state;
    lists.params[QUALITY_PEOPLE] = 3;
    unit();
    for (int i = 0; i < 3; i++) {
        const char activity[2] = { (char)('a' + i), '\0' };
        hold(activity, i == 2 ? "2025-06-09" : "2025-06-01");
        for (int k = 0; k < 3; k++)
            come(activity, orders[i][k]);
    }
    expect(lists, "identical_lists unit=u in=2025-06-01..2025-06-09 sessions=3 people=3 e00002 e00006 e00010");
    more = come("b", 4);
    expect(lists, "");
    world_withdraw(&world, more);
    lists.params[QUALITY_PEOPLE] = 4;
    expect(lists, "");
}

/* ---- what there is ---- */

static void
a_link_that_closes_a_cycle__is_listed_when_it_is_ignored(void **state)
{
    struct quality_rule cycle = rule(QUALITY_BROKEN_CYCLE, 0, 0);
    uint64_t last;

    (void)state;
    world_state(&world, make_unit(&world, "a", "b", "2020-01-01"));
    last = world_state(&world, make_unit(&world, "b", "a", "2021-01-01"));
    expect(cycle, "broken_cycle unit=b about=a in=2021-01-01 e00002");
    world_withdraw(&world, last);
    world_state(&world, make_unit(&world, "b", NULL, "2021-01-01"));
    expect(cycle, "");
}

static void
a_population__jumps_by_more_than_the_percent_up_and_down(void **state)
{
    struct quality_rule jump = rule(QUALITY_POPULATION_JUMP, QUALITY_PERCENT, 20);
    uint64_t seq;

    (void)state;
    unit();
    world_state(&world, make_population(&world, "u", NULL, 120, "2024-01-01"));
    world_state(&world, make_population(&world, "u", NULL, 100, "2023-01-01"));
    expect(jump, "");
    seq = world_state(&world, make_population(&world, "u", NULL, 95, "2025-01-01"));
    expect(jump, "population_jump unit=u about=usual/all in=2025-01-01 before=120 after=95 e00002 e00004");
    world_state(&world, make_population(&world, "u", NULL, 96, "2025-01-01")); /* of that day the greater one holds */
    expect(jump, "");
    world_withdraw(&world, seq);
    world_state(&world, make_population(&world, "u", "elderly", 1000, "2025-01-01")); /* another group */
    expect(jump, "");
}

static void
a_team__is_dormant_after_its_days_unless_it_is_new_or_gone(void **state)
{
    struct quality_rule dormant = rule(QUALITY_DORMANT_TEAM, QUALITY_DAYS, 90);
    struct event *team = make_team(&world, "t", "u"), *held, *gone;

    (void)state;
    unit();
    as_of = make_day("2025-06-29"); /* founded 89 days ago: new */
    team->as.team_put.has_founded = true;
    team->as.team_put.founded = make_day("2025-04-01");
    world_state(&world, team);
    expect(dormant, "");
    as_of++;
    expect(dormant, "dormant_team unit=u team=t e00001");
    held = make_held(&world, "a", "u", "culture", "2025-04-02");
    held->as.activity_put.teams = make_list(&world, "t");
    world_state(&world, held);
    expect(dormant, "");
    as_of++;
    expect(dormant, "dormant_team unit=u team=t in=2025-04-02 days=90 e00001");
    gone = make_team(&world, "t", "u");
    gone->as.team_put.has_founded = true;
    gone->as.team_put.founded = make_day("2025-04-03");
    world_state(&world, gone);
    expect(dormant, "");
}

/* ---- any order ---- */

/* All that need nothing but the facts, with limits so low that they find something. */
static size_t
low_rules(struct quality_rule rules[QUALITY_CHECKS])
{
    size_t count = 0;

    for (int check = 0; check < QUALITY_CHECKS; check++) {
        struct quality_rule one = { .check = (enum quality_check)check, .on = true };
        if (check == QUALITY_BACK_FILLED)
            continue;
        one.params[QUALITY_PERCENT] = one.params[QUALITY_MINUTES] = one.params[QUALITY_DAYS] = 1;
        one.params[QUALITY_AT_LEAST] = 2;
        one.params[QUALITY_PEOPLE] = 1;
        rules[count++] = one;
    }
    return count;
}

static void
any_order__of_any_events_finds_the_same(void **state)
{
    struct quality_rule rules[QUALITY_CHECKS];
    size_t count = low_rules(rules), lines = 0;

    for (unsigned set = 0; set < 150; set++) {
        char *first = NULL;

        for (unsigned order = 0; order < 2; order++) {
            struct event *events[RANDOM_EVENTS];
            uint64_t seqs[RANDOM_EVENTS];
            struct dice same = { set }, other = { set * 10 + order + 1000 };
            char *text;
            tear_down(state);
            set_up(state);
            random_events(&world, &same, events);
            random_order(events, RANDOM_EVENTS, &other);
            state_with_others(&world, &other, &(struct stating){ events, seqs, RANDOM_EVENTS });
            text = found_by(rules, count);
            if (first && strcmp(first, text) != 0)
                check_failed("set %u: one order finds\n%s\n\nanother\n%s", set, first, text);
            lines += *text != '\0';
            free(first);
            first = text;
        }
        free(first);
    }
    assert_true(lines > 200);
}

int
main(void)
{
#define SENTENCE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        SENTENCE(a_headcount_below_the_named__is_found_until_one_of_them_is_gone),
        SENTENCE(a_session_without_attendance__is_found_on_the_seventh_day),
        SENTENCE(the_findings_of_a_unit__are_at_most_fifty_and_the_rest_is_counted),
        SENTENCE(headcounts_of_two_sources__are_found_when_they_differ),
        SENTENCE(round_headcounts__are_found_when_there_are_enough_and_more_than_the_share),
        SENTENCE(a_year_that_was_filled_in_at_its_end__is_found),
        SENTENCE(two_sessions_at_once__are_found_with_the_number_of_people),
        SENTENCE(two_tokens_of_one_person__are_one_person_at_two_sessions),
        SENTENCE(two_large_sessions_at_once__are_compared_person_by_person),
        SENTENCE(identical_lists__are_found_whatever_the_order_of_the_names),
        SENTENCE(a_link_that_closes_a_cycle__is_listed_when_it_is_ignored),
        SENTENCE(a_population__jumps_by_more_than_the_percent_up_and_down),
        SENTENCE(a_team__is_dormant_after_its_days_unless_it_is_new_or_gone),
        SENTENCE(any_order__of_any_events_finds_the_same),
    };

    return cmocka_run_group_tests_name("quality", tests, NULL, NULL);
}
