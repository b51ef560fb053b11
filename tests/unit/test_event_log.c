/* SPDX-License-Identifier: MIT */
#include "lib/store/event_log.h"

#include "lib/store/event_rows.h"
#include "lib/store/log_verify.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/log_events.h"
#include "tests/support/log_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* Appends, and looks at it in the open batch, after the commit and after a restart. */
static void
comes_back(struct log_fixture *fixture, const struct event *event)
{
    void (*same)(const struct event *, const struct event *) = event->type == EVENT_ATTENDANCE ? same_attendance : same_event;
    struct log_row row;
    uint64_t seq;

    log_begin(fixture->log);
    seq = log_append(fixture->log, event);
    row = log_fixture_row(fixture, seq);
    same(&row.event, event);
    log_commit(fixture->log);
    row = log_fixture_row(fixture, seq);
    same(&row.event, event);
    log_fixture_reopen(fixture);
    row = log_fixture_row(fixture, seq);
    same(&row.event, event);
    assert_int_equal(row.previous, 0);
}

static void
empty__has_no_head_and_finds_nothing(void **state)
{
    struct log_fixture *fixture = *state;
    struct err err = { 0 };
    struct log_row row;

    assert_int_equal(event_log_head(fixture->log), 0);
    assert_int_equal(log_find(fixture->log, "gate/1", "a"), 0);
    event_log_expect(fixture->log, &(struct event){ .source = STR("gate/1"), .id = STR("a") });
    assert_false(event_log_fetch(fixture->log, 1, &fixture->arena, &row, &err));
    must_say(&err, ERR_STORE, "row 1 of the log is missing");
    must(log_verify(fixture->store, NULL, &err), &err);
}

