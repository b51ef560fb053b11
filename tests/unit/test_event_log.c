/* SPDX-License-Identifier: MIT */
#include "lib/store/event_log.h"

#include "lib/store/log_verify.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/log_events.h"
#include "tests/support/scratch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct fixture {
    struct scratch scratch;
    struct store *store;
    struct event_log *log;
    struct arena arena;
    identity_hash_fn hash;
};

static void
open_log(struct fixture *fixture)
{
    struct err err = { 0 };

    fixture->store = store_open(fixture->scratch.db, &err);
    must(fixture->store != NULL, &err);
    fixture->log = event_log_open_hashing(fixture->store, fixture->hash, &err);
    must(fixture->log != NULL, &err);
}

static void
close_log(struct fixture *fixture)
{
    event_log_close(fixture->log);
    store_close(fixture->store);
}

static void
reopen(struct fixture *fixture)
{
    close_log(fixture);
    open_log(fixture);
}

static int
setup_hashing(void **state, identity_hash_fn hash)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);

    scratch_make(&fixture->scratch);
    fixture->hash = hash;
    open_log(fixture);
    *state = fixture;
    return 0;
}

static int
setup(void **state)
{
    return setup_hashing(state, identity_hash);
}

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
    return setup_hashing(state, one_hash);
}

static int
setup_first_byte_hash(void **state)
{
    return setup_hashing(state, first_byte_hash);
}

static int
teardown(void **state)
{
    struct fixture *fixture = *state;

    close_log(fixture);
    arena_free(&fixture->arena);
    scratch_remove(&fixture->scratch);
    free(fixture);
    return 0;
}

/* Also tells NULL from the empty text. */
static void
same_text(struct str found, struct str expected)
{
    assert_int_equal(found.ptr == NULL, expected.ptr == NULL);
    if (!str_eq(found, expected))
        check_failed("\"%.*s\" is not \"%.*s\"", STR_ARG(found), STR_ARG(expected));
}

static void
same_event(const struct event *found, const struct event *expected)
{
    same_text(found->source, expected->source);
    same_text(found->id, expected->id);
    same_text(found->time_text, expected->time_text);
    same_text(found->attributes, expected->attributes);
    same_text(found->data, expected->data);
    assert_int_equal(found->rev, expected->rev);
    assert_int_equal(found->type, expected->type);
    assert_true(hash128_eq(found->content, expected->content));
    assert_int_equal(found->person_count, expected->person_count);
    assert_int_equal(found->persons_listed, expected->persons_listed);
    for (uint32_t i = 0; i < expected->person_count; i++)
        assert_int_equal(found->persons[i], expected->persons[i]);
}

static void
same_attendance(const struct event *found, const struct event *expected)
{
    const struct attendance *a = &found->as.attendance, *b = &expected->as.attendance;

    same_event(found, expected);
    same_text(a->activity, b->activity);
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->role, b->role);
    assert_int_equal(a->has_minutes, b->has_minutes);
    assert_int_equal(a->minutes, b->minutes);
}

static struct log_row
fetch(struct fixture *fixture, uint64_t seq)
{
    struct log_row row;
    struct err err = { 0 };

    must(event_log_fetch(fixture->log, seq, &fixture->arena, &row, &err), &err);
    assert_int_equal(row.seq, seq);
    return row;
}

/* Appends, and looks at it in the open batch, after the commit and after a restart. */
static void
comes_back(struct fixture *fixture, const struct event *event)
{
    void (*same)(const struct event *, const struct event *) = event->type == EVENT_ATTENDANCE ? same_attendance : same_event;
    struct log_row row;
    uint64_t seq;

    log_begin(fixture->log);
    seq = log_append(fixture->log, event);
    row = fetch(fixture, seq);
    same(&row.event, event);
    log_commit(fixture->log);
    row = fetch(fixture, seq);
    same(&row.event, event);
    reopen(fixture);
    row = fetch(fixture, seq);
    same(&row.event, event);
    assert_int_equal(row.previous, 0);
}

