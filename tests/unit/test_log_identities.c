/* SPDX-License-Identifier: MIT */
/*
 * Where the log finds an event by its source and id: in the open batch, after a restart, whatever the hashes are.
 */
#include "lib/store/event_log.h"
#include "lib/store/log_verify.h"
#include "tests/support/check.h"
#include "tests/support/log_events.h"
#include "tests/support/log_fixture.h"

#include <stdio.h>

/* What a hash may do at its worst, and a little better. */
static uint64_t
one_hash(uint64_t seed, uint32_t source, struct str bytes)
{
    (void)seed;
    (void)source;
    (void)bytes;
    return UINT64_MAX;
}

static uint64_t
first_byte_hash(uint64_t seed, uint32_t source, struct str bytes)
{
    (void)seed;
    (void)source;
    return (uint64_t)(unsigned char)bytes.ptr[0] << 50;
}

static int
setup_one_hash(void **state)
{
    return log_fixture_set_up_hashing(state, one_hash);
}

static int
setup_first_byte_hash(void **state)
{
    return log_fixture_set_up_hashing(state, first_byte_hash);
}

static void
find__tells_sources_and_ids_apart(void **state)
{
    struct log_fixture *fixture = *state;
    uint32_t person = 1;
    struct event a = log_attendance("gate/1", "x", "games", &person), b = log_attendance("gate/1x", "", "games", &person);
    struct event c = log_attendance("gate/2", "x", "games", &person);

    log_commit_one(fixture->log, &a);
    assert_int_equal(log_find(fixture->log, "gate/1", "x"), 1);
    assert_int_equal(log_find(fixture->log, "gate/2", "x"), 0);
    assert_int_equal(log_find(fixture->log, "gate/1x", ""), 0);
    assert_int_equal(log_find(fixture->log, "gate/1", "X"), 0);
    log_commit_one(fixture->log, &b);
    log_commit_one(fixture->log, &c);
    assert_int_equal(log_find(fixture->log, "gate/1", "x"), 1);
    assert_int_equal(log_find(fixture->log, "gate/1x", ""), 2);
    assert_int_equal(log_find(fixture->log, "gate/2", "x"), 3);
}

static void
find__sees_the_open_batch(void **state)
{
    struct log_fixture *fixture = *state;
    uint32_t person = 1;
    char id[16];

    log_begin(fixture->log);
    for (int i = 0; i < 1500; i++) { /* more than wait to be written, so that some are and some are not */
        struct event event;

        snprintf(id, sizeof id, "%d", i);
        event = log_attendance("gate/1", id, "games", &person);
        log_append(fixture->log, &event);
        assert_int_equal(event_log_head(fixture->log), i + 1);
        assert_int_equal(log_find(fixture->log, "gate/1", id), i + 1);
        assert_int_equal(log_find(fixture->log, "gate/1", "0"), 1);
    }
    log_commit(fixture->log);
}

static void
correction__is_found_by_its_last_row(void **state)
{
    struct log_fixture *fixture = *state;
    uint32_t person = 1;
    struct event event = log_attendance("gate/1", "x", "games", &person);
    struct str source, id;
    struct err err = { 0 };
    uint32_t rev;

    assert_int_equal(log_commit_one(fixture->log, &event), 1);
    log_append_many(fixture->log, "other", 5000, 5000);
    event.rev = 2;
    assert_int_equal(log_commit_one(fixture->log, &event), 5002);
    assert_int_equal(log_find(fixture->log, "gate/1", "x"), 5002);
    assert_int_equal(log_fixture_row(fixture, 5002).previous, 1);
    event.rev = 3;
    assert_int_equal(log_commit_one(fixture->log, &event), 5003);
    log_append_many(fixture->log, "more", 5000, 5000);
    log_fixture_reopen(fixture); /* the three rows lie in two saved blocks and the rest */
    assert_int_equal(log_find(fixture->log, "gate/1", "x"), 5003);
    assert_int_equal(log_fixture_row(fixture, 5003).previous, 5002);
    must(event_log_identity(fixture->log, 5003, &fixture->arena, &source, &id, &rev, &err), &err);
    same_text(source, STR("gate/1"));
    same_text(id, STR("x"));
    assert_int_equal(rev, 3);
    must(log_verify(fixture->store, NULL, &err), &err);
}

static void
ten_thousand__are_found_after_a_restart(void **state)
{
    struct log_fixture *fixture = *state;
    char id[16];

    log_append_many(fixture->log, "i", 10000, 777);
    log_fixture_reopen(fixture);
    assert_int_equal(event_log_head(fixture->log), 10000);
    for (int i = 0; i < 10000; i++) {
        snprintf(id, sizeof id, "i%d", i);
        assert_int_equal(log_find(fixture->log, "gate/1", id), i + 1);
    }
    assert_int_equal(log_find(fixture->log, "gate/1", "i10000"), 0);
}

static void
saved_identities__that_are_missing_are_worked_out_again(void **state)
{
    struct log_fixture *fixture = *state;
    struct err err = { 0 };

    log_append_many(fixture->log, "i", 9000, 4500);
    assert_int_equal(log_fixture_number(fixture, "SELECT count(*) FROM identity_block"), 2);
    log_fixture_execute(fixture, "DELETE FROM identity_block WHERE block = 0");
    log_fixture_reopen(fixture);
    assert_int_equal(log_find(fixture->log, "gate/1", "i0"), 1);
    assert_int_equal(log_find(fixture->log, "gate/1", "i8999"), 9000);
    log_append_many(fixture->log, "j", 1, 1);
    assert_int_equal(log_fixture_number(fixture, "SELECT count(*) FROM identity_block"), 2);
    must(log_verify(fixture->store, NULL, &err), &err);
}

static void
collisions__do_not_confuse_identities(void **state)
{
    struct log_fixture *fixture = *state;
    uint32_t person = 1;
    struct event event = log_attendance("gate/1", "i50", "games", &person);
    char id[16];

    log_append_many(fixture->log, "i", 600, 100);
    event.rev = 2;
    log_commit_one(fixture->log, &event);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 600; i++) {
            snprintf(id, sizeof id, "i%d", i);
            assert_int_equal(log_find(fixture->log, "gate/1", id), i == 50 ? 601 : i + 1);
            assert_int_equal(log_find(fixture->log, "gate/2", id), 0);
        }
        assert_int_equal(log_find(fixture->log, "gate/1", "i600"), 0);
        log_fixture_reopen(fixture);
    }
    log_begin(fixture->log);
    event.rev = 3;
    log_append(fixture->log, &event);
    event_log_rollback(fixture->log);
    assert_int_equal(log_find(fixture->log, "gate/1", "i50"), 601);
    assert_int_equal(event_log_head(fixture->log), 601);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LOG(find__tells_sources_and_ids_apart),
        WITH_LOG(find__sees_the_open_batch),
        WITH_LOG(correction__is_found_by_its_last_row),
        WITH_LOG(ten_thousand__are_found_after_a_restart),
        WITH_LOG(saved_identities__that_are_missing_are_worked_out_again),
        cmocka_unit_test_setup_teardown(collisions__do_not_confuse_identities, setup_one_hash, log_fixture_tear_down),
        { "collisions__of_one_byte_do_not_either", collisions__do_not_confuse_identities, setup_first_byte_hash, log_fixture_tear_down, NULL },
    };

    return cmocka_run_group_tests_name("log identities", tests, NULL, NULL);
}