static void
attendance__comes_back_in_every_status_and_role(void **state)
{
    struct log_fixture *fixture = *state;
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
        struct log_row row = log_fixture_row(fixture, (uint64_t)mark + 1);

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
    struct log_fixture *fixture = *state;
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
rollback__leaves_nothing_behind(void **state)
{
    struct log_fixture *fixture = *state;
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
    assert_int_equal(log_fixture_number(fixture, "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM identity_block)"), 1);
    assert_int_equal(log_fixture_number(fixture, "SELECT count(*) FROM source"), 1);
    event.id = STR("gone");
    assert_int_equal(log_commit_one(fixture->log, &event), 2);
    assert_int_equal(log_find(fixture->log, "gate/9", "gone"), 2);
    same_text(log_fixture_row(fixture, 2).event.source, STR("gate/9"));
    log_fixture_reopen(fixture);
    same_text(log_fixture_row(fixture, 2).event.as.attendance.activity, STR("swimming"));
    must(log_verify(fixture->store, NULL, &err), &err);
}

struct seen {
    uint64_t next, stop_at;
    struct log_fixture *fixture;
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
    same_text(log_fixture_row(seen->fixture, row->seq).event.id, str_of(id)); /* what fn may do */
    if (row->seq == seen->stop_at)
        return err_set(err, ERR_INPUT, "enough");
    return true;
}

static void
scan__gives_the_rows_in_order(void **state)
{
    struct log_fixture *fixture = *state;
    struct seen seen = { .next = 5, .fixture = fixture };
    struct err err = { 0 };

    log_append_many(fixture->log, "i", 1000, 300);
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
    struct log_fixture *fixture = *state;
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
    struct log_fixture *fixture = *state;

    log_begin(fixture->log);
    log_fixture_execute(fixture, "INSERT INTO outcome VALUES (0, 'gate/1', 0, 0, 0, 0, 0, 1, 1)");
    log_commit(fixture->log);
    assert_int_equal(log_fixture_number(fixture, "SELECT count(*) FROM batch"), 0);
    log_fixture_reopen(fixture);
    assert_int_equal(log_fixture_number(fixture, "SELECT rejected FROM outcome"), 1);
}

static void
append__after_a_wrong_row_is_refused(void **state)
{
    struct log_fixture *fixture = *state;
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
    struct log_fixture *fixture = *state;
    struct err err = { 0 };
    bool fits;
    char pragma[64];

    log_append_many(fixture->log, "kept", 10, 10);
    snprintf(pragma, sizeof pragma, "PRAGMA max_page_count = %lld",
             (long long)log_fixture_number(fixture, "PRAGMA page_count") + 2);
    log_fixture_execute(fixture, pragma);
    log_begin(fixture->log);
    fits = log_try_many(fixture->log, "", 5000, &err);
    assert_false(fits && event_log_commit(fixture->log, 1, &err));
    must_say(&err, ERR_STORE, "database or disk is full");
    must_say(&err, ERR_STORE, fixture->scratch.db);
    event_log_rollback(fixture->log);
    assert_int_equal(event_log_head(fixture->log), 10);
    assert_int_equal(log_find(fixture->log, "gate/1", "0"), 0);
    log_fixture_reopen(fixture);
    assert_int_equal(event_log_head(fixture->log), 10);
    must(log_verify(fixture->store, NULL, &err), &err);
}

/* In a process of its own, because the limit stays: 0 when the commit failed as it should. */
static int
fill_a_limited_file(const char *path)
{
    struct rlimit limit = { 1 << 20, 1 << 20 };
    struct err err = { 0 };
    struct store *store = store_open(path, &err);
    struct event_log *log = store ? event_log_open(store, &err) : NULL;
    bool done = log && event_log_begin(log, &err);

    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    done = done && log_try_many(log, "", 100000, &err) && event_log_commit(log, 1, &err);
    return !done && err.code == ERR_STORE && strstr(err.text, path) && strstr(err.text, "disk") ? 0 : 1;
}

static void
commit__that_cannot_be_written_says_so(void **state)
{
    struct log_fixture *fixture = *state;
    struct err err = { 0 };
    int status;
    pid_t pid;

    log_append_many(fixture->log, "kept", 10, 10);
    log_fixture_close(fixture);
    pid = fork();
    if (pid == 0)
        _exit(fill_a_limited_file(fixture->scratch.db));
    waitpid(pid, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    log_fixture_open(fixture);
    assert_int_equal(event_log_head(fixture->log), 10);
    must(log_verify(fixture->store, NULL, &err), &err);
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
    struct log_fixture *fixture = *state;
    struct log_row row;

    log_append_many(fixture->log, "i", 1, 1);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct err err = { 0 };

        log_fixture_execute(fixture, "BEGIN");
        log_fixture_execute(fixture, damages[i]);
        if (event_log_fetch(fixture->log, 1, &fixture->arena, &row, &err))
            check_failed("not seen: %s", damages[i]);
        must_say(&err, ERR_STORE, "row 1 of the log is damaged");
        log_fixture_execute(fixture, "ROLLBACK");
    }
}

/* Rows that have nothing in the last columns go to the table by another statement than the others. */
static void
rows__that_say_more_than_those_around_them_come_back_whole(void **state)
{
    enum { ROWS = 4 * EVENT_ROWS_HELD, LISTED = 7, WITH_DATA = EVENT_ROWS_HELD + 500, WITH_ATTRIBUTES = 2 * EVENT_ROWS_HELD, CORRECTED = ROWS - 1 };
    struct log_fixture *fixture = *state;
    uint32_t person = 3, persons[] = { 4, 5 };
    struct event events[ROWS];
    char ids[ROWS][16];
    struct err err = { 0 };
    uint64_t seq;

    log_begin(fixture->log);
    for (int i = 0; i < ROWS; i++) {
        snprintf(ids[i], sizeof ids[i], "i%d", i == CORRECTED ? 0 : i);
        events[i] = log_attendance("gate/1", ids[i], "games", &person);
        if (i == LISTED) {
            events[i].persons = persons;
            events[i].person_count = 2;
            events[i].persons_listed = true;
        }
        if (i == WITH_DATA)
            events[i].data = STR("{\"seat\":4}");
        if (i == WITH_ATTRIBUTES)
            events[i].attributes = STR("{\"batch\":\"b\"}");
        if (i == CORRECTED)
            events[i].rev = 2;
        must(event_log_append(fixture->log, &events[i], i == CORRECTED ? 1 : 0, &seq, &err), &err);
        assert_int_equal(seq, i + 1);
    }
    log_commit(fixture->log);
    log_fixture_reopen(fixture);
    for (int i = 0; i < ROWS; i++) {
        struct log_row row = log_fixture_row(fixture, (uint64_t)i + 1);

        same_attendance(&row.event, &events[i]);
        assert_int_equal(row.previous, i == CORRECTED ? 1 : 0);
    }
    must(log_verify(fixture->store, NULL, &err), &err);
}

static void
row__of_an_attendance_is_small(void **state)
{
    enum { ROWS = 20000 };
    struct log_fixture *fixture = *state;
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
    bytes = log_fixture_number(fixture, "SELECT sum(pgsize) FROM dbstat WHERE name IN ('event', 'batch', 'identity_block', 'activity')");
    assert_in_range(bytes / ROWS, 60, 90);
}

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
        WITH_LOG(rollback__leaves_nothing_behind),
        WITH_LOG(scan__gives_the_rows_in_order),
        WITH_LOG(scan__sees_the_open_batch),
        WITH_LOG(commit__of_an_empty_batch_keeps_what_else_was_written),
        WITH_LOG(append__after_a_wrong_row_is_refused),
        WITH_LOG(commit__on_a_full_disk_says_so_and_keeps_what_was_there),
        WITH_LOG(commit__that_cannot_be_written_says_so),
        WITH_LOG(fetch__of_an_impossible_row_names_it),
        WITH_LOG(rows__that_say_more_than_those_around_them_come_back_whole),
        WITH_LOG(row__of_an_attendance_is_small),
    };

    return cmocka_run_group_tests_name("event log", tests, NULL, NULL);
}