static void
execute(struct fixture *fixture, const char *text)
{
    struct err err = { 0 };

    must(sql_exec(store_sql(fixture->store), text, &err), &err);
}

static int64_t
number(struct fixture *fixture, const char *query)
{
    struct err err = { 0 };
    struct sqlite3_stmt *stmt = sql_prepare(store_sql(fixture->store), query, &err);
    struct sql_values none = sql_bind(stmt);
    int64_t value;
    bool row;

    must(stmt && sql_first(store_sql(fixture->store), &none, &row, &err), &err);
    value = sql_column_int(stmt, 0);
    sql_finalize(stmt);
    return value;
}

static void
append_many(struct event_log *log, const char *prefix, int count, int batch)
{
    uint32_t person = 7;
    char id[32];

    for (int i = 0; i < count; i++) {
        struct event event;

        if (i % batch == 0)
            log_begin(log);
        snprintf(id, sizeof id, "%s%d", prefix, i);
        event = log_attendance("gate/1", id, "games", &person);
        log_append(log, &event);
        if (i % batch == batch - 1 || i == count - 1)
            log_commit(log);
    }
}

static void
empty__has_no_head_and_finds_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct err err = { 0 };
    struct log_row row;

    assert_int_equal(event_log_head(fixture->log), 0);
    assert_int_equal(log_find(fixture->log, "gate/1", "a"), 0);
    event_log_expect(fixture->log, &(struct event){ .source = STR("gate/1"), .id = STR("a") });
    assert_false(event_log_fetch(fixture->log, 1, &fixture->arena, &row, &err));
    must_say(&err, ERR_STORE, "row 1 of the log is missing");
    must(log_verify(fixture->store, &err), &err);
}

static void
attendance__comes_back_in_every_status_and_role(void **state)
{
    struct fixture *fixture = *state;
    uint32_t person = 3;
    char id[16];

    log_begin(fixture->log);
    for (int mark = 0; mark < STATUSES * ATTEND_ROLES; mark++) {
        struct event event;

        snprintf(id, sizeof id, "m%d", mark);
        event = log_attendance("gate/1", id, "games", &person);
        event.as.attendance.status = (enum attendance_status)(mark / ATTEND_ROLES);
        event.as.attendance.role = (enum attendance_role)(mark % ATTEND_ROLES);
        log_append(fixture->log, &event);
    }
    log_commit(fixture->log);
    for (int mark = 0; mark < STATUSES * ATTEND_ROLES; mark++) {
        struct log_row row = fetch(fixture, (uint64_t)mark + 1);

        assert_int_equal(row.event.as.attendance.status, mark / ATTEND_ROLES);
        assert_int_equal(row.event.as.attendance.role, mark % ATTEND_ROLES);
    }
}

static void
attendance__comes_back_with_all_that_it_may_have(void **state)
{
    uint32_t list[] = { 17, 4, 4294967294u, 1 };
    struct event event = log_attendance("gate/1", "8f14e45f-ceea-467f-9b4a-3c3a6f0d1e22", "games", list);

    comes_back(*state, &event);
    event.id = STR("with minutes");
    event.as.attendance.has_minutes = true;
    event.as.attendance.minutes = 1440;
    comes_back(*state, &event);
    event.id = STR("no minutes spent");
    event.as.attendance.minutes = 0;
    comes_back(*state, &event);
    event.id = STR("a list");
    event.person_count = 4;
    event.persons_listed = true;
    comes_back(*state, &event);
    event.id = STR("a list of one");
    event.person_count = 1;
    comes_back(*state, &event);
    event.id = STR("an empty list");
    event.person_count = 0;
    comes_back(*state, &event);
    event.id = STR("the rest");
    event.data = STR("{\"at\":\"2024-05\",\"by\":\"o\\\"1\",\"x\":1.50}");
    event.attributes = STR("{\"subject\":\"\\u0001\"}");
    event.rev = 4294967295u;
    comes_back(*state, &event);
}

