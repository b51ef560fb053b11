/* SPDX-License-Identifier: MIT */
/*
 * Scores of closed periods: frozen with the rank of that moment, revised ones
 * beside them, and the same bytes whatever happens later.
 */
#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/report.h"
#include "tests/support/score_cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { WORLD = 7 /* events */, FORMS = 3 };

static struct daemon server;

/* The rules lie beside the database, so that a test can change them. */
static char rules[DAEMON_PATH_SIZE];

/* Every `from` becomes `to`; both NULL: as they are. */
static void
write_rules(const char *from, const char *to)
{
    FILE *in = fopen(source_path("tests/plugins/scores/scores.lua"), "r"), *out;
    char line[512];

    assert_non_null(in);
    out = fopen(rules, "w");
    assert_non_null(out);
    while (fgets(line, sizeof line, in)) {
        char *at = from ? strstr(line, from) : NULL;
        if (at)
            fprintf(out, "%.*s%s%s", (int)(at - line), line, to, at + strlen(from));
        else
            fputs(line, out);
    }
    fclose(in);
    fclose(out);
}

static int
set_up(void **state)
{
    (void)state;
    daemon_init(&server, "2026-01-01");
    snprintf(rules, sizeof rules, "%s/rules", server.folder);
    assert_int_equal(mkdir(rules, 0755), 0);
    daemon_add_plugins(&server, rules);
    snprintf(rules, sizeof rules, "%s/rules/scores.lua", server.folder);
    write_rules(NULL, NULL);
    daemon_start(&server);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

static void
add_session(struct buf *lines, const char *id, const char *unit, const char *kind, const char *start)
{
    add_event(lines, id, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"%s\",\"category\":\"culture\",\"kind\":\"%s\",\"start\":\"%s\"", id,
              unit, kind, start);
}

static void
add_unit(struct buf *lines, const char *id, int rev, const char *unit, const char *name)
{
    add_event(lines, id, rev, "unit.put", "\"unit\":\"%s\",\"level\":\"community\",\"name\":\"%s\",\"at\":\"2020-01-01\"", unit, name);
}

/* c1: four months with a session each, of two shows and two films: 70.00; c2 has one session: 11.00. */
static void
add_world(struct buf *lines)
{
    add_unit(lines, "u1", 1, "c1", "First");
    add_unit(lines, "u2", 1, "c2", "Second");
    add_session(lines, "a1", "c1", "show", "2025-01-10");
    add_session(lines, "a2", "c1", "show", "2025-02-10");
    add_session(lines, "a3", "c1", "film", "2025-03-10");
    add_session(lines, "a4", "c1", "film", "2025-04-10");
    add_session(lines, "b1", "c2", "other", "2025-02-10");
}

static json_t *
get(json_t *row, const char *key)
{
    return json_object_get(row, key);
}

/* "official 70.00 1/2 @8; revised 75.00 1/2 @9 late revised" of the scores of s_gauge. */
static const char *
kinds(const char *unit, const char *period)
{
    static char text[512];
    json_t *rows = score_rows(&server);
    size_t used = 0, i, n;
    json_t *row, *flag;

    text[0] = '\0';
    json_array_foreach(rows, i, row) {
        if (strcmp(json_string_value(get(row, "card")), "s_gauge") != 0 || strcmp(json_string_value(get(row, "unit")), unit) != 0 ||
            strcmp(json_string_value(get(row, "period")), period) != 0)
            continue;
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s %s %lld/%lld @%lld", used ? "; " : "",
                                 json_string_value(get(row, "kind")), json_string_value(get(row, "total")),
                                 (long long)json_integer_value(get(row, "rank")), (long long)json_integer_value(get(row, "of")),
                                 (long long)json_integer_value(get(row, "as_of")));
        json_array_foreach(get(row, "flags"), n, flag)
            used += (size_t)snprintf(text + used, sizeof text - used, " %s", json_string_value(flag));
    }
    json_decref(rows);
    return text;
}

