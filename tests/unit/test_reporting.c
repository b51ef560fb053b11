/* SPDX-License-Identifier: MIT */
/*
 * Completeness and timeliness of reporting (domain.md D8, E9), the clock as a
 * parameter: the engine with a real store and the rules that ship.  Five days of grace.
 */
#include "lib/model/fraction.h"
#include "lib/model/zone.h"
#include "tests/support/check.h"
#include "tests/support/engine_bench.h"
#include "tests/support/shipped_rules.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { SETS = 8, EVENTS = 90, DAY_SECONDS = 86400, GRACE = 5 };

static struct shipped_rules rules;

static void
post(struct engine_bench *bench, const char *clock, const char *line)
{
    bench_set_clock(bench, clock);
    assert_true(bench_post(bench, line, NULL) <= OUTCOME_PENDING);
}

#define EVENT(id, rev, type, data) \
    "{\"specversion\":\"1.0\",\"source\":\"test\",\"id\":\"" id "\",\"rev\":" rev ",\"type\":\"turnout." type "\"," \
    "\"time\":\"2025-04-10T10:00:00+08:00\",\"data\":{" data "}}"
#define UNIT(code, more) EVENT("unit-" code, "1", "unit.put", "\"unit\":\"" code "\",\"level\":\"community\",\"at\":\"2024-01-01\"" more)
#define HELD(code, unit, day) EVENT(code, "1", "activity.held", "\"activity\":\"" code "\",\"unit\":\"" unit "\",\"category\":\"culture\",\"start\":\"" day "\"")
#define CAME(id, rev, activity, persons) EVENT(id, rev, "attendance", "\"activity\":\"" activity "\"," persons ",\"status\":\"present\"")
#define PERSON(token) "\"person\":\"" token "\""

#define ON_TIME "2025-05-05T23:59:00+08:00"
#define LATE "2025-05-06T00:00:00+08:00"

/* "1/2 50.00" of the row, or its state; "-" when there is none. */
static void
expect_row(struct engine_bench *bench, const char *indicator, const char *unit, const char *period, const char *expected)
{
    struct arena arena = { 0 };
    char found[80] = "-";
    size_t count;
    struct report_row *rows;

    bench_publish(bench);
    rows = bench_rows(bench, &arena, &count);
    for (size_t i = 0; i < count; i++) {
        const struct figure_row *row = &rows[i].figure;
        if (!str_eq(row->indicator, str_of(indicator)) || !str_eq(row->unit, str_of(unit)) || !str_eq(row->period, str_of(period)))
            continue;
        if (row->value.ptr)
            snprintf(found, sizeof found, "%lld/%lld %.*s", (long long)row->numerator, (long long)row->denominator, STR_ARG(row->value));
        else
            snprintf(found, sizeof found, "%.*s", STR_ARG(row->state));
    }
    if (strcmp(found, expected) != 0)
        check_failed("%s of %s in %s is %s, not %s", indicator, unit, period, found, expected);
    arena_free(&arena);
}

/* The same after a restart: the log knows when it was. */
static void
expect_timely(struct engine_bench *bench, const char *unit, const char *period, const char *expected)
{
    expect_row(bench, "reporting_timeliness", unit, period, expected);
    bench_restart(bench);
    expect_row(bench, "reporting_timeliness", unit, period, expected);
}

static void
start(struct engine_bench *bench)
{
    bench_start_shipped(bench, &rules);
    post(bench, ON_TIME, UNIT("u", ""));
}

/* E9 */
static void
timeliness__the_last_minute_of_the_grace_is_in_time_and_midnight_is_late(void **state)
{
    struct engine_bench bench;

    (void)state;
    start(&bench);
    post(&bench, ON_TIME, HELD("a", "u", "2025-04-10"));
    expect_timely(&bench, "u", "2025-04", "1/1 100.00");
    post(&bench, LATE, HELD("b", "u", "2025-04-10"));
    expect_timely(&bench, "u", "2025-04", "1/2 50.00");
    expect_timely(&bench, "u", "2025", "1/2 50.00");
    expect_timely(&bench, "u", "2025-03", "no_data");
    bench_stop(&bench);
}