static void
every_type__comes_back(void **state)
{
    uint32_t person = 9;
    char id[32];

    for (int type = 0; type < EVENT_FOREIGN; type++) {
        struct event event;

        snprintf(id, sizeof id, "type-%d", type);
        event = log_other((enum event_type)type, "office", id, "{\"a\":[1,{\"b\":\"居民\"}],\"unit\":\"s\"}");
        if (type == EVENT_ATTENDANCE)
            event.as.attendance.activity = STR("games");
        if (type == EVENT_PERSON_PUT || type == EVENT_TEAM_JOIN) {
            event.persons = &person;
            event.person_count = 1;
        }
        if (type == EVENT_HEADCOUNT)
            event.as.headcount.activity = STR("games");
        comes_back(*state, &event);
    }
}

static void
identity__comes_back_in_every_odd_form(void **state)
{
    static const char *const ids[] = {
        "8f14e45f-ceea-467f-9b4a-3c3a6f0d1e22",
        "8F14E45F-CEEA-467F-9B4A-3C3A6F0D1E22",
        "8f14e45f-ceea-467f-9b4a-3c3a6f0d1e2:",
        "0123456789abcdef", /* sixteen bytes, as many as a packed UUID has */
        "'; DROP TABLE event; --",
        "\"",
        "\x7f\x01\t",
        "腰鼓",
        "0",
        "1e3",
        " ",
        "0123456789012345678901234567890123456789012345678901234567890123",
    };
    struct fixture *fixture = *state;
    uint32_t person = 1;

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct event event = log_attendance("it's a \"gate\"", ids[i], "games", &person);
        comes_back(fixture, &event);
    }
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        assert_int_equal(log_find(fixture->log, "it's a \"gate\"", ids[i]), i + 1);
}

static void
time__comes_back_in_every_odd_form(void **state)
{
    static const char *const times[] = {
        "2024-05-29T14:03:11Z",      "2024-05-29t14:03:11z",         "2024-05-29T14:03:11.000001+08:00",
        "2024-05-29T14:03:11-00:00", "2024-05-29 14:03:11+08:00",    "2016-12-31T23:59:60Z",
        "0001-01-01T00:00:00+23:59", "1969-12-31T23:59:59.9999999Z",
    };
    uint32_t person = 1;

    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct event event = log_attendance("gate/1", times[i], "games", &person);

        event.time_text = str_of(times[i]);
        comes_back(*state, &event);
    }
    {
        struct event event = log_attendance("gate/1", "no time at all", "games", &person);

        event.time_text = (struct str){ 0 };
        event.data = STR("{\"at\":\"2024-10\"}");
        comes_back(*state, &event);
    }
}

static void
find__tells_sources_and_ids_apart(void **state)
{
    struct fixture *fixture = *state;
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
    struct fixture *fixture = *state;
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
    struct fixture *fixture = *state;
    uint32_t person = 1;
    struct event event = log_attendance("gate/1", "x", "games", &person);
    struct str source, id;
    struct err err = { 0 };
    uint32_t rev;

    assert_int_equal(log_commit_one(fixture->log, &event), 1);
    append_many(fixture->log, "other", 5000, 5000);
    event.rev = 2;
    assert_int_equal(log_commit_one(fixture->log, &event), 5002);
    assert_int_equal(log_find(fixture->log, "gate/1", "x"), 5002);
    assert_int_equal(fetch(fixture, 5002).previous, 1);
    event.rev = 3;
    assert_int_equal(log_commit_one(fixture->log, &event), 5003);
    append_many(fixture->log, "more", 5000, 5000);
    reopen(fixture); /* the three rows lie in two saved blocks and the rest */
    assert_int_equal(log_find(fixture->log, "gate/1", "x"), 5003);
    assert_int_equal(fetch(fixture, 5003).previous, 5002);
    must(event_log_identity(fixture->log, 5003, &fixture->arena, &source, &id, &rev, &err), &err);
    same_text(source, STR("gate/1"));
    same_text(id, STR("x"));
    assert_int_equal(rev, 3);
    must(log_verify(fixture->store, &err), &err);
}