static void
a_close__freezes_the_scores_and_late_events_revise_them(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_close(&lines, "c", "c1", "2025", "2026-01-01");
    add_session(&lines, "a5", "c1", "other", "2025-06-10"); /* in the same batch, after the close */
    post_published(&server, &lines);
    assert_string_equal(kinds("c1", "2025"), "official 70.00 1/2 @8; revised 75.00 1/2 @9 late revised");
    assert_string_equal(kinds("c1", "2025Q1"), "official 99.00 1/2 @8");
    assert_string_equal(kinds("c2", "2025"), "draft 11.00 2/2 @9 gate");
    add_event(&lines, "back", 1, "retract", "\"source\":\"test\",\"id\":\"a5\"");
    post_published(&server, &lines);
    assert_string_equal(kinds("c1", "2025"), "official 70.00 1/2 @8");
    /* A session less is a revision, too, but nothing came late. */
    add_event(&lines, "back2", 1, "retract", "\"source\":\"test\",\"id\":\"a4\"");
    post_published(&server, &lines);
    assert_string_equal(kinds("c1", "2025"), "official 70.00 1/2 @8; revised 54.00 1/2 @11 revised");
    assert_int_equal(database_number(&server, "select count(*) from score where kind = 'official' and period = '2025' and card = 's_gauge'"), 1);
    assert_int_equal(database_number(&server, "select count(*) from score_component where kind = 'official' and period = '2025' and card = 's_gauge'"), 6);
    assert_int_equal(database_number(&server, "select count(*) from score_component where kind = 'revised' and period = '2025' and card = 's_gauge'"), 6);
}

/* The other one overtakes: what was announced stays, what it would be now stands beside it. */
static void
an_official_rank__is_that_of_the_close_whatever_the_peers_do(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_close(&lines, "c", "c1", "2025", "2026-01-01");
    post_published(&server, &lines);
    for (int month = 1; month <= 12; month++) {
        char id[16], start[32];
        snprintf(id, sizeof id, "x%d", month);
        snprintf(start, sizeof start, "2025-%02d-20", month);
        add_session(&lines, id, "c2", "show", start);
    }
    post_published(&server, &lines);
    assert_string_equal(kinds("c1", "2025"), "official 70.00 1/2 @8; revised 70.00 2/2 @20 revised");
    add_close(&lines, "d", "c2", "2025", "2026-01-02");
    post_published(&server, &lines);
    assert_string_equal(kinds("c2", "2025"), "official 105.00 1/2 @21");
}

static json_t *
scores_with(const char *option, const char *value)
{
    const char *const words[] = { "scorecard", "--card", "s_gauge", "--period", "2025", "--unit", "c1", "--format", "json", option, value, NULL };

    return command_json(&server, words);
}

static void
expect_totals(const char *option, const char *value, size_t count, const char *total)
{
    json_t *rows = scores_with(option, value);

    if (json_array_size(rows) != count || (count > 0 && strcmp(json_string_value(get(json_array_get(rows, 0), "total")), total) != 0))
        check_failed("%s %s: %s", option, value, json_dumps(rows, 0));
    json_decref(rows);
}

static void
reopened__a_score_is_a_draft_again_and_the_next_close_is_the_second(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_close(&lines, "k1", "c1", "2025", "2026-01-01");
    add_session(&lines, "a5", "c1", "other", "2025-06-10");
    add_event(&lines, "o", 1, "period.reopen", "\"unit\":\"c1\",\"period\":\"2025\",\"reason\":\"a5\",\"at\":\"2026-01-02\"");
    post_published(&server, &lines);
    assert_string_equal(kinds("c1", "2025"), "draft 75.00 1/2 @10");
    add_close(&lines, "k2", "c1", "2025", "2026-01-03");
    post_published(&server, &lines);
    assert_string_equal(kinds("c1", "2025"), "official 75.00 1/2 @11");
    expect_totals("--official", "1", 1, "70.00");
    expect_totals("--official", "2", 1, "75.00");
    expect_totals("--official", "3", 0, NULL);
    expect_totals("--kind", "official", 1, "75.00");
    expect_totals("--kind", "revised", 0, NULL);
    /* The second close was a mistake: the reopen holds again, and both stay in the archive. */
    add_event(&lines, "back", 1, "retract", "\"source\":\"test\",\"id\":\"k2\"");
    post_published(&server, &lines);
    assert_string_equal(kinds("c1", "2025"), "draft 75.00 1/2 @12");
    expect_totals("--official", "2", 1, "75.00");
    assert_int_equal(database_number(&server, "select count(distinct official) from official_score"), 2);
    assert_int_equal(database_number(&server, "select count(*) from official_score_component where card = 's_gauge' and period = '2025'"), 12);
}