static void
timeliness__goes_by_the_month_in_which_it_happened(void **state)
{
    struct engine_bench bench;

    (void)state;
    start(&bench);
    post(&bench, ON_TIME, HELD("a", "u", "2025-03-31"));          /* due by 5 April */
    post(&bench, ON_TIME, HELD("b", "u", "2025-04-01"));          /* by 5 May */
    post(&bench, LATE, HELD("c", "u", "2025-05-01"));             /* by 5 June */
    post(&bench, LATE, HELD("d", "u", "2025"));                   /* by 5 January 2026 */
    post(&bench, LATE, HELD("e", "u", "2025-03-20/2025-04-20"));  /* over on 20 April: by 5 May */
    expect_timely(&bench, "u", "2025-03", "0/1 0.00");
    expect_timely(&bench, "u", "2025-04", "1/1 100.00");
    expect_timely(&bench, "u", "2025Q2", "2/2 100.00");
    expect_timely(&bench, "u", "2025H1", "2/4 50.00");
    expect_timely(&bench, "u", "2025", "3/5 60.00");
    bench_stop(&bench);
}

static void
timeliness__counts_events_not_the_people_in_them(void **state)
{
    struct engine_bench bench;

    (void)state;
    start(&bench);
    post(&bench, ON_TIME, HELD("a", "u", "2025-04-10"));
    post(&bench, ON_TIME, CAME("t1", "1", "a", "\"persons\":[\"p1\",\"p2\",\"p3\"]"));
    post(&bench, LATE, CAME("t2", "1", "a", PERSON("p4")));
    post(&bench, LATE, CAME("t3", "1", "a", PERSON("p1"))); /* of the two about p1 one holds; both are there */
    expect_timely(&bench, "u", "2025-04", "2/4 50.00");
    post(&bench, LATE, EVENT("h1", "1", "headcount", "\"activity\":\"a\",\"total\":30"));
    expect_timely(&bench, "u", "2025-04", "2/5 40.00");
    bench_stop(&bench);
}

static void
timeliness__follows_corrections_and_retractions(void **state)
{
    struct engine_bench bench;

    (void)state;
    start(&bench);
    post(&bench, ON_TIME, HELD("a", "u", "2025-04-10"));
    post(&bench, ON_TIME, CAME("t1", "1", "a", PERSON("p1")));
    post(&bench, ON_TIME, CAME("t2", "1", "a", PERSON("p2")));
    post(&bench, LATE, CAME("t3", "1", "a", PERSON("p3")));
    expect_timely(&bench, "u", "2025-04", "3/4 75.00");
    post(&bench, LATE, CAME("t1", "2", "a", PERSON("p1"))); /* what holds now was recorded now */
    expect_timely(&bench, "u", "2025-04", "2/4 50.00");
    post(&bench, LATE, EVENT("r3", "1", "retract", "\"source\":\"test\",\"id\":\"t3\""));
    expect_timely(&bench, "u", "2025-04", "2/3 66.67");
    post(&bench, LATE, EVENT("v", "1", "activity.void", "\"activity\":\"a\""));
    expect_timely(&bench, "u", "2025-04", "-"); /* nothing happened in the year */
    bench_stop(&bench);
}

