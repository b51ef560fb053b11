/* SPDX-License-Identifier: MIT */
/*
 * turnout explain beside a real daemon and without one: the same answer, nothing told that the report hides.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct daemon server;

#define EXPLAIN(answer, ...) answer = command_json(&server, WORDS("explain", __VA_ARGS__, "--format", "json"))

static void
attend(struct buf *lines, const char *session, int first, int last)
{
    for (int person = first; person <= last; person++) {
        char id[64];
        snprintf(id, sizeof id, "%s-%d", session, person);
        add_event(lines, id, 1, "attendance", "\"activity\":\"%s\",\"person\":\"p%d\",\"status\":\"present\"", session, person);
    }
}

static void
hold(struct buf *lines, const char *session, const char *category, const char *start)
{
    add_event(lines, session, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"gate\",\"category\":\"%s\",\"start\":\"%s\",\"title\":\"T %s\"",
              session, category, start, session);
}

/* A community of 100: a lecture with 20 named of 30, a second one with 3, a concert with 12. */
static void
post_world(void)
{
    struct buf lines = { 0 };

    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"gate\",\"level\":\"community\",\"name\":\"门\",\"name_en\":\"Gate\",\"at\":\"2020-01-01\"");
    add_event(&lines, "pop", 1, "population.put", "\"unit\":\"gate\",\"basis\":\"usual\",\"count\":100,\"at\":\"2025-01-01\"");
    for (int person = 1; person <= 40; person++) {
        char id[32];
        snprintf(id, sizeof id, "home-%d", person);
        add_event(&lines, id, 1, "person.put", "\"person\":\"p%d\",\"home\":\"gate\",\"at\":\"2024-01-01\"", person);
    }
    hold(&lines, "law", "edu.law", "2025-03-01");
    attend(&lines, "law", 1, 20);
    add_event(&lines, "heads", 1, "headcount", "\"activity\":\"law\",\"total\":30");
    hold(&lines, "small", "edu.moral", "2025-05-10");
    attend(&lines, "small", 19, 21);
    hold(&lines, "concert", "culture.music", "2025-06-10");
    attend(&lines, "concert", 1, 12);
    post_accepted(server.socket, &lines);
    buf_free(&lines);
    wait_published(&server);
}

static int
set_up(void **state)
{
    (void)state;
    daemon_init(&server, "2025-11-15");
    daemon_set_config(&server, "[plugin education_coverage]\ntarget = 60\n");
    daemon_start(&server);
    post_world();
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

static int64_t
number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_integer(value))
        check_failed("%s is no number in %s", key, json_dumps(object, 0));
    return (int64_t)json_integer_value(value);
}

static void
expect_text(const json_t *object, const char *key, const char *text)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_string(value) || strcmp(json_string_value(value), text) != 0)
        check_failed("%s is not %s in %s", key, text, json_dumps(object, 0));
}

static const json_t *
measure_of(const json_t *answer, const char *role)
{
    const json_t *measure;
    size_t i;

    json_array_foreach(json_object_get(answer, "measures"), i, measure)
        if (strcmp(json_string_value(json_object_get(measure, "role")), role) == 0)
            return measure;
    check_failed("there is no %s in %s", role, json_dumps(answer, 0));
}

static const json_t *
session_of(const json_t *answer, const char *activity)
{
    const json_t *session;
    size_t i;

    json_array_foreach(json_object_get(measure_of(answer, "numerator"), "sessions"), i, session)
        if (strcmp(json_string_value(json_object_get(session, "activity")), activity) == 0)
            return session;
    check_failed("%s is not in %s", activity, json_dumps(answer, 0));
}

static void
a_figure__is_told_down_to_its_sessions_and_what_is_missing(void **state)
{
    const json_t *law, *outlook, *bounds;
    json_t *answer;

    (void)state;
    EXPLAIN(answer, "education_coverage", "--unit", "gate", "--period", "2025", "--full", "--events");
    assert_int_equal(number_of(answer, "numerator"), 21);
    assert_int_equal(number_of(answer, "upper"), 31);
    expect_text(answer, "target", "60");
    expect_text(json_object_get(answer, "target_from"), "from", "configuration");
    law = session_of(answer, "law");
    assert_int_equal(number_of(law, "asked"), 20);
    assert_int_equal(number_of(law, "headcount"), 30);
    assert_int_equal(number_of(law, "most"), 10);
    assert_int_equal(json_array_size(json_object_get(law, "attendances")), 20);
    assert_int_equal(json_array_size(json_object_get(measure_of(answer, "numerator"), "sessions")), 2);
    bounds = json_object_get(measure_of(answer, "numerator"), "bounds");
    expect_text(bounds, "lower_by", "named");
    expect_text(bounds, "upper_by", "anonymous");
    outlook = json_object_get(answer, "outlook"); /* 60 of 100 by 31 December, 47 days with the as-of day: 39 * 30 / 47 */
    assert_int_equal(number_of(outlook, "missing"), 39);
    assert_int_equal(number_of(outlook, "days_left"), 47);
    assert_int_equal(number_of(outlook, "per_30_days"), 25);
    assert_int_equal(number_of(json_array_get(json_object_get(measure_of(answer, "denominator"), "populations"), 0), "seq"), 2);
    json_decref(answer);
}