/* What is printed of the closed year: Chinese, English, JSON. */
static char *
official_bytes(int form)
{
    static const char *const forms[FORMS][2] = { { "--lang", "zh" }, { "--lang", "en" }, { "--format", "json" } };
    const char *const words[] = { "scorecard", "--unit", "c1", "--kind", "official", "--full", "--period", "2025", "--period", "2025Q2",
                                  "--width", "100", forms[form][0], forms[form][1], NULL };
    struct command command = daemon_command_ends(&server, 0, words);
    char *out = strdup(command.out);

    command_free(&command);
    return out;
}

static void
expect_bytes(const char *when, char *const before[FORMS])
{
    for (int i = 0; i < FORMS; i++) {
        char *after = official_bytes(i);
        if (strcmp(after, before[i]) != 0)
            check_failed("%s\n%s\nis not\n%s", when, after, before[i]);
        free(after);
    }
}

/* On another day than before, so that what is published is known to be of the new start. */
static void
restart(const char *as_of)
{
    daemon_stop(&server);
    snprintf(server.as_of, sizeof server.as_of, "%s", as_of);
    daemon_start(&server);
    wait_published(&server);
}

static void
a_closed_year__prints_the_same_bytes_for_ever(void **state)
{
    struct buf lines = { 0 };
    char *before[FORMS];

    (void)state;
    add_world(&lines);
    add_event(&lines, "d", 1, "declared.put", "\"unit\":\"c1\",\"what\":\"score.s_held\",\"period\":\"2025\",\"value\":35");
    add_close(&lines, "c", "c1", "2025", "2026-01-01");
    post_published(&server, &lines);
    for (int i = 0; i < FORMS; i++)
        before[i] = official_bytes(i);
    assert_non_null(strstr(before[1], "Gauge"));
    assert_non_null(strstr(before[1], "First (c1)"));
    assert_non_null(strstr(before[0], "量表"));
    restart("2026-02-28");
    expect_bytes("after a restart", before);
    add_session(&lines, "a5", "c1", "other", "2025-06-10");
    add_event(&lines, "a1v", 1, "activity.void", "\"activity\":\"a1\"");
    add_event(&lines, "d", 2, "declared.put", "\"unit\":\"c1\",\"what\":\"score.s_held\",\"period\":\"2025\",\"value\":36");
    post_published(&server, &lines);
    expect_bytes("after late events", before);
    add_unit(&lines, "u1", 2, "c1", "Renamed");
    post_published(&server, &lines);
    expect_bytes("under another name", before);
    write_rules("each = 10,", "each = 5,");
    restart("2026-03-28");
    expect_bytes("under other rules", before);
    write_rules("title = { zh = \"量表\", en = \"Gauge\" },", "title = { zh = \"表\", en = \"Other\" },");
    restart("2026-04-28");
    expect_bytes("under other titles", before);
    write_rules("s_gauge", "s_other");
    restart("2026-05-28");
    expect_bytes("without the card", before);
    for (int i = 0; i < FORMS; i++)
        free(before[i]);
}

static void
another_rule__revises_a_closed_score(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_close(&lines, "c", "c1", "2025", "2026-01-01");
    post_published(&server, &lines);
    write_rules("each = 10,", "each = 5,"); /* four sessions: 20 points less */
    restart("2026-01-02");
    assert_string_equal(kinds("c1", "2025"), "official 70.00 1/2 @8; revised 50.00 1/2 @8 revised");
}

static void
of_several_closes_around_a_period__the_shortest_speaks(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_close(&lines, "q", "c1", "2025Q1", "2025-04-05");
    add_session(&lines, "a0", "c1", "film", "2025-03-20");
    add_close(&lines, "y", "c1", "2025", "2026-01-01");
    post_published(&server, &lines);
    assert_string_equal(kinds("c1", "2025Q1"), "official 99.00 1/2 @8; revised 105.00 1/2 @10 late revised");
    assert_string_equal(kinds("c1", "2025Q2"), "official 30.00 1/2 @10 gate");
    /* Without the quarter's close the year's speaks. */
    add_event(&lines, "back", 1, "retract", "\"source\":\"test\",\"id\":\"q\"");
    post_published(&server, &lines);
    assert_string_equal(kinds("c1", "2025Q1"), "official 105.00 1/2 @10");
}