static void
timeliness__midnight_is_that_of_the_unit(void **state)
{
    struct engine_bench bench;

    (void)state;
    bench_start_shipped(&bench, &rules);
    post(&bench, ON_TIME, UNIT("k", ",\"tz\":\"Asia/Kathmandu\"")); /* 5:45 ahead of UTC */
    post(&bench, "2025-05-05T18:14:59Z", HELD("a", "k", "2025-04-10"));
    post(&bench, "2025-05-05T18:15:00Z", HELD("b", "k", "2025-04-10"));
    expect_timely(&bench, "k", "2025-04", "1/2 50.00");
    post(&bench, "2025-05-05T18:20:00Z", EVENT("unit-k", "2", "unit.put", "\"unit\":\"k\",\"level\":\"community\",\"at\":\"2024-01-01\",\"tz\":\"Etc/UTC\""));
    expect_timely(&bench, "k", "2025-04", "2/2 100.00"); /* there it was not midnight yet */
    bench_stop(&bench);
}

static void
timeliness__takes_a_clock_that_was_set_back_at_its_word(void **state)
{
    struct engine_bench bench;

    (void)state;
    start(&bench);
    post(&bench, ON_TIME, HELD("a", "u", "2025-04-10"));
    post(&bench, LATE, CAME("t1", "1", "a", PERSON("p1")));
    post(&bench, ON_TIME, CAME("t2", "1", "a", PERSON("p2")));
    post(&bench, "2025-06-01T00:00:00+08:00", CAME("t3", "1", "a", PERSON("p3")));
    expect_timely(&bench, "u", "2025-04", "2/4 50.00");
    bench_stop(&bench);
}

static void
timeliness__of_a_cohosted_session_counts_once_above(void **state)
{
    struct engine_bench bench;

    (void)state;
    bench_start_shipped(&bench, &rules);
    post(&bench, ON_TIME, UNIT("s", ""));
    post(&bench, ON_TIME, UNIT("c1", ",\"parent\":\"s\""));
    post(&bench, ON_TIME, UNIT("c2", ",\"parent\":\"s\""));
    post(&bench, ON_TIME, EVENT("a", "1", "activity.held",
                                "\"activity\":\"a\",\"unit\":\"c1\",\"category\":\"culture\",\"start\":\"2025-04-10\",\"cohosts\":[\"c2\"]"));
    post(&bench, LATE, CAME("t1", "1", "a", PERSON("p1")));
    expect_timely(&bench, "c1", "2025-04", "1/2 50.00");
    expect_timely(&bench, "c2", "2025-04", "1/2 50.00");
    expect_timely(&bench, "s", "2025-04", "1/2 50.00");
    bench_stop(&bench);
}

static void
timeliness__an_old_event_that_lives_again_is_as_old_as_it_is(void **state)
{
    struct engine_bench bench;

    (void)state;
    start(&bench);
    post(&bench, ON_TIME, EVENT("r1", "1", "retract", "\"source\":\"test\",\"id\":\"t1\"")); /* waits for it */
    post(&bench, ON_TIME, CAME("t1", "1", "a", PERSON("p1")));                               /* comes dead */
    post(&bench, LATE, HELD("a", "u", "2025-04-10"));
    expect_timely(&bench, "u", "2025-04", "0/1 0.00");
    post(&bench, LATE, EVENT("r1", "2", "retract", "\"source\":\"test\",\"id\":\"nothing\"")); /* was meant for another one */
    expect_timely(&bench, "u", "2025-04", "1/2 50.00");
    bench_stop(&bench);
}

/* -- at random, against the log's view -- */

struct dice {
    uint64_t state;
};

static unsigned
roll(struct dice *dice, unsigned sides)
{
    dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(dice->state >> 33) % sides;
}

