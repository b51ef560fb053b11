/* SPDX-License-Identifier: MIT */
/*
 * person.forget on a real daemon and file: no way leads from the token to the
 * person any more, what they did still counts, and nothing brings them back.
 */
#include "lib/wire/person_token.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/deadline.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <poll.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CROWD = 600 /* some pages of the table */, WORLD = 8 + 2 * CROWD };

static struct daemon server;

static int
set_up(void **state)
{
    (void)state;
    daemon_init(&server, "2026-01-01");
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

/* Everybody of the gate came to h, p1 and p2 in a list; p1 lives there, too. */
static void
add_world(struct buf *lines)
{
    add_event(lines, "u", 1, "unit.put", "\"unit\":\"gate\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    add_event(lines, "n", 1, "population.put", "\"unit\":\"gate\",\"basis\":\"usual\",\"count\":1000,\"at\":\"2024-01-01\"");
    for (int i = 0; i < CROWD; i++) {
        char id[32];

        snprintf(id, sizeof id, "home-c%d", i);
        add_event(lines, id, 1, "person.put", "\"person\":\"c%d\",\"home\":\"gate\",\"at\":\"2024-01-01\"", i);
        snprintf(id, sizeof id, "h-c%d", i);
        add_event(lines, id, 1, "attendance", "\"activity\":\"h\",\"person\":\"c%d\",\"status\":\"present\"", i);
        if (i != CROWD / 2)
            continue;
        add_event(lines, "home-p1", 1, "person.put", "\"person\":\"p1\",\"home\":\"gate\",\"at\":\"2024-01-01\"");
        add_event(lines, "home-p2", 1, "person.put", "\"person\":\"p2\",\"home\":\"gate\",\"at\":\"2024-01-01\"");
        add_event(lines, "h-list", 1, "attendance", "\"activity\":\"h\",\"persons\":[\"p1\",\"p2\"],\"status\":\"present\"");
        add_event(lines, "h2-p1", 1, "attendance", "\"activity\":\"h2\",\"person\":\"p1\",\"status\":\"present\"");
    }
    add_event(lines, "h", 1, "activity.held", "\"activity\":\"h\",\"unit\":\"gate\",\"category\":\"edu.law\",\"start\":\"2025-03-08\"");
    add_event(lines, "h2", 1, "activity.held", "\"activity\":\"h2\",\"unit\":\"gate\",\"category\":\"edu.law\",\"start\":\"2025-04-08\"");
}

/* Posts one line and expects one outcome. */
#define POST(outcome, ...) \
    do { \
        struct buf post_ = { 0 }; \
        add_event(&post_, __VA_ARGS__); \
        post_expect(server.socket, &post_, (struct totals){ .outcome = 1 }); \
        buf_free(&post_); \
    } while (0)

static void
take_secret(void *ctx, struct sqlite3_stmt *row)
{
    assert_int_equal(sqlite3_column_bytes(row, 0), PERSON_SECRET_BYTES);
    memcpy(ctx, sqlite3_column_blob(row, 0), PERSON_SECRET_BYTES);
}

static struct person_key
key_of(const char *token)
{
    unsigned char secret[PERSON_SECRET_BYTES];
    struct person_hasher hasher;

    database_each(&server, "select value from meta where key = 'person_key'", take_secret, secret);
    person_hasher_init(&hasher, secret);
    return person_token_hash(&hasher, (struct str){ token, strlen(token) });
}

static bool
file_has(const char *suffix, const void *bytes, size_t len)
{
    char path[128];
    struct buf content = { 0 };
    char part[65536];
    size_t n;
    FILE *file;
    bool found;

    snprintf(path, sizeof path, "%s%s", server.db, suffix);
    file = fopen(path, "rb");
    if (!file)
        return false;
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        buf_put(&content, part, n);
    fclose(file);
    found = content.len > 0 && memmem(content.ptr, content.len, bytes, len) != NULL;
    buf_free(&content);
    return found;
}

/* Anywhere: in a page in use, in a free one, behind the end of a page's content, in the write-ahead log. */
static bool
files_have(const char *token)
{
    struct person_key key = key_of(token);

    return file_has("", &key, sizeof key) || file_has("-wal", &key, sizeof key) || file_has("-journal", &key, sizeof key);
}

static void
wait_until_nowhere(const char *token)
{
    int64_t until = deadline_start();

    while (files_have(token)) {
        if (deadline_left(until) == 0)
            check_failed("the key of %s is still in the files", token);
        poll(NULL, 0, 20);
    }
}

/* Residents who came, of the year. */
static int
people(void)
{
    json_t *rows;
    int value;

    wait_published(&server);
    rows = report_with(&server, "--unit", "gate", "--period", "2025", "--indicator", "participation_rate", "--category", "-", "--team", "-",
                       "--group", "-", NULL);
    value = (int)json_integer_value(json_object_get(json_array_get(rows, 0), "numerator"));
    json_decref(rows);
    return value;
}

static void
a_forgotten_person__is_nowhere_in_the_files_and_still_counts(void **state)
{
    struct buf lines = { 0 };
    json_t *before, *after;

    (void)state;
    add_world(&lines);
    post_published(&server, &lines);
    assert_true(files_have("p1"));
    assert_int_equal(people(), CROWD + 2);
    before = report_rows(&server, NULL);
    POST(applied, "f", 1, "person.forget", "\"person\":\"p1\"");
    wait_until_nowhere("p1");
    assert_true(files_have("p2"));
    assert_true(files_have("c599"));
    assert_int_equal(people(), CROWD + 2);
    after = report_rows(&server, NULL);
    assert_int_equal(json_array_size(before), json_array_size(after));
    json_decref(before);
    json_decref(after);
}

/* What everybody did before is theirs for ever; what is posted now is somebody else's. */
static void
a_later_event_with_the_token__is_a_new_person(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_event(&lines, "f", 1, "person.forget", "\"person\":\"p1\"");
    add_event(&lines, "again", 1, "attendance", "\"activity\":\"h\",\"person\":\"p1\",\"status\":\"present\""); /* in the same batch */
    post_published(&server, &lines);
    assert_int_equal(people(), CROWD + 2); /* a home is not known of the new one */
    POST(applied, "home-again", 1, "person.put", "\"person\":\"p1\",\"home\":\"gate\",\"at\":\"2024-01-01\"");
    assert_int_equal(people(), CROWD + 3);
    assert_int_equal(database_number(&server, "select count(*) from person"), CROWD + 3);
    daemon_stop(&server);
    daemon_start(&server);
    assert_int_equal(people(), CROWD + 3);
    POST(applied, "h2-again", 1, "attendance", "\"activity\":\"h2\",\"person\":\"p1\",\"status\":\"present\"");
    assert_int_equal(people(), CROWD + 3); /* still the same new one */
}

static void
what_was_posted_before__is_a_duplicate_still(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_event(&lines, "f", 1, "person.forget", "\"person\":\"p1\"");
    post_accepted(server.socket, &lines);
    post_expect(server.socket, &lines, (struct totals){ .duplicate = WORLD + 1 });
    wait_until_nowhere("p1"); /* asking about an old event makes nobody known */
    assert_int_equal(database_number(&server, "select max(number) from person"), CROWD + 2);
    /* Somebody who was known then is somebody else for sure. */
    POST(conflict, "h2-p1", 1, "attendance", "\"activity\":\"h2\",\"person\":\"p2\",\"status\":\"present\"");
    POST(conflict, "h2-p1", 1, "attendance", "\"activity\":\"h2\",\"person\":\"p1\",\"status\":\"absent\"");
    POST(conflict, "h-list", 1, "attendance", "\"activity\":\"h\",\"persons\":[\"p2\",\"p1\"],\"status\":\"present\"");
    daemon_stop(&server);
    daemon_start(&server);
    post_expect(server.socket, &lines, (struct totals){ .duplicate = WORLD + 1 });
    assert_false(files_have("p1"));
    /* And when there is a new person of that token. */
    POST(applied, "new", 1, "person.put", "\"person\":\"p1\",\"home\":\"gate\",\"at\":\"2025-01-01\"");
    post_expect(server.socket, &lines, (struct totals){ .duplicate = WORLD + 1 });
    assert_true(files_have("p1")); /* the new one was not forgotten by the old event's repetition */
    buf_free(&lines);
}

static void
nothing__brings_a_forgotten_person_back(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_event(&lines, "f", 1, "person.forget", "\"person\":\"p1\"");
    add_event(&lines, "r", 1, "retract", "\"source\":\"test\",\"id\":\"f\"");
    add_event(&lines, "home-again", 1, "person.put", "\"person\":\"p1\",\"home\":\"gate\",\"at\":\"2024-01-01\"");
    add_event(&lines, "again", 1, "attendance", "\"activity\":\"h\",\"person\":\"p1\",\"status\":\"present\"");
    post_published(&server, &lines);
    assert_int_equal(people(), CROWD + 3);
    /* A correction forgets whom it names, too, and returns nobody. */
    POST(applied, "f", 2, "person.forget", "\"person\":\"p2\"");
    wait_until_nowhere("p2");
    assert_true(files_have("p1"));
    assert_int_equal(people(), CROWD + 3);
}

static void
what_was_taken_back_before_it_came__forgets_nobody(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_event(&lines, "r", 1, "retract", "\"source\":\"test\",\"id\":\"f\"");
    add_event(&lines, "f", 1, "person.forget", "\"person\":\"p1\"");
    add_event(&lines, "g", 2, "person.forget", "\"person\":\"nobody\"");
    add_event(&lines, "g", 1, "person.forget", "\"person\":\"p2\""); /* a lower rev that comes late */
    post_published(&server, &lines);
    assert_true(files_have("p1"));
    assert_true(files_have("p2"));
    POST(duplicate, "g", 1, "person.forget", "\"person\":\"p2\"");
    /* Posted again with a higher rev it holds. */
    POST(applied, "f", 2, "person.forget", "\"person\":\"p1\"");
    wait_until_nowhere("p1");
    assert_true(files_have("p2"));
}

static void
a_merged_person__is_forgotten_under_all_their_tokens(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_event(&lines, "m", 1, "person.merge", "\"from\":\"p2\",\"into\":\"p1\"");
    add_event(&lines, "f", 1, "person.forget", "\"person\":\"p2\""); /* in the same batch as the merge */
    post_published(&server, &lines);
    wait_until_nowhere("p1");
    wait_until_nowhere("p2");
    assert_int_equal(people(), CROWD + 1);
    POST(duplicate, "m", 1, "person.merge", "\"from\":\"p2\",\"into\":\"p1\"");
    assert_false(files_have("p1"));
    daemon_stop(&server);
    daemon_start(&server);
    assert_int_equal(people(), CROWD + 1);
}

static void
a_crash_right_after__leaves_no_trace_either(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    post_published(&server, &lines);
    POST(applied, "f", 1, "person.forget", "\"person\":\"p1\"");
    daemon_kill(&server);
    daemon_start(&server);
    wait_until_nowhere("p1");
    assert_int_equal(people(), CROWD + 2);
}

/* A reader that sees the file as it was needs the old pages: they go when it does. */
static void
a_reader_in_the_way__is_waited_for(void **state)
{
    struct buf lines = { 0 };
    sqlite3 *db;

    (void)state;
    add_world(&lines);
    post_published(&server, &lines);
    assert_int_equal(sqlite3_open_v2(server.db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN; SELECT count(*) FROM person", NULL, NULL, NULL), SQLITE_OK);
    POST(applied, "f", 1, "person.forget", "\"person\":\"p1\"");
    POST(applied, "later", 1, "attendance", "\"activity\":\"h\",\"person\":\"c1\",\"status\":\"late\""); /* ingest goes on */
    assert_true(files_have("p1"));
    sqlite3_close(db);
    wait_until_nowhere("p1");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_forgotten_person__is_nowhere_in_the_files_and_still_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_later_event_with_the_token__is_a_new_person, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_posted_before__is_a_duplicate_still, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing__brings_a_forgotten_person_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_taken_back_before_it_came__forgets_nobody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_merged_person__is_forgotten_under_all_their_tokens, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_crash_right_after__leaves_no_trace_either, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reader_in_the_way__is_waited_for, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("forget", tests, NULL, NULL);
}