/* As after a start that had to go on without the rules: the log is replayed to each close first, ranks and all. */
static void
what_was_not_frozen__is_frozen_from_the_log_as_it_would_have_been(void **state)
{
    struct buf lines = { 0 };
    char *before[FORMS];

    (void)state;
    add_world(&lines);
    add_close(&lines, "k1", "c1", "2025", "2026-01-01");
    add_session(&lines, "b2", "c2", "show", "2025-03-10");
    add_close(&lines, "k2", "c2", "2025", "2026-01-01");
    post_published(&server, &lines);
    for (int i = 0; i < FORMS; i++)
        before[i] = official_bytes(i);
    daemon_stop(&server);
    database_change(&server, "delete from frozen_score; delete from frozen_score_line; delete from official; delete from closing; "
                 "insert into closing_due values (8), (10); update meta set value = 0 where key = 'published'");
    daemon_start(&server);
    wait_published(&server);
    expect_bytes("after the replay", before);
    assert_int_equal(database_number(&server, "select as_of from score where kind = 'official' and unit = 'c2' limit 1"), 10);
    for (int i = 0; i < FORMS; i++)
        free(before[i]);
}

/* The unit's teams are closed with it. */
static void
a_team__has_an_official_score_too(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_event(&lines, "t", 1, "team.put", "\"team\":\"t\",\"unit\":\"c1\",\"name\":\"Drums\",\"at\":\"2020-01-01\"");
    add_event(&lines, "s", 1, "activity.held",
              "\"activity\":\"s\",\"unit\":\"c1\",\"category\":\"culture\",\"teams\":[\"t\"],\"start\":\"2025-05-10\"");
    add_close(&lines, "c", "c1", "2025", "2026-01-01");
    post_published(&server, &lines);
    assert_int_equal(database_number(&server, "select count(*) from score where team = 't' and card = 'team_score' and period = '2025' and kind = 'official'"), 1);
    assert_int_equal(database_number(&server, "select count(*) from score where team = 't' and card = 'team_score' and period = '2025' and kind <> 'official'"), 0);
}

static void
the_text__shows_official_revised_and_the_difference(void **state)
{
    static const char *const one[] = { "scorecard", "--unit", "c1", "--card", "s_gauge", "--period", "2025", "--lang", "en", "--width", "100", NULL };
    static const char *const list[] = { "scorecard", "--card", "s_gauge", "--period", "2025", "--lang", "en", "--width", "100", NULL };
    static const char *const zh[] = { "scorecard", "--card", "s_gauge", "--period", "2025", "--lang", "zh", "--width", "100", NULL };
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_close(&lines, "c", "c1", "2025", "2026-01-01");
    add_session(&lines, "a5", "c1", "other", "2025-06-10");
    post_published(&server, &lines);
    daemon_command_says(&server, 0, one, "official, closed at log position 8", "");
    daemon_command_says(&server, 0, one, "Gauge, revised", "");
    daemon_command_says(&server, 0, one, "difference to the official total: +5.00", "");
    daemon_command_says(&server, 0, list, "   1/2  First (c1)   70.00  B      official\n", "");
    daemon_command_says(&server, 0, list, "; revised; difference +5.00\n", "");
    daemon_command_says(&server, 0, zh, "正式", "");
    daemon_command_says(&server, 0, zh, "差", "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_close__freezes_the_scores_and_late_events_revise_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_official_rank__is_that_of_the_close_whatever_the_peers_do, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reopened__a_score_is_a_draft_again_and_the_next_close_is_the_second, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_closed_year__prints_the_same_bytes_for_ever, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_rule__revises_a_closed_score, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_several_closes_around_a_period__the_shortest_speaks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_not_frozen__is_frozen_from_the_log_as_it_would_have_been, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_team__has_an_official_score_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_text__shows_official_revised_and_the_difference, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("frozen_scores", tests, NULL, NULL);
}