/* One event of some thirty: sessions of four months, attendances, headcounts, corrections, retractions. */
static void
random_line(struct dice *dice, unsigned number, char line[400])
{
    static const char *const months[] = { "2025-02", "2025-03", "2025-04", "2025-05" };
    unsigned kind = roll(dice, 10), activity = roll(dice, 5), rev = 1;
    char id[16], data[200];
    const char *type = "attendance";

    snprintf(id, sizeof id, "e%u", number);
    if (kind < 2) {
        type = "activity.held";
        snprintf(data, sizeof data, "\"activity\":\"a%u\",\"unit\":\"u\",\"category\":\"culture\",\"start\":\"%s-%02u\"", activity,
                 months[roll(dice, 4)], 1 + roll(dice, 28));
    } else if (kind == 2) {
        type = "headcount";
        snprintf(data, sizeof data, "\"activity\":\"a%u\",\"total\":%u", activity, roll(dice, 40));
    } else if (kind == 3) {
        type = "retract";
        snprintf(data, sizeof data, "\"source\":\"test\",\"id\":\"e%u\"", roll(dice, 40));
    } else {
        if (kind == 4 && number > 0) {
            snprintf(id, sizeof id, "e%u", roll(dice, number));
            rev = 2 + number;
        }
        snprintf(data, sizeof data, "\"activity\":\"a%u\",\"persons\":[\"p%u\",\"p%u\"],\"status\":\"%s\"", activity, roll(dice, 4),
                 4 + roll(dice, 4), roll(dice, 4) ? "present" : "absent");
    }
    snprintf(line, 400,
             "{\"specversion\":\"1.0\",\"source\":\"test\",\"id\":\"%s\",\"rev\":%u,\"type\":\"turnout.%s\","
             "\"time\":\"2025-01-01T00:00:00+08:00\",\"data\":{%s}}",
             id, rev, type, data);
}

/* What lies in the month by the view and by the definition: what tells of a session lies on the day of the statement that holds. */
static void
count_in_view(const struct engine_bench *bench, const char *month, int64_t *events, int64_t *timely)
{
    struct err err;
    const struct zone *zone = zone_find(STR("Asia/Shanghai"), &err);
    sqlite3 *db;
    sqlite3_stmt *rows;

    *events = *timely = 0;
    assert_int_equal(sqlite3_open_v2(bench->scratch.db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "WITH live AS (SELECT *, json_extract(data, '$.activity') AS activity FROM event_log"
                                        " WHERE state = 'applied') SELECT (SELECT h.local_date FROM live AS h"
                                        " WHERE h.type = 'turnout.activity.held' AND h.activity = e.activity"
                                        " ORDER BY h.rev DESC, h.source DESC, h.id DESC LIMIT 1), strftime('%s', recorded_at) FROM live AS e"
                                        " WHERE type IN ('turnout.activity.held', 'turnout.attendance', 'turnout.headcount')",
                                        -1, &rows, NULL),
                     SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        struct str date = str_of((const char *)sqlite3_column_text(rows, 0));
        day_t day;
        assert_true(day_parse(date, &day));
        if (memcmp(date.ptr, month, 7) != 0)
            continue;
        ++*events;
        *timely += sqlite3_column_int64(rows, 1) < zone_midnight(zone, month_first(day_month_index(day) + 1) + GRACE);
    }
    sqlite3_finalize(rows);
    sqlite3_close(db);
}

static void
expect_view(struct engine_bench *bench, size_t *mixed)
{
    static const char *const months[] = { "2025-02", "2025-03", "2025-04", "2025-05" };
    char expected[80];

    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        int64_t events, timely;
        count_in_view(bench, months[i], &events, &timely);
        if (events == 0)
            continue; /* no_data, or no row at all */
        decimal_print(timely, events, 100, 2, expected + snprintf(expected, sizeof expected - DECIMAL_SIZE, "%lld/%lld ", (long long)timely, (long long)events));
        expect_row(bench, "reporting_timeliness", "u", months[i], expected);
        *mixed += timely > 0 && timely < events;
    }
}

