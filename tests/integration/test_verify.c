/* SPDX-License-Identifier: MIT */
/*
 * turnout verify: whatever was damaged or altered, in the file, in the log, in
 * what was frozen or in what is published, is found and named.
 */
#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/own_rules.h"
#include "tests/support/report.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXIT_INPUT = 65, EXIT_NO_FILE = 66, EXIT_STORE = 74, PEOPLE = 40 };

static struct daemon server;

static void
add_person(struct buf *lines, int i)
{
    char id[32];

    snprintf(id, sizeof id, "home-p%d", i);
    add_event(lines, id, 1, "person.put", "\"person\":\"p%d\",\"home\":\"u\",\"at\":\"2023-01-01\"", i);
    snprintf(id, sizeof id, "a-p%d", i);
    add_event(lines, id, 1, "attendance", "\"activity\":\"a\",\"person\":\"p%d\",\"status\":\"present\"", i);
    snprintf(id, sizeof id, "old-p%d", i);
    add_event(lines, id, 1, "attendance", "\"activity\":\"old\",\"person\":\"p%d\",\"status\":\"present\"", i);
}

/* A year that is closed, and a late event in it; one that is open; somebody forgotten, something pending. */
static void
post_world(void)
{
    struct buf lines = { 0 };

    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"at\":\"2023-01-01\"");
    add_event(&lines, "n", 1, "population.put", "\"unit\":\"u\",\"basis\":\"usual\",\"count\":100,\"at\":\"2023-01-01\"");
    add_event(&lines, "o", 1, "activity.held", "\"activity\":\"old\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2024-03-08\"");
    add_event(&lines, "a", 1, "activity.held", "\"activity\":\"a\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2025-03-08\"");
    for (int i = 0; i < PEOPLE; i++)
        add_person(&lines, i);
    post_published(&server, &lines);
    add_close(&lines, "close", "u", "2024", "2025-01-10");
    post_published(&server, &lines);
    add_event(&lines, "late", 1, "attendance", "\"activity\":\"old\",\"person\":\"late\",\"status\":\"present\"");
    add_event(&lines, "waits", 1, "attendance", "\"activity\":\"unheard\",\"person\":\"p1\",\"status\":\"present\"");
    add_event(&lines, "forget", 1, "person.forget", "\"person\":\"p7\"");
    post_published(&server, &lines);
}