static void
ten_thousand__are_found_after_a_restart(void **state)
{
    struct fixture *fixture = *state;
    char id[16];

    append_many(fixture->log, "i", 10000, 777);
    reopen(fixture);
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
    struct fixture *fixture = *state;
    struct err err = { 0 };

    append_many(fixture->log, "i", 9000, 4500);
    assert_int_equal(number(fixture, "SELECT count(*) FROM identity_block"), 2);
    execute(fixture, "DELETE FROM identity_block WHERE block = 0");
    reopen(fixture);
    assert_int_equal(log_find(fixture->log, "gate/1", "i0"), 1);
    assert_int_equal(log_find(fixture->log, "gate/1", "i8999"), 9000);
    append_many(fixture->log, "j", 1, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM identity_block"), 2);
    must(log_verify(fixture->store, &err), &err);
}

static void
collisions__do_not_confuse_identities(void **state)
{
    struct fixture *fixture = *state;
    uint32_t person = 1;
    struct event event = log_attendance("gate/1", "i50", "games", &person);
    char id[16];

    append_many(fixture->log, "i", 600, 100);
    event.rev = 2;
    log_commit_one(fixture->log, &event);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 600; i++) {
            snprintf(id, sizeof id, "i%d", i);
            assert_int_equal(log_find(fixture->log, "gate/1", id), i == 50 ? 601 : i + 1);
            assert_int_equal(log_find(fixture->log, "gate/2", id), 0);
        }
        assert_int_equal(log_find(fixture->log, "gate/1", "i600"), 0);
        reopen(fixture);
    }
    log_begin(fixture->log);
    event.rev = 3;
    log_append(fixture->log, &event);
    event_log_rollback(fixture->log);
    assert_int_equal(log_find(fixture->log, "gate/1", "i50"), 601);
    assert_int_equal(event_log_head(fixture->log), 601);
}

static void
rollback__leaves_nothing_behind(void **state)
{
    struct fixture *fixture = *state;
    uint32_t person = 1, given;
    struct event first = log_attendance("gate/1", "kept", "games", &person);
    struct event event = log_attendance("gate/9", "gone", "swimming", &person);
    struct err err = { 0 };

    log_commit_one(fixture->log, &first);
    log_begin(fixture->log);
    must(event_log_person(fixture->log, (struct person_key){ { 1 } }, &given, &err), &err);
    log_append(fixture->log, &event);
    first.rev = 2;
    log_append(fixture->log, &first);
    for (int i = 0; i < 5000; i++) {
        char id[16];

        snprintf(id, sizeof id, "g%d", i);
        event.id = str_of(id);
        log_append(fixture->log, &event);
    }
    event_log_rollback(fixture->log);
    assert_int_equal(event_log_head(fixture->log), 1);
    assert_int_equal(log_find(fixture->log, "gate/9", "gone"), 0);
    assert_int_equal(log_find(fixture->log, "gate/9", "g4999"), 0);
    assert_int_equal(log_find(fixture->log, "gate/1", "kept"), 1);
    assert_int_equal(number(fixture, "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM identity_block)"), 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM source"), 1);
    event.id = STR("gone");
    assert_int_equal(log_commit_one(fixture->log, &event), 2);
    assert_int_equal(log_find(fixture->log, "gate/9", "gone"), 2);
    same_text(fetch(fixture, 2).event.source, STR("gate/9"));
    reopen(fixture);
    same_text(fetch(fixture, 2).event.as.attendance.activity, STR("swimming"));
    must(log_verify(fixture->store, &err), &err);
}

static void
persons__keep_their_numbers(void **state)
{
    struct fixture *fixture = *state;
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
            reopen(fixture);
            log_begin(fixture->log);
        }
    }
    log_commit(fixture->log);
    assert_int_equal(number(fixture, "SELECT count(*) FROM person"), 3000);
}