static void
any_timeliness__is_that_of_the_events_in_the_view(void **state)
{
    size_t mixed = 0;

    (void)state;
    for (unsigned seed = 1; seed <= SETS; seed++) {
        struct dice dice = { seed };
        struct engine_bench bench;
        struct refusal refusal;
        char line[400];

        start(&bench);
        for (unsigned i = 0; i < EVENTS; i++) {
            random_line(&dice, i, line);
            bench.clock = (int64_t)day_of(2025, 3, 1) * DAY_SECONDS + (int64_t)roll(&dice, 110 * 96) * 900; /* to the middle of June */
            bench_post(&bench, line, &refusal); /* an id of another type is a conflict of nobody's interest */
            if (i % 11 == seed % 11) {
                bench_publish(&bench);
                expect_view(&bench, &mixed);
            }
        }
        bench_publish(&bench);
        expect_view(&bench, &mixed);
        bench_restart(&bench);
        bench_publish(&bench);
        expect_view(&bench, &mixed);
        bench_stop(&bench);
    }
    assert_true(mixed > SETS);
}

/* Where few came, the number of events would tell how many. */
static void
timeliness__is_hidden_where_the_attendances_are(void **state)
{
    struct engine_bench bench;
    sqlite3_stmt *rows;
    sqlite3 *db;

    (void)state;
    start(&bench);
    bench_publish(&bench);
    assert_int_equal(sqlite3_open_v2(bench.scratch.db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT numerator_of FROM indicator WHERE name = 'reporting_timeliness'", -1, &rows, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(rows, 0), "attendances");
    sqlite3_finalize(rows);
    sqlite3_close(db);
    bench_stop(&bench);
}

/* -- completeness: what cases cannot show -- */

static void
completeness__knows_a_unit_wherever_it_was_in_the_month(void **state)
{
    struct engine_bench bench;

    (void)state;
    bench_start_shipped(&bench, &rules);
    post(&bench, LATE, UNIT("s1", ""));
    post(&bench, LATE, UNIT("s2", ""));
    post(&bench, LATE, UNIT("c", ",\"parent\":\"s1\""));
    post(&bench, LATE, UNIT("d", ",\"parent\":\"s1\""));
    post(&bench, LATE, EVENT("moves", "1", "unit.put", "\"unit\":\"c\",\"level\":\"community\",\"parent\":\"s2\",\"at\":\"2025-04-15\""));
    post(&bench, LATE, HELD("a", "c", "2025-04-10")); /* counts at s1, but at the end of April c is one of s2's */
    post(&bench, LATE, HELD("b", "c", "2025-05-10"));
    expect_row(&bench, "reporting_completeness", "c", "2025-04", "1/1 100.00");
    expect_row(&bench, "reporting_completeness", "s2", "2025-04", "1/1 100.00");
    expect_row(&bench, "reporting_completeness", "s1", "2025-04", "0/1 0.00");
    expect_row(&bench, "reporting_completeness", "s1", "2025-03", "0/2 0.00");
    bench_stop(&bench);
}

static int
load_rules(void **state)
{
    (void)state;
    shipped_rules_load(&rules);
    return 0;
}

static int
free_rules(void **state)
{
    (void)state;
    shipped_rules_free(&rules);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(timeliness__the_last_minute_of_the_grace_is_in_time_and_midnight_is_late),
        cmocka_unit_test(timeliness__goes_by_the_month_in_which_it_happened),
        cmocka_unit_test(timeliness__counts_events_not_the_people_in_them),
        cmocka_unit_test(timeliness__follows_corrections_and_retractions),
        cmocka_unit_test(timeliness__midnight_is_that_of_the_unit),
        cmocka_unit_test(timeliness__takes_a_clock_that_was_set_back_at_its_word),
        cmocka_unit_test(timeliness__of_a_cohosted_session_counts_once_above),
        cmocka_unit_test(timeliness__an_old_event_that_lives_again_is_as_old_as_it_is),
        cmocka_unit_test(timeliness__is_hidden_where_the_attendances_are),
        cmocka_unit_test(any_timeliness__is_that_of_the_events_in_the_view),
        cmocka_unit_test(completeness__knows_a_unit_wherever_it_was_in_the_month),
    };

    return cmocka_run_group_tests_name("reporting", tests, load_rules, free_rules);
}