static int
set_up(void **state)
{
    (void)state;
    daemon_init(&server, "2026-01-01");
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

static void
verify__finds_nothing_beside_a_daemon_and_without_one(void **state)
{
    json_t *found;

    (void)state;
    daemon_command_says(&server, 0, WORDS("verify"), ": file and log are sound, ", "");
    found = command_json(&server, WORDS("verify", "--format", "json"));
    assert_true(json_is_true(json_object_get(found, "ok")));
    assert_true(json_integer_value(json_object_get(json_object_get(found, "compared"), "figure")) > 100);
    assert_int_equal(json_integer_value(json_object_get(found, "position")), database_number(&server, "select max(seq) from event"));
    json_decref(found);
    daemon_command_says(&server, 0, WORDS("verify", "--quick"), "are sound", "");
    daemon_stop(&server);
    /* A daemon that was started with other parameters and has published nothing yet. */
    database_change(&server, "UPDATE meta SET value = 'education_coverage.target=50' || char(10) WHERE key = 'rule_parameters'");
    daemon_command_says(&server, 0, WORDS("verify"), "0 differ", "");
}

static void
expect_pieces(const char *printed, const char *const *pieces)
{
    for (; *pieces; pieces++)
        if (!strstr(printed, *pieces))
            check_failed("not said: %s\nbut: %s", *pieces, printed);
}

static void
verify__names_each_figure_that_does_not_follow_from_the_log(void **state)
{
    static const char *const changes[] = {
        ("UPDATE cell_value SET numerator = numerator + 1 WHERE slot % 4294967296 IN (SELECT cell FROM cell WHERE indicator = 'education_coverage'"
         " AND period = '2025' AND team IS NULL AND category IS NULL AND \"group\" IS NULL)"),
        "UPDATE session SET state = 'inactive' WHERE activity = 'a'",
        "UPDATE unit SET level = 'street'",
        ("INSERT INTO cell (cell, indicator, unit, period, first, \"end\", kind, plugin) VALUES (9999999, 'made_up', 'u', '2025', 0, 1, 'draft', 'x@1');"
         "INSERT INTO cell_value (slot, state, flags, notes) SELECT 9999999 + value, 'ok', '', '' FROM meta WHERE key = 'shown'"),
        "UPDATE score_row SET total = '99.99' WHERE period = '2025' AND card = 'unit_score'",
        "DELETE FROM cell WHERE indicator = 'activities' AND period = '2025' AND category IS NULL AND team IS NULL",
    };
    static const char *const said[] = {
        "✗ education_coverage u 2025: numerator 41 ≠ 40\n",
        "✗ a: state inactive ≠ applied\n",
        "✗ u: level street ≠ community\n",
        "✗ made_up u 2025: is there, but does not follow from the log\n",
        "✗ unit_score u 2025: total\n",
        "✗ activities u 2025: is not there, but follows from the log\n",
        NULL,
    };
    struct buf lines = { 0 };
    struct command ended;

    (void)state;
    daemon_stop(&server);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        database_change(&server, changes[i]);
    ended = daemon_command_ends(&server, EXIT_INPUT, WORDS("verify"));
    expect_pieces(ended.out, said);
    assert_non_null(strstr(ended.err, "does not follow from the log"));
    command_free(&ended);
    daemon_command_says(&server, 0, WORDS("verify", "--quick"), "are sound", "");
    daemon_start(&server); /* which publishes everything anew */
    add_event(&lines, "e", 1, "evidence.put", "\"unit\":\"u\",\"kind\":\"plan\",\"at\":\"2025-02-01\"");
    post_published(&server, &lines);
    daemon_command_says(&server, 0, WORDS("verify"), "0 differ", "");
}

/* What a difference tells is hidden as the report hides it. */
static void
verify__hides_small_numbers_of_people(void **state)
{
    struct command ended;

    (void)state;
    daemon_stop(&server);
    database_change(&server, "UPDATE cell_value SET numerator = 3 WHERE slot % 4294967296 IN (SELECT cell FROM cell WHERE indicator = 'education_coverage'"
                             " AND period = '2025' AND category IS NULL)");
    ended = daemon_command_ends(&server, EXIT_INPUT, WORDS("verify"));
    assert_non_null(strstr(ended.out, "education_coverage u 2025: numerator\n"));
    command_free(&ended);
    daemon_command_says(&server, EXIT_INPUT, WORDS("verify", "--full"), "education_coverage u 2025: numerator 3 ≠ 40\n", "");
}

static void
verify__names_what_was_done_to_persons_and_to_what_was_frozen(void **state)
{
    static const char *const changes[] = {
        "UPDATE closing SET close = close - 1",
        "UPDATE official SET value = NULL WHERE indicator = 'education_coverage' AND period = '2024' AND category IS NULL",
        "UPDATE person SET number = number + 1000 WHERE number = 3",
        "UPDATE person SET key = CAST(x'00' || key AS BLOB) WHERE number = 4",
        "UPDATE person SET key = (SELECT p.key FROM person AS p WHERE p.number = 5) WHERE number = 6",
        "UPDATE frozen_score SET closing = 77",
    };
    static const char *const said[] = {
        "the close of u 2024 is not at log position",
        "the frozen figure education_coverage u 2024 contradicts itself",
        "person 1003: that number was never given",
        "person 4 has no key of 16 bytes",
        "persons 5 and 6 have one key",
        "refers to a row of closing that is not there",
        NULL,
    };
    struct command ended;

    (void)state;
    daemon_stop(&server);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        database_change(&server, changes[i]);
    ended = daemon_command_ends(&server, EXIT_STORE, WORDS("verify", "--quick"));
    expect_pieces(ended.out, said);
    assert_non_null(strstr(ended.err, "is damaged or was altered: restore a backup"));
    command_free(&ended);
}

static void
verify__names_what_was_done_to_the_log(void **state)
{
    static const struct {
        const char *change, *says;
    } cases[] = {
        { ("DELETE FROM event WHERE seq >= (SELECT first FROM batch ORDER BY first DESC LIMIT 1);"
           "DELETE FROM batch WHERE first = (SELECT first FROM batch ORDER BY first DESC LIMIT 1)"),
          "its end is gone" },
        { "UPDATE event SET rev = 2 WHERE seq = 9", "does not match its hash" },
        { "DELETE FROM batch WHERE first = (SELECT first FROM batch ORDER BY first LIMIT 1)", "does not follow the one before it" },
    };

    (void)state;
    daemon_stop(&server);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        database_change(&server, cases[i].change);
        daemon_command_says(&server, EXIT_STORE, WORDS("verify"), cases[i].says, "restore a backup");
    }
}