static void
persons__who_were_forgotten_leave_no_number_to_others(void **state)
{
    struct fixture *fixture = *state;
    uint32_t person = 1, given;
    struct event event = log_attendance("gate/1", "x", "games", &person);
    struct err err = { 0 };

    log_begin(fixture->log);
    for (uint8_t i = 1; i <= 3; i++)
        must(event_log_person(fixture->log, (struct person_key){ { i } }, &given, &err), &err);
    log_append(fixture->log, &event);
    log_commit(fixture->log);
    execute(fixture, "DELETE FROM person WHERE number IN (1, 3)");
    reopen(fixture);
    log_begin(fixture->log);
    must(event_log_person(fixture->log, (struct person_key){ { 2 } }, &given, &err), &err);
    assert_int_equal(given, 2);
    must(event_log_person(fixture->log, (struct person_key){ { 3 } }, &given, &err), &err);
    assert_int_equal(given, 4);
    must(event_log_person(fixture->log, (struct person_key){ { 0 } }, &given, &err), &err);
    assert_int_equal(given, 5);
    log_commit(fixture->log);
    must(log_verify(fixture->store, &err), &err); /* they are outside the chain */
}

static struct person_key
key_number(unsigned i)
{
    return (struct person_key){ { (uint8_t)i, (uint8_t)(i >> 8), 0, 0, 9 } };
}

static uint32_t
number_of(struct fixture *fixture, unsigned i)
{
    struct err err = { 0 };
    uint32_t given;

    must(event_log_person(fixture->log, key_number(i), &given, &err), &err);
    return given;
}

static void
append_one(struct fixture *fixture, const char *id)
{
    uint32_t person = 1;
    struct event event = log_attendance("gate/1", id, "games", &person);

    log_append(fixture->log, &event);
}

static void
forgetting__leads_to_nobody_and_leaves_all_others(void **state)
{
    struct fixture *fixture = *state;

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
    reopen(fixture);
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
    struct fixture *fixture = *state;

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
    assert_int_equal(number(fixture, "SELECT count(*) FROM person"), 2);
}

static void
who_was_forgotten_in_a_batch_that_failed__is_known_again(void **state)
{
    struct fixture *fixture = *state;

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
    reopen(fixture);
    log_begin(fixture->log);
    assert_int_equal(number_of(fixture, 1), 1);
    log_commit(fixture->log);
}

static void
person_key__is_secret_and_stays(void **state)
{
    struct fixture *fixture = *state;
    unsigned char key[32], none[32] = { 0 };

    memcpy(key, event_log_person_key(fixture->log), sizeof key);
    assert_memory_not_equal(key, none, sizeof key);
    reopen(fixture);
    assert_memory_equal(key, event_log_person_key(fixture->log), sizeof key);
}

struct seen {
    uint64_t next, stop_at;
    struct fixture *fixture;
};

static bool
see(void *ctx, const struct log_row *row, struct arena *arena, struct err *err)
{
    struct seen *seen = ctx;
    char id[16];

    assert_int_equal(row->seq, seen->next++);
    snprintf(id, sizeof id, "i%d", (int)row->seq - 1);
    same_text(row->event.id, str_of(id));
    assert_non_null(arena_new(arena, 100000)); /* given back after each row */
    same_text(fetch(seen->fixture, row->seq).event.id, str_of(id)); /* what fn may do */
    if (row->seq == seen->stop_at)
        return err_set(err, ERR_INPUT, "enough");
    return true;
}

static void
scan__gives_the_rows_in_order(void **state)
{
    struct fixture *fixture = *state;
    struct seen seen = { .next = 5, .fixture = fixture };
    struct err err = { 0 };

    append_many(fixture->log, "i", 1000, 300);
    must(event_log_scan(fixture->log, 5, 900, see, &seen, &err), &err);
    assert_int_equal(seen.next, 901);
    must(event_log_scan(fixture->log, 901, 2000, see, &seen, &err), &err);
    assert_int_equal(seen.next, 1001);
    must(event_log_scan(fixture->log, 1001, 2000, see, &seen, &err), &err);
    seen = (struct seen){ .next = 1, .stop_at = 3, .fixture = fixture };
    assert_false(event_log_scan(fixture->log, 1, 1000, see, &seen, &err));
    must_say(&err, ERR_INPUT, "enough");
    assert_int_equal(seen.next, 4);
}

