/* SPDX-License-Identifier: MIT */
/* The public view `event_log`, as another program sees it. */
#include "lib/store/event_log.h"

#include "lib/store/figures.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/log_events.h"
#include "tests/support/scratch.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
    struct scratch scratch;
    struct store *store;
    struct event_log *log;
    struct figures *figures;
    sqlite3 *db;
};

static int
setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct err err = { 0 };

    scratch_make(&fixture->scratch);
    fixture->store = store_open(fixture->scratch.db, &err);
    must(fixture->store != NULL, &err);
    fixture->log = event_log_open(fixture->store, &err);
    must(fixture->log != NULL, &err);
    fixture->figures = figures_open(fixture->store, &err);
    must(fixture->figures != NULL, &err);
    assert_int_equal(sqlite3_open_v2(fixture->scratch.db, &fixture->db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    *state = fixture;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *fixture = *state;

    sqlite3_close(fixture->db);
    figures_close(fixture->figures);
    event_log_close(fixture->log);
    store_close(fixture->store);
    scratch_remove(&fixture->scratch);
    free(fixture);
    return 0;
}

/* The columns of the event's row, joined by bars, NULL as "~"; valid until the next call. */
static const char *
ask(struct fixture *fixture, const char *columns, uint64_t seq)
{
    static char text[4096];
    char query[512];
    sqlite3_stmt *stmt;
    size_t len = 0;

    snprintf(query, sizeof query, "SELECT %s FROM event_log WHERE seq = %llu", columns, (unsigned long long)seq);
    if (sqlite3_prepare_v2(fixture->db, query, -1, &stmt, NULL) != SQLITE_OK)
        check_failed("%s: %s", query, sqlite3_errmsg(fixture->db));
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    for (int i = 0; i < sqlite3_column_count(stmt); i++) {
        const char *value = (const char *)sqlite3_column_text(stmt, i);
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%s", i ? "|" : "", value ? value : "~");
    }
    assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
    sqlite3_finalize(stmt);
    return text;
}

static void
publish(struct fixture *fixture, const struct figure_session *session, const struct figure_event *event)
{
    struct err err = { 0 };

    must(figures_begin(fixture->figures, &err), &err);
    if (session)
        must(figures_put_session(fixture->figures, session, &err), &err);
    if (event)
        must(figures_put_event(fixture->figures, event, &err), &err);
    must(figures_commit(fixture->figures, 1, STR("2025-01-01"), &err), &err);
}

static void
view__has_the_documented_columns(void **state)
{
    struct fixture *fixture = *state;
    sqlite3_stmt *stmt;

    assert_int_equal(sqlite3_prepare_v2(fixture->db, "SELECT group_concat(name, ' ') FROM pragma_table_info('event_log')",
                                        -1, &stmt, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(stmt, 0),
                        "seq source id rev type time at local_date precision unit state recorded_at data");
    sqlite3_finalize(stmt);
}

static void
attendance__is_shown_as_it_was_posted_with_the_persons_number(void **state)
{
    struct fixture *fixture = *state;
    uint32_t person = 417;
    struct event event = log_attendance("gate/3", "8f14e45f-ceea-467f-9b4a-3c3a6f0d1e22", "games-0529", &person);

    event.as.attendance.has_minutes = true;
    event.as.attendance.minutes = 90;
    log_commit_one(fixture->log, &event);
    assert_string_equal(ask(fixture, "seq, source, id, rev, type, time, at", 1),
                        "1|gate/3|8f14e45f-ceea-467f-9b4a-3c3a6f0d1e22|1|turnout.attendance|"
                        "2024-05-29T14:03:11+08:00|2024-05-29T14:03:11+08:00");
    assert_string_equal(ask(fixture, "data", 1),
                        "{\"activity\":\"games-0529\",\"minutes\":90,\"person\":\"417\",\"role\":\"participant\","
                        "\"status\":\"present\"}");
    assert_string_equal(ask(fixture, "recorded_at", 1), "2024-05-29T06:03:11.123Z");
}

static void
attendance__of_a_list_keeps_its_list(void **state)
{
    struct fixture *fixture = *state;
    uint32_t persons[] = { 3, 1, 2 };
    struct event event = log_attendance("gate/3", "x", "it's \"games\"", persons);

    event.person_count = 3;
    event.persons_listed = true;
    event.as.attendance.status = STATUS_LEFT_EARLY;
    event.as.attendance.role = ATTEND_AUDIENCE;
    log_commit_one(fixture->log, &event);
    assert_string_equal(ask(fixture, "data", 1),
                        "{\"activity\":\"it's \\\"games\\\"\",\"persons\":[\"3\",\"1\",\"2\"],\"role\":\"audience\","
                        "\"status\":\"left_early\"}");
    event.id = STR("y");
    event.person_count = 1;
    log_commit_one(fixture->log, &event);
    assert_string_equal(ask(fixture, "data ->> '$.persons'", 2), "[\"3\"]");
}

static void
attendance__with_more_fields_has_them_among_the_others_in_order(void **state)
{
    struct fixture *fixture = *state;
    uint32_t person = 5;
    struct event event = log_attendance("gate/3", "x", "games", &person);

    event.data = STR("{\"at\":\"2024-05\",\"big\":12345678901234567890123,\"by\":\"o\\\"1\",\"decimal\":1.50,"
                     "\"deep\":{\"b\":[1,2.0,null],\"a\":\"居民\"},\"flag\":true,\"nothing\":null,\"zone\":\"\"}");
    log_commit_one(fixture->log, &event);
    assert_string_equal(ask(fixture, "data", 1),
                        "{\"activity\":\"games\",\"at\":\"2024-05\",\"big\":12345678901234567890123,\"by\":\"o\\\"1\","
                        "\"decimal\":1.50,\"deep\":{\"b\":[1,2.0,null],\"a\":\"居民\"},\"flag\":true,\"nothing\":null,"
                        "\"person\":\"5\",\"role\":\"participant\",\"status\":\"present\",\"zone\":\"\"}");
    assert_string_equal(ask(fixture, "at, time", 1), "2024-05|2024-05-29T14:03:11+08:00");
}

static void
other_types__show_their_data_and_the_person(void **state)
{
    struct fixture *fixture = *state;
    uint32_t person = 12;
    struct event put = log_other(EVENT_PERSON_PUT, "office", "p", "{\"groups\":[\"elderly\"],\"home\":\"s\"}");
    struct event unit = log_other(EVENT_UNIT_PUT, "office", "u", "{\"at\":\"2024-01-01\",\"level\":\"street\",\"unit\":\"s\"}");

    put.persons = &person;
    put.person_count = 1;
    log_commit_one(fixture->log, &put);
    log_commit_one(fixture->log, &unit);
    assert_string_equal(ask(fixture, "type, data", 1),
                        "turnout.person.put|{\"groups\":[\"elderly\"],\"home\":\"s\",\"person\":\"12\"}");
    assert_string_equal(ask(fixture, "type, at, data", 2),
                        "turnout.unit.put|2024-01-01|{\"at\":\"2024-01-01\",\"level\":\"street\",\"unit\":\"s\"}");
}

static void
every_type__has_its_name(void **state)
{
    struct fixture *fixture = *state;
    char id[16];

    for (int type = 0; type < EVENT_FOREIGN; type++) {
        struct event event;

        snprintf(id, sizeof id, "%d", type);
        event = log_other((enum event_type)type, "office", id, "{}");
        event.as.attendance = (struct attendance){ .activity = STR("games") };
        if (type != EVENT_ATTENDANCE)
            event.as = (typeof(event.as)){ 0 };
        log_commit_one(fixture->log, &event);
        assert_string_equal(ask(fixture, "type", (uint64_t)type + 1), event_type_name((enum event_type)type).ptr);
    }
}

static void
time__is_shown_as_it_was_posted(void **state)
{
    static const char *const times[] = { "2024-05-29T14:03:11Z",      "2024-05-29t14:03:11z",
                                         "0001-01-01T00:00:00-23:59", "9999-12-31T23:59:59+00:30",
                                         "2016-12-31T23:59:60.5Z",    "1969-12-31T00:00:00-05:30" };
    struct fixture *fixture = *state;
    uint32_t person = 1;

    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct event event = log_attendance("gate/1", times[i], "games", &person);

        event.time_text = str_of(times[i]);
        log_commit_one(fixture->log, &event);
        assert_string_equal(ask(fixture, "time", i + 1), times[i]);
        assert_string_equal(ask(fixture, "at", i + 1), times[i]);
    }
    {
        struct event event = log_attendance("gate/1", "none", "games", &person);

        event.time_text = (struct str){ 0 };
        event.data = STR("{\"at\":\"2024\"}");
        assert_string_equal(ask(fixture, "time, at", log_commit_one(fixture->log, &event)), "~|2024");
    }
}

static void
recorded_at__is_that_of_the_events_own_batch(void **state)
{
    static const int64_t moments[] = { 0, 1, 1716962591999, 253402300799000 };
    static const char *const texts[] = { "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.001Z",
                                         "2024-05-29T06:03:11.999Z", "9999-12-31T23:59:59.000Z" };
    struct fixture *fixture = *state;
    uint32_t person = 1;
    char id[16];

    for (uint64_t i = 0; i < 4; i++) {
        struct err err = { 0 };
        struct event event;

        log_begin(fixture->log);
        for (int k = 0; k < 3; k++) {
            snprintf(id, sizeof id, "%d-%d", (int)i, k);
            event = log_attendance("gate/1", id, "games", &person);
            log_append(fixture->log, &event);
        }
        must(event_log_commit(fixture->log, moments[i], &err), &err);
    }
    for (uint64_t i = 0; i < 4; i++) {
        assert_string_equal(ask(fixture, "recorded_at", i * 3 + 1), texts[i]);
        assert_string_equal(ask(fixture, "recorded_at", i * 3 + 3), texts[i]);
    }
}

static void
attendance__is_worth_what_its_session_is(void **state)
{
    static const char *const states[] = { "applied", "inactive", "pending" };
    struct fixture *fixture = *state;
    uint32_t person = 1;
    struct event event = log_attendance("gate/1", "x", "games", &person);

    log_commit_one(fixture->log, &event);
    assert_string_equal(ask(fixture, "state, unit, local_date, precision", 1), "pending|~|~|~");
    for (size_t i = 0; i < 3; i++) {
        struct figure_session session = { STR("games"), STR("s"), STR("2024-05-29"), STR("day"), str_of(states[i]) };
        char expected[64];

        publish(fixture, &session, NULL);
        snprintf(expected, sizeof expected, "%s|s|2024-05-29|day", states[i]);
        assert_string_equal(ask(fixture, "state, unit, local_date, precision", 1), expected);
    }
}

static void
event__with_a_state_of_its_own_shows_it_before_its_sessions(void **state)
{
    const struct figure_session session = { STR("games"), STR("s"), STR("2024-05-29"), STR("day"), STR("applied") };
    struct figure_event own = { .seq = 1, .state = STR("superseded") };
    struct fixture *fixture = *state;
    uint32_t person = 1;
    struct event event = log_attendance("gate/1", "x", "games", &person);

    log_commit_one(fixture->log, &event);
    publish(fixture, &session, &own);
    assert_string_equal(ask(fixture, "state, unit, local_date, precision", 1), "superseded|s|2024-05-29|day");
    own.state = (struct str){ 0 };
    publish(fixture, NULL, &own);
    assert_string_equal(ask(fixture, "state", 1), "applied");
    own = (struct figure_event){ 1, STR("retracted"), STR("t"), STR("2024"), STR("year") };
    publish(fixture, NULL, &own);
    assert_string_equal(ask(fixture, "state, unit, local_date, precision", 1), "retracted|t|2024|year");
}

static void
event__that_names_no_activity_is_applied_unless_told_otherwise(void **state)
{
    struct fixture *fixture = *state;
    struct event event = log_other(EVENT_UNIT_PUT, "office", "u", "{\"unit\":\"s\"}");
    const struct figure_event own = { 1, STR("pending"), STR("s"), STR("2024-05-29"), STR("instant") };

    log_commit_one(fixture->log, &event);
    assert_string_equal(ask(fixture, "state, unit", 1), "applied|~");
    publish(fixture, NULL, &own);
    assert_string_equal(ask(fixture, "state, unit, local_date, precision", 1), "pending|s|2024-05-29|instant");
}

static void
joins__are_made_only_for_columns_that_are_asked_for(void **state)
{
    struct fixture *fixture = *state;
    sqlite3_stmt *stmt;

    assert_int_equal(sqlite3_prepare_v2(fixture->db, "EXPLAIN QUERY PLAN SELECT seq, id, time, rev FROM event_log", -1,
                                        &stmt, NULL),
                     SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(stmt, 3);

        if (!strstr(step, "SCAN e") && !strstr(step, "SEARCH a USING INTEGER PRIMARY KEY"))
            check_failed("not needed: %s", step);
    }
    sqlite3_finalize(stmt);
}

#define WITH_LOG(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LOG(view__has_the_documented_columns),
        WITH_LOG(attendance__is_shown_as_it_was_posted_with_the_persons_number),
        WITH_LOG(attendance__of_a_list_keeps_its_list),
        WITH_LOG(attendance__with_more_fields_has_them_among_the_others_in_order),
        WITH_LOG(other_types__show_their_data_and_the_person),
        WITH_LOG(every_type__has_its_name),
        WITH_LOG(time__is_shown_as_it_was_posted),
        WITH_LOG(recorded_at__is_that_of_the_events_own_batch),
        WITH_LOG(attendance__is_worth_what_its_session_is),
        WITH_LOG(event__with_a_state_of_its_own_shows_it_before_its_sessions),
        WITH_LOG(event__that_names_no_activity_is_applied_unless_told_otherwise),
        WITH_LOG(joins__are_made_only_for_columns_that_are_asked_for),
    };

    return cmocka_run_group_tests_name("event_log view", tests, NULL, NULL);
}