/* An altered official figure shows, though what it was is nowhere else but in what is published. */
static void
verify__sees_an_official_figure_that_was_altered(void **state)
{
    (void)state;
    daemon_stop(&server);
    database_change(&server, "UPDATE official SET numerator = 39, value = '39.00' WHERE indicator = 'education_coverage'"
                             " AND period = '2024' AND category IS NULL");
    daemon_command_says(&server, EXIT_INPUT, WORDS("verify"), "education_coverage u 2024 (official): numerator 40 ≠ 39; value 40.00 ≠ 39.00\n", "");
}

static void
flip_byte_of(const char *text)
{
    static char bytes[1 << 22];
    int fd = open(server.db, O_RDWR | O_CLOEXEC);
    ssize_t len = read(fd, bytes, sizeof bytes);
    char *found = len > 0 ? memmem(bytes, (size_t)len, text, strlen(text)) : NULL;

    assert_non_null(found);
    *found ^= 1;
    assert_int_equal(pwrite(fd, found, 1, found - bytes), 1);
    close(fd);
}

static void
verify__finds_a_flipped_byte_and_a_file_that_was_cut_off(void **state)
{
    struct stat file;

    (void)state;
    daemon_stop(&server);
    database_change(&server, "PRAGMA wal_checkpoint(TRUNCATE)");
    flip_byte_of("home-p17");
    daemon_command_says(&server, EXIT_STORE, WORDS("verify"), "does not match its hash", "is damaged or was altered");
    assert_int_equal(stat(server.db, &file), 0);
    assert_int_equal(truncate(server.db, file.st_size / 2), 0);
    daemon_command_says(&server, EXIT_STORE, WORDS("verify"), "", "turnout: ");
    assert_int_equal(unlink(server.db), 0);
    daemon_command_says(&server, EXIT_NO_FILE, WORDS("verify"), "", "turnout: ");
}

/* Figures of a rule that paused stay as they were: nothing can be said of them. */
static void
verify__leaves_out_the_figures_of_a_rule_that_paused(void **state)
{
    static const char fails[] = "indicators = { mine = t.count { of = \"activity.held\", where = function(a) error(\"no\") end,"
                                " by = { \"unit\" }, over = { \"year\" } } }";

    (void)state;
    daemon_stop(&server);
    daemon_remove(&server);
    own_rules_start(&server, fails);
    post_world();
    own_rules_wait_fault(&server, "no");
    daemon_command_says(&server, 0, WORDS("verify"), "own pauses: its figures were not compared", "");
}

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(verify__finds_nothing_beside_a_daemon_and_without_one),
        WITH_WORLD(verify__names_each_figure_that_does_not_follow_from_the_log),
        WITH_WORLD(verify__hides_small_numbers_of_people),
        WITH_WORLD(verify__names_what_was_done_to_persons_and_to_what_was_frozen),
        WITH_WORLD(verify__names_what_was_done_to_the_log),
        WITH_WORLD(verify__sees_an_official_figure_that_was_altered),
        WITH_WORLD(verify__finds_a_flipped_byte_and_a_file_that_was_cut_off),
        WITH_WORLD(verify__leaves_out_the_figures_of_a_rule_that_paused),
    };

    return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