static void
scan__sees_the_open_batch(void **state)
{
    struct fixture *fixture = *state;
    uint32_t person = 1;
    struct event event = log_attendance("gate/1", "i0", "games", &person);
    struct seen seen = { .next = 1, .fixture = fixture };
    struct err err = { 0 };

    log_begin(fixture->log);
    log_append(fixture->log, &event);
    must(event_log_scan(fixture->log, 1, 1, see, &seen, &err), &err);
    assert_int_equal(seen.next, 2);
    event.id = STR("i1");
    assert_int_equal(log_append(fixture->log, &event), 2);
    log_commit(fixture->log);
    must(event_log_scan(fixture->log, 2, 2, see, &seen, &err), &err);
}

static void
commit__of_an_empty_batch_keeps_what_else_was_written(void **state)
{
    struct fixture *fixture = *state;

    log_begin(fixture->log);
    execute(fixture, "INSERT INTO outcome VALUES (0, 'gate/1', 0, 0, 0, 0, 0, 1, 1)");
    log_commit(fixture->log);
    assert_int_equal(number(fixture, "SELECT count(*) FROM batch"), 0);
    reopen(fixture);
    assert_int_equal(number(fixture, "SELECT rejected FROM outcome"), 1);
}

static void
append__after_a_wrong_row_is_refused(void **state)
{
    struct fixture *fixture = *state;
    uint32_t person = 1;
    struct event event = log_attendance("gate/1", "x", "games", &person);
    struct err err = { 0 };
    uint64_t seq = 77;

    log_begin(fixture->log);
    assert_false(event_log_append(fixture->log, &event, 5, &seq, &err));
    must_say(&err, ERR_INTERNAL, "does not come after row 5");
    assert_int_equal(seq, 77);
    event_log_rollback(fixture->log);
    assert_int_equal(log_commit_one(fixture->log, &event), 1);
}

static void
commit__on_a_full_disk_says_so_and_keeps_what_was_there(void **state)
{
    struct fixture *fixture = *state;
    struct err err = { 0 };
    uint64_t seq;
    bool fits = true;
    uint32_t person = 1;
    struct event event = log_attendance("gate/1", "i", "games", &person);
    char pragma[64], id[16];

    append_many(fixture->log, "kept", 10, 10);
    snprintf(pragma, sizeof pragma, "PRAGMA max_page_count = %lld",
             (long long)number(fixture, "PRAGMA page_count") + 2);
    execute(fixture, pragma);
    log_begin(fixture->log);
    for (int i = 0; fits && i < 5000; i++) {
        snprintf(id, sizeof id, "%d", i);
        event.id = str_of(id);
        fits = event_log_append(fixture->log, &event, 0, &seq, &err);
    }
    assert_false(fits && event_log_commit(fixture->log, 1, &err));
    must_say(&err, ERR_STORE, "database or disk is full");
    must_say(&err, ERR_STORE, fixture->scratch.db);
    event_log_rollback(fixture->log);
    assert_int_equal(event_log_head(fixture->log), 10);
    assert_int_equal(log_find(fixture->log, "gate/1", "0"), 0);
    reopen(fixture);
    assert_int_equal(event_log_head(fixture->log), 10);
    must(log_verify(fixture->store, &err), &err);
}

/* In a process of its own, because the limit stays: 0 when the commit failed as it should. */
static int
fill_a_limited_file(const char *path)
{
    struct rlimit limit = { 1 << 20, 1 << 20 };
    struct err err = { 0 };
    struct store *store = store_open(path, &err);
    struct event_log *log = store ? event_log_open(store, &err) : NULL;
    uint32_t person = 1;
    bool done = log && event_log_begin(log, &err);
    char id[16];

    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    for (int i = 0; done && i < 100000; i++) {
        struct event event = log_attendance("gate/1", id, "games", &person);
        uint64_t seq;

        snprintf(id, sizeof id, "%d", i);
        event.id = str_of(id);
        done = event_log_append(log, &event, 0, &seq, &err);
    }
    done = done && event_log_commit(log, 1, &err);
    return !done && err.code == ERR_STORE && strstr(err.text, path) && strstr(err.text, "disk") ? 0 : 1;
}

