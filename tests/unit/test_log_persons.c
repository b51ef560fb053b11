/* SPDX-License-Identifier: MIT */
/*
 * The numbers that the log gives to people: they stay, are forgotten, and are taken back.
 */
#include "lib/store/event_log.h"
#include "lib/store/log_verify.h"
#include "tests/support/check.h"
#include "tests/support/log_events.h"
#include "tests/support/log_fixture.h"

#include <string.h>

static void
persons__keep_their_numbers(void **state)
{
    struct log_fixture *fixture = *state;
    struct err err = { 0 };
    uint32_t given;

    log_begin(fixture->log);
    for (int round = 0; round < 3; round++) {
        for (unsigned i = 1; i <= 3000; i++) {
            struct person_key key = { { (uint8_t)i, (uint8_t)(i >> 8), 0, 0, 9 } };

            must(event_log_person(fixture->log, key, &given, &err), &err);
            assert_int_equal(given, i);
        }
        if (round == 0) {
            log_commit(fixture->log);
            log_fixture_reopen(fixture);
            log_begin(fixture->log);
        }
    }
    log_commit(fixture->log);
    assert_int_equal(log_fixture_number(fixture, "SELECT count(*) FROM person"), 3000);
}

static void
persons__who_were_forgotten_leave_no_number_to_others(void **state)
{
    struct log_fixture *fixture = *state;
    uint32_t person = 1, given;
    struct event event = log_attendance("gate/1", "x", "games", &person);
    struct err err = { 0 };

    log_begin(fixture->log);
    for (uint8_t i = 1; i <= 3; i++)
        must(event_log_person(fixture->log, (struct person_key){ { i } }, &given, &err), &err);
    log_append(fixture->log, &event);
    log_commit(fixture->log);
    log_fixture_execute(fixture, "DELETE FROM person WHERE number IN (1, 3)");
    log_fixture_reopen(fixture);
    log_begin(fixture->log);
    must(event_log_person(fixture->log, (struct person_key){ { 2 } }, &given, &err), &err);
    assert_int_equal(given, 2);
    must(event_log_person(fixture->log, (struct person_key){ { 3 } }, &given, &err), &err);
    assert_int_equal(given, 4);
    must(event_log_person(fixture->log, (struct person_key){ { 0 } }, &given, &err), &err);
    assert_int_equal(given, 5);
    log_commit(fixture->log);
    must(log_verify(fixture->store, NULL, &err), &err); /* they are outside the chain */
}

static struct person_key
key_number(unsigned i)
{
    return (struct person_key){ { (uint8_t)i, (uint8_t)(i >> 8), 0, 0, 9 } };
}

static uint32_t
number_of(struct log_fixture *fixture, unsigned i)
{
    struct err err = { 0 };
    uint32_t given;

    must(event_log_person(fixture->log, key_number(i), &given, &err), &err);
    return given;
}

static void
append_one(struct log_fixture *fixture, const char *id)
{
    uint32_t person = 1;
    struct event event = log_attendance("gate/1", id, "games", &person);

    log_append(fixture->log, &event);
}

static void
forgetting__leads_to_nobody_and_leaves_all_others(void **state)
{
    struct log_fixture *fixture = *state;

    log_begin(fixture->log);
    for (unsigned i = 1; i <= 3000; i++)
        assert_int_equal(number_of(fixture, i), i);
    append_one(fixture, "a");
    log_commit(fixture->log);
    log_begin(fixture->log);
    for (unsigned i = 3; i <= 3000; i += 3)
        event_log_forget(fixture->log, i);
    event_log_forget(fixture->log, 3);    /* again */
    event_log_forget(fixture->log, 0);    /* nobody */
    event_log_forget(fixture->log, 9000); /* not yet */
    append_one(fixture, "b");
    for (unsigned i = 1; i <= 3000; i++)
        if (i % 3 != 0)
            assert_int_equal(number_of(fixture, i), i);
    assert_int_equal(event_log_persons(fixture->log), 3000);
    log_commit(fixture->log);
    log_fixture_reopen(fixture);
    log_begin(fixture->log);
    for (unsigned i = 1; i <= 3000; i++)
        if (i % 3 != 0)
            assert_int_equal(number_of(fixture, i), i);
    assert_int_equal(number_of(fixture, 3), 3001);
    assert_true(event_log_may_be(fixture->log, 3, 3001));
    assert_true(event_log_may_be(fixture->log, 3, 3));
    assert_false(event_log_may_be(fixture->log, 3, 4));    /* was known then */
    assert_false(event_log_may_be(fixture->log, 4, 3001)); /* was not forgotten */
    log_commit(fixture->log);
}

static void
a_number_taken_back__is_given_to_the_next(void **state)
{
    struct log_fixture *fixture = *state;

    log_begin(fixture->log);
    for (unsigned i = 1; i <= 3000; i++)
        assert_int_equal(number_of(fixture, i), i);
    event_log_take_back(fixture->log, 1);
    assert_int_equal(event_log_persons(fixture->log), 1);
    assert_int_equal(number_of(fixture, 2999), 2);
    assert_int_equal(number_of(fixture, 1), 1);
    append_one(fixture, "a");
    log_commit(fixture->log);
    event_log_take_back(fixture->log, 0); /* what was committed stays */
    assert_int_equal(event_log_persons(fixture->log), 2);
    assert_int_equal(log_fixture_number(fixture, "SELECT count(*) FROM person"), 2);
}

static void
who_was_forgotten_in_a_batch_that_failed__is_known_again(void **state)
{
    struct log_fixture *fixture = *state;

    log_begin(fixture->log);
    assert_int_equal(number_of(fixture, 1), 1);
    append_one(fixture, "a");
    log_commit(fixture->log);
    log_begin(fixture->log);
    event_log_forget(fixture->log, 1);
    assert_int_equal(number_of(fixture, 1), 2);
    event_log_rollback(fixture->log);
    log_begin(fixture->log);
    assert_int_equal(number_of(fixture, 1), 1);
    append_one(fixture, "b");
    log_commit(fixture->log);
    log_fixture_reopen(fixture);
    log_begin(fixture->log);
    assert_int_equal(number_of(fixture, 1), 1);
    log_commit(fixture->log);
}

static void
person_key__is_secret_and_stays(void **state)
{
    struct log_fixture *fixture = *state;
    unsigned char key[32], none[32] = { 0 };

    memcpy(key, event_log_person_key(fixture->log), sizeof key);
    assert_memory_not_equal(key, none, sizeof key);
    log_fixture_reopen(fixture);
    assert_memory_equal(key, event_log_person_key(fixture->log), sizeof key);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LOG(persons__keep_their_numbers),
        WITH_LOG(persons__who_were_forgotten_leave_no_number_to_others),
        WITH_LOG(forgetting__leads_to_nobody_and_leaves_all_others),
        WITH_LOG(a_number_taken_back__is_given_to_the_next),
        WITH_LOG(who_was_forgotten_in_a_batch_that_failed__is_known_again),
        WITH_LOG(person_key__is_secret_and_stays),
    };

    return cmocka_run_group_tests_name("log persons", tests, NULL, NULL);
}