/* Every figure and the score, with the daemon up; then down, when the command replays the log itself. */
static void
the_answer__is_the_same_without_a_daemon(void **state)
{
    static const char *const names[] = { "education_coverage", "participation_rate", "attendances", "cadence_month", "cadence",
                                         "cadence_gap", "activities", "unit_score", "volunteer_rate", "groups_reached" };
    enum { NAMES = sizeof names / sizeof *names };
    json_t *up[NAMES], *down;

    (void)state;
    for (size_t i = 0; i < NAMES; i++)
        EXPLAIN(up[i], names[i], "--unit", "gate", "--period", "2025");
    daemon_stop(&server);
    for (size_t i = 0; i < NAMES; i++) {
        EXPLAIN(down, names[i], "--unit", "gate", "--period", "2025");
        if (!json_equal(up[i], down))
            check_failed("%s with the daemon:\n%s\nand without:\n%s", names[i], json_dumps(up[i], JSON_INDENT(1)),
                         json_dumps(down, JSON_INDENT(1)));
        json_decref(up[i]);
        json_decref(down);
    }
    daemon_start(&server);
}

static bool
is_null(const json_t *object, const char *key)
{
    return json_is_null(json_object_get(object, key));
}

/* The lecture of May had 3: its month is hidden, so its session is; alone it would be what is left of the others. */
static void
a_small_session__says_nothing_and_does_not_stand_alone(void **state)
{
    const json_t *small;
    json_t *answer;

    (void)state;
    EXPLAIN(answer, "attendances", "--unit", "gate", "--period", "2025");
    small = session_of(answer, "small");
    assert_int_equal(number_of(answer, "numerator"), 45);
    assert_true(is_null(small, "named") && is_null(small, "adds") && json_is_true(json_object_get(small, "hidden")));
    assert_true(is_null(session_of(answer, "concert"), "adds"));
    assert_int_equal(number_of(session_of(answer, "law"), "adds"), 30);
    json_decref(answer);
    EXPLAIN(answer, "attendances", "--unit", "gate", "--period", "2025", "--full");
    assert_int_equal(number_of(session_of(answer, "small"), "adds"), 3);
    json_decref(answer);
}

static void
a_hidden_figure__is_not_told_by_what_lies_behind_it(void **state)
{
    json_t *answer;
    char *text;

    (void)state;
    EXPLAIN(answer, "participation_rate", "--unit", "gate", "--period", "2025-05", "--events");
    expect_text(answer, "state", "suppressed");
    assert_true(is_null(answer, "numerator") && is_null(answer, "value") && is_null(answer, "upper"));
    assert_true(is_null(session_of(answer, "small"), "asked"));
    assert_null(json_object_get(session_of(answer, "small"), "attendances"));
    assert_null(json_object_get(measure_of(answer, "numerator"), "bounds"));
    assert_int_equal(number_of(answer, "denominator"), 100);
    text = json_dumps(answer, 0);
    assert_null(strstr(text, "\"named\": 3"));
    free(text);
    json_decref(answer);
}

static void
expect_said(const char *lang, const char *part)
{
    daemon_command_says(&server, 0,
                        WORDS("explain", "education_coverage", "--unit", "gate", "--period", "2025", "--lang", lang, "--width", "120",
                              "--full"),
                        part, "");
}

static void
the_text__says_it_in_both_languages(void **state)
{
    (void)state;
    expect_said("en", "Education coverage · Gate · 2025");
    expect_said("en", "21 different residents are named at 2 sessions, each counted once.");
    expect_said("en", "At least 21. At most 31, if nobody of those without a name is named elsewhere.");
    expect_said("en", "Target: at least 60, from the configuration.");
    expect_said("en", "39 more people are needed. 47 days are left. The pace needed: 25 every 30 days.");
    expect_said("en", "2025-03-01  T law");
    expect_said("zh", "居民受教育面 · 门 · 2025年");
    expect_said("zh", "目标：不低于 60（由配置规定）。");
}

static void
a_posted_target__is_named_with_its_log_position(void **state)
{
    struct buf lines = { 0 };
    const json_t *target;
    json_t *answer;

    (void)state;
    add_event(&lines, "target", 1, "target.put", "\"indicator\":\"education_coverage\",\"level\":\"community\",\"value\":30,\"at\":\"2025-01-01\"");
    post_accepted(server.socket, &lines);
    buf_free(&lines);
    EXPLAIN(answer, "education_coverage", "--unit", "gate", "--period", "2025");
    target = json_object_get(answer, "target_from");
    expect_text(target, "from", "level");
    expect_text(target, "level", "community");
    assert_int_equal(number_of(target, "seq"), number_of(answer, "as_of"));
    json_decref(answer);
}