static void
commit__that_cannot_be_written_says_so(void **state)
{
    struct fixture *fixture = *state;
    struct err err = { 0 };
    int status;
    pid_t pid;

    append_many(fixture->log, "kept", 10, 10);
    close_log(fixture);
    pid = fork();
    if (pid == 0)
        _exit(fill_a_limited_file(fixture->scratch.db));
    waitpid(pid, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    open_log(fixture);
    assert_int_equal(event_log_head(fixture->log), 10);
    must(log_verify(fixture->store, &err), &err);
}

static void
set_aside(struct fixture *fixture, const char *table)
{
    char text[96];

    snprintf(text, sizeof text, "CREATE TEMP TABLE kept_%s AS SELECT * FROM %s", table, table);
    execute(fixture, text);
}

static void
put_back(struct fixture *fixture, const char *table)
{
    char text[96];

    snprintf(text, sizeof text, "DELETE FROM %s; INSERT INTO %s SELECT * FROM kept_%s", table, table, table);
    execute(fixture, text);
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
    struct fixture *fixture = *state;
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
    must(log_verify(fixture->store, &err), &err);
    for (size_t i = 0; i < sizeof alterations / sizeof *alterations; i++) {
        execute(fixture, alterations[i]);
        if (log_verify(fixture->store, &err))
            check_failed("not seen: %s", alterations[i]);
        assert_int_equal(err.code, ERR_STORE);
        for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
            put_back(fixture, tables[t]);
        must(log_verify(fixture->store, &err), &err);
    }
}

static void
verify__sees_altered_identities(void **state)
{
    struct fixture *fixture = *state;
    struct err err = { 0 };

    append_many(fixture->log, "i", 4096, 4096);
    must(log_verify(fixture->store, &err), &err);
    execute(fixture, "UPDATE identity_block SET hashes = zeroblob(4096 * 8)");
    assert_false(log_verify(fixture->store, &err));
    must_say(&err, ERR_STORE, "saved identities of the events up to 4096");
}

static void
open__refuses_a_log_that_lost_its_end(void **state)
{
    struct fixture *fixture = *state;
    struct err err = { 0 };

    append_many(fixture->log, "i", 20, 10);
    execute(fixture, "DELETE FROM event WHERE seq = 20");
    event_log_close(fixture->log);
    fixture->log = event_log_open(fixture->store, &err);
    assert_null(fixture->log);
    must_say(&err, ERR_STORE, "the log ends at 19, its batches at 20");
}

static void
fetch__of_an_impossible_row_names_it(void **state)
{
    static const char *const damages[] = {
        "UPDATE event SET mark = 64 WHERE seq = 1",     "UPDATE event SET mark = 5 WHERE seq = 1",
        "UPDATE event SET mark = NULL WHERE seq = 1",   "UPDATE event SET type = 99 WHERE seq = 1",
        "UPDATE event SET type = -1 WHERE seq = 1",     "UPDATE event SET activity = 99 WHERE seq = 1",
        "UPDATE event SET activity = NULL WHERE seq = 1", "UPDATE event SET source = 99 WHERE seq = 1",
        "UPDATE event SET persons = '[1' WHERE seq = 1", "UPDATE event SET persons = '' WHERE seq = 1",
        "UPDATE event SET persons = '[a]' WHERE seq = 1", "UPDATE event SET persons = '[1]]' WHERE seq = 1",
        "UPDATE event SET persons = '[5000000000]' WHERE seq = 1", "UPDATE event SET minutes = 70000 WHERE seq = 1",
        "UPDATE event SET content = x'00' WHERE seq = 1", "UPDATE event SET id = x'00' WHERE seq = 1",
    };
    struct fixture *fixture = *state;
    struct log_row row;

    append_many(fixture->log, "i", 1, 1);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct err err = { 0 };

        execute(fixture, "BEGIN");
        execute(fixture, damages[i]);
        if (event_log_fetch(fixture->log, 1, &fixture->arena, &row, &err))
            check_failed("not seen: %s", damages[i]);
        must_say(&err, ERR_STORE, "row 1 of the log is damaged");
        execute(fixture, "ROLLBACK");
    }
}

