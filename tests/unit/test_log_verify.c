/* SPDX-License-Identifier: MIT */
#include "lib/store/log_verify.h"

#include "tests/support/check.h"
#include "tests/support/log_events.h"
#include "tests/support/log_fixture.h"

#include <stdio.h>

static void
set_aside(struct log_fixture *fixture, const char *table)
{
    char text[96];

    snprintf(text, sizeof text, "CREATE TEMP TABLE kept_%s AS SELECT * FROM %s", table, table);
    log_fixture_execute(fixture, text);
}

static void
put_back(struct log_fixture *fixture, const char *table)
{
    char text[96];

    snprintf(text, sizeof text, "DELETE FROM %s; INSERT INTO %s SELECT * FROM kept_%s", table, table, table);
    log_fixture_execute(fixture, text);
}

/* Each row of the log's tables that is altered by hand, in each column, shows. */
static void
verify__sees_every_altered_column(void **state)
{
    static const char *const alterations[] = {
        "UPDATE event SET source = 1 WHERE seq = 2",
        "UPDATE event SET id = x'00112233445566778899aabbccddeeff' WHERE seq = 2",
        "UPDATE event SET id = 'other' WHERE seq = 1",
        "UPDATE event SET rev = 2 WHERE seq = 2",
        "UPDATE event SET type = 1 WHERE seq = 3",
        "UPDATE event SET time = time + 1 WHERE seq = 2",
        "UPDATE event SET time = '2024-05-29T14:03:11+08:00', zone = NULL WHERE seq = 2",
        "UPDATE event SET zone = NULL WHERE seq = 2",
        "UPDATE event SET zone = 0 WHERE seq = 2",
        "UPDATE event SET content = zeroblob(16) WHERE seq = 2",
        "UPDATE event SET activity = 1 WHERE seq = 2",
        "UPDATE event SET person = 2 WHERE seq = 2",
        "UPDATE event SET person = NULL, persons = '[7]' WHERE seq = 2",
        "UPDATE event SET mark = 8 WHERE seq = 2",
        "UPDATE event SET minutes = 90 WHERE seq = 2",
        "UPDATE event SET persons = '[1]' WHERE seq = 2",
        "UPDATE event SET attributes = '{}' WHERE seq = 2",
        "UPDATE event SET data = '{}' WHERE seq = 2",
        "UPDATE event SET data = NULL WHERE seq = 3",
        "UPDATE event SET previous = 1 WHERE seq = 2",
        "DELETE FROM event WHERE seq = 2",
        "DELETE FROM event WHERE seq = 4",
        "INSERT INTO event (source, id, rev, type, content) VALUES (1, 'new', 1, 0, zeroblob(16))",
        "UPDATE source SET name = 'gate/3' WHERE no = 1",
        "UPDATE activity SET code = 'other' WHERE no = 2",
        "UPDATE batch SET recorded_at = recorded_at + 1 WHERE first = 1",
        "UPDATE batch SET persons = 5 WHERE first = 1",
        "UPDATE batch SET last = 1 WHERE first = 1",
        "UPDATE batch SET chain = zeroblob(32) WHERE first = 1",
        "UPDATE batch SET chain = x'00' WHERE first = 3",
        "DELETE FROM batch WHERE first = 1",
        "DELETE FROM batch WHERE first = 3",
    };
    static const char *const tables[] = { "event", "batch", "source", "activity" };
    struct log_fixture *fixture = *state;
    uint32_t person = 7;
    struct event a = log_attendance("gate/1", "a", "games", &person);
    struct event b = log_attendance("gate/2", "8f14e45f-ceea-467f-9b4a-3c3a6f0d1e22", "swimming", &person);
    struct event c = log_other(EVENT_UNIT_PUT, "gate/1", "c", "{\"unit\":\"s\"}");
    struct event d = log_attendance("gate/1", "d", "games", &person);
    struct err err = { 0 };

    log_begin(fixture->log);
    log_append(fixture->log, &a);
    log_append(fixture->log, &b);
    log_commit(fixture->log);
    log_begin(fixture->log);
    log_append(fixture->log, &c);
    log_append(fixture->log, &d);
    log_commit(fixture->log);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        set_aside(fixture, tables[t]);
    must(log_verify(fixture->store, NULL, &err), &err);
    for (size_t i = 0; i < sizeof alterations / sizeof *alterations; i++) {
        log_fixture_execute(fixture, alterations[i]);
        if (log_verify(fixture->store, NULL, &err))
            check_failed("not seen: %s", alterations[i]);
        assert_int_equal(err.code, ERR_STORE);
        for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
            put_back(fixture, tables[t]);
        must(log_verify(fixture->store, NULL, &err), &err);
    }
}

static void
verify__sees_altered_identities(void **state)
{
    struct log_fixture *fixture = *state;
    struct err err = { 0 };

    log_append_many(fixture->log, "i", 4096, 4096);
    must(log_verify(fixture->store, NULL, &err), &err);
    log_fixture_execute(fixture, "UPDATE identity_block SET hashes = zeroblob(4096 * 8)");
    assert_false(log_verify(fixture->store, NULL, &err));
    must_say(&err, ERR_STORE, "saved identities of the events up to 4096");
}

static void
open__refuses_a_log_that_lost_its_end(void **state)
{
    struct log_fixture *fixture = *state;
    struct err err = { 0 };

    log_append_many(fixture->log, "i", 20, 10);
    log_fixture_execute(fixture, "DELETE FROM event WHERE seq = 20");
    event_log_close(fixture->log);
    fixture->log = event_log_open(fixture->store, &err);
    assert_null(fixture->log);
    must_say(&err, ERR_STORE, "the log ends at 19, its batches at 20");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LOG(verify__sees_every_altered_column),
        WITH_LOG(verify__sees_altered_identities),
        WITH_LOG(open__refuses_a_log_that_lost_its_end),
    };

    return cmocka_run_group_tests_name("log verify", tests, NULL, NULL);
}