static void
a_closed_period__has_its_frozen_figure_and_what_came_later(void **state)
{
    struct buf lines = { 0 };
    json_t *answer;

    (void)state;
    add_close(&lines, "close", "gate", "2025-06", "2025-07-01");
    post_accepted(server.socket, &lines);
    wait_published(&server);
    EXPLAIN(answer, "attendances", "--unit", "gate", "--period", "2025-06", "--full");
    expect_text(answer, "kind", "official");
    json_decref(answer);
    lines.len = 0;
    attend(&lines, "concert", 13, 20);
    post_accepted(server.socket, &lines);
    buf_free(&lines);
    wait_published(&server);
    EXPLAIN(answer, "attendances", "--unit", "gate", "--period", "2025-06", "--full");
    expect_text(answer, "kind", "revised");
    assert_int_equal(number_of(answer, "numerator"), 20);
    assert_int_equal(number_of(json_object_get(answer, "official"), "numerator"), 12);
    assert_true(json_is_true(json_object_get(session_of(answer, "concert"), "late")));
    json_decref(answer);
}

/* The year is closed; then twenty more are named at the lecture. */
static void
a_closed_score__has_its_frozen_points_beside_those_of_now(void **state)
{
    struct buf lines = { 0 };
    const json_t *official;
    json_t *answer;
    char *before;

    (void)state;
    EXPLAIN(answer, "unit_score", "--unit", "gate", "--period", "2025", "--full");
    expect_text(answer, "kind", "draft");
    assert_true(is_null(answer, "official"));
    before = strdup(json_string_value(json_object_get(answer, "total")));
    json_decref(answer);
    add_close(&lines, "close-year", "gate", "2025", "2025-11-15");
    post_accepted(server.socket, &lines);
    wait_published(&server);
    EXPLAIN(answer, "unit_score", "--unit", "gate", "--period", "2025", "--full");
    expect_text(answer, "kind", "official");
    expect_text(json_object_get(answer, "official"), "total", before);
    json_decref(answer);
    lines.len = 0;
    attend(&lines, "law", 21, 40);
    post_accepted(server.socket, &lines);
    buf_free(&lines);
    wait_published(&server);
    EXPLAIN(answer, "unit_score", "--unit", "gate", "--period", "2025", "--full");
    expect_text(answer, "kind", "revised");
    official = json_object_get(answer, "official");
    expect_text(official, "total", before);
    assert_int_equal(json_array_size(json_object_get(official, "lines")), json_array_size(json_object_get(answer, "lines")));
    assert_string_not_equal(json_string_value(json_object_get(answer, "total")), before);
    json_decref(answer);
    free(before);
}

#define REFUSED(part, ...) daemon_command_says(&server, 64, WORDS("explain", __VA_ARGS__), "", part)

static void
expect_refusals(void)
{
    REFUSED("did you mean education_coverage", "education_coverag", "--unit", "gate", "--period", "2025");
    REFUSED("there is no gat; did you mean gate", "attendances", "--unit", "gat", "--period", "2025");
    REFUSED("is no month, quarter, half or year", "attendances", "--unit", "gate", "--period", "2025-W03");
    REFUSED("begins after 2025-11-15", "attendances", "--unit", "gate", "--period", "2026");
    REFUSED("attendances has no figures by group", "attendances", "--unit", "gate", "--period", "2025", "--group", "elderly");
    REFUSED("cadence_year has no figures over a month", "cadence_year", "--unit", "gate", "--period", "2025-01");
    REFUSED("at most one of team, category and group", "attendances", "--unit", "gate", "--period", "2025", "--category", "edu", "--group", "elderly");
}

/* A group that nobody is in is no group yet. */
static void
what_there_is_not__is_named_with_and_without_a_daemon(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_event(&lines, "elder", 1, "person.put", "\"person\":\"p99\",\"home\":\"gate\",\"groups\":[\"elderly\"],\"at\":\"2024-01-01\"");
    post_accepted(server.socket, &lines);
    buf_free(&lines);
    wait_published(&server);
    expect_refusals();
    daemon_stop(&server);
    expect_refusals();
    daemon_start(&server);
    REFUSED("say which indicator", "--unit", "gate", "--period", "2025");
    REFUSED("--unit", "attendances", "--period", "2025");
    REFUSED("--period", "attendances", "--unit", "gate");
    REFUSED("one indicator at a time", "attendances", "activities", "--unit", "gate", "--period", "2025");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_figure__is_told_down_to_its_sessions_and_what_is_missing),
        cmocka_unit_test(the_answer__is_the_same_without_a_daemon),
        cmocka_unit_test(a_small_session__says_nothing_and_does_not_stand_alone),
        cmocka_unit_test(a_hidden_figure__is_not_told_by_what_lies_behind_it),
        cmocka_unit_test(the_text__says_it_in_both_languages),
        cmocka_unit_test(a_posted_target__is_named_with_its_log_position),
        cmocka_unit_test(a_closed_period__has_its_frozen_figure_and_what_came_later),
        cmocka_unit_test(a_closed_score__has_its_frozen_points_beside_those_of_now),
        cmocka_unit_test(what_there_is_not__is_named_with_and_without_a_daemon),
    };

    return cmocka_run_group_tests_name("explain", tests, set_up, tear_down);
}