static void
row__of_an_attendance_is_small(void **state)
{
    enum { ROWS = 20000 };
    struct fixture *fixture = *state;
    uint64_t random = 1;
    uint32_t person;
    int64_t bytes;

    log_begin(fixture->log);
    for (int i = 0; i < ROWS; i++) {
        uint64_t a = random = hash_mix(random, 1), b = random = hash_mix(random, 2);
        struct event event;
        char id[40], activity[24];

        snprintf(id, sizeof id, "%08x-%04x-%04x-%04x-%012llx", (unsigned)(a >> 32), (unsigned)(a >> 16) & 0xffff,
                 (unsigned)a & 0xffff, (unsigned)(b >> 48), (unsigned long long)b & 0xffffffffffff);
        snprintf(activity, sizeof activity, "games-%d", i / 50);
        person = (uint32_t)(b % 200000) + 1;
        event = log_attendance("gate/1", id, activity, &person);
        event.as.attendance.has_minutes = true;
        event.as.attendance.minutes = 90;
        log_append(fixture->log, &event);
    }
    log_commit(fixture->log);
    bytes = number(fixture, "SELECT sum(pgsize) FROM dbstat WHERE name IN ('event', 'batch', 'identity_block', 'activity')");
    assert_in_range(bytes / ROWS, 60, 90);
}

#define WITH_LOG(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LOG(empty__has_no_head_and_finds_nothing),
        WITH_LOG(attendance__comes_back_in_every_status_and_role),
        WITH_LOG(attendance__comes_back_with_all_that_it_may_have),
        WITH_LOG(every_type__comes_back),
        WITH_LOG(identity__comes_back_in_every_odd_form),
        WITH_LOG(time__comes_back_in_every_odd_form),
        WITH_LOG(find__tells_sources_and_ids_apart),
        WITH_LOG(find__sees_the_open_batch),
        WITH_LOG(correction__is_found_by_its_last_row),
        WITH_LOG(ten_thousand__are_found_after_a_restart),
        WITH_LOG(saved_identities__that_are_missing_are_worked_out_again),
        cmocka_unit_test_setup_teardown(collisions__do_not_confuse_identities, setup_one_hash, teardown),
        { "collisions__of_one_byte_do_not_either", collisions__do_not_confuse_identities, setup_first_byte_hash, teardown, NULL },
        WITH_LOG(rollback__leaves_nothing_behind),
        WITH_LOG(persons__keep_their_numbers),
        WITH_LOG(persons__who_were_forgotten_leave_no_number_to_others),
        WITH_LOG(forgetting__leads_to_nobody_and_leaves_all_others),
        WITH_LOG(a_number_taken_back__is_given_to_the_next),
        WITH_LOG(who_was_forgotten_in_a_batch_that_failed__is_known_again),
        WITH_LOG(person_key__is_secret_and_stays),
        WITH_LOG(scan__gives_the_rows_in_order),
        WITH_LOG(scan__sees_the_open_batch),
        WITH_LOG(commit__of_an_empty_batch_keeps_what_else_was_written),
        WITH_LOG(append__after_a_wrong_row_is_refused),
        WITH_LOG(commit__on_a_full_disk_says_so_and_keeps_what_was_there),
        WITH_LOG(commit__that_cannot_be_written_says_so),
        WITH_LOG(verify__sees_every_altered_column),
        WITH_LOG(verify__sees_altered_identities),
        WITH_LOG(open__refuses_a_log_that_lost_its_end),
        WITH_LOG(fetch__of_an_impossible_row_names_it),
        WITH_LOG(row__of_an_attendance_is_small),
    };

    return cmocka_run_group_tests_name("event log", tests, NULL, NULL);
}
