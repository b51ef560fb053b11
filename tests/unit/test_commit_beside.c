/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * test_commit_beside.c -- batches that are committed while the next one is made.
 */
#include "lib/store/event_log.h"

#include "lib/store/event_rows.h"
#include "lib/store/log_verify.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/log_events.h"
#include "tests/support/log_fixture.h"

#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LARGE = EVENT_ROWS_HELD + 10 /* the thread begins with the first full page */ };

/* What is told of commits, and a door before which what follows them stands. */
struct disk {
    atomic_uint told;
    sem_t door;
};

static void
tell(void *ctx)
{
    atomic_fetch_add(&((struct disk *)ctx)->told, 1);
}

static bool
stand_waiting(void *ctx, uint64_t rows, struct err *err)
{
    (void)rows;
    (void)err;
    sem_wait(&((struct disk *)ctx)->door);
    return true;
}

static bool
refuse(void *ctx, uint64_t rows, struct err *err)
{
    (void)rows;
    (void)ctx;
    return err_set(err, ERR_STORE, "what follows the commit failed");
}

static bool
stand_waiting_and_refuse(void *ctx, uint64_t rows, struct err *err)
{
    return stand_waiting(ctx, rows, err) && refuse(ctx, rows, err);
}

static void
append(struct event_log *log, const char *prefix, int count)
{
    uint32_t person = 1;
    char id[32];

    for (int i = 0; i < count; i++) {
        struct event event;
        snprintf(id, sizeof id, "%s%d", prefix, i);
        event = log_attendance("gate/1", id, "games", &person);
        log_append(log, &event);
    }
}

static void
commit_beside(struct event_log *log, const struct commit_end *end)
{
    struct err err = { 0 };

    must(event_log_commit_with(log, 1, end, &err), &err);
}

/* The next batch is begun, the first one is on its way. */
static void
begin_behind_a_large_one(struct event_log *log, const struct commit_end *end)
{
    log_begin(log);
    append(log, "a", LARGE);
    commit_beside(log, end);
    log_begin(log);
}

static void
settle(struct event_log *log)
{
    struct err err = { 0 };

    must(event_log_settle(log, &err), &err);
}

static void
stands(struct log_fixture *fixture, uint64_t rows)
{
    struct err err = { 0 };

    log_fixture_reopen(fixture);
    assert_int_equal(event_log_head(fixture->log), rows);
    must(log_verify(fixture->store, NULL, &err), &err);
}

static void
next_batch__is_made_while_the_one_before_is_on_its_way_to_the_disk(void **state)
{
    struct log_fixture *fixture = *state;
    struct disk disk = { 0 };
    const struct commit_end end = { .fn = tell, .ctx = &disk, .then = stand_waiting, .then_ctx = &disk, .is_beside = true };

    sem_init(&disk.door, 0, 0);
    begin_behind_a_large_one(fixture->log, &end); /* without the connection, or this would stand still */
    append(fixture->log, "b", LARGE);
    assert_int_equal(event_log_head(fixture->log), 2 * LARGE);

    sem_post(&disk.door);
    sem_post(&disk.door);
    commit_beside(fixture->log, &end);
    settle(fixture->log);
    assert_int_equal(disk.told, 2);
    stands(fixture, 2 * LARGE);
    sem_destroy(&disk.door);
}

static void
next_batch__of_few_rows_begins_its_transaction_before_they_are_written(void **state)
{
    struct log_fixture *fixture = *state;
    struct disk disk = { 0 };
    const struct commit_end end = { .fn = tell, .ctx = &disk, .is_beside = true };

    begin_behind_a_large_one(fixture->log, &end);
    append(fixture->log, "b", 3);
    event_log_rollback(fixture->log);
    log_begin(fixture->log);
    append(fixture->log, "c", 4);
    assert_int_equal(log_find(fixture->log, "gate/1", "a7"), 8);
    log_commit(fixture->log);
    assert_int_equal(disk.told, 1);
    stands(fixture, LARGE + 4);
    assert_int_equal(log_find(fixture->log, "gate/1", "b0"), 0);
    assert_int_equal(log_find(fixture->log, "gate/1", "c3"), LARGE + 4);
}

static void
next_batch__that_is_rolled_back_leaves_the_one_before(void **state)
{
    struct log_fixture *fixture = *state;
    struct disk disk = { 0 };
    const struct commit_end end = { .fn = tell, .ctx = &disk, .is_beside = true };

    begin_behind_a_large_one(fixture->log, &end);
    append(fixture->log, "b", 3 * LARGE);
    event_log_rollback(fixture->log);
    assert_int_equal(event_log_head(fixture->log), LARGE);
    stands(fixture, LARGE);
}

static void
batches__of_any_size_follow_one_another(void **state)
{
    static const int sizes[] = { LARGE, 1, 0, LARGE - 11, EVENT_ROWS_HELD, 5000, 2, 2, 20000, 0, LARGE };
    struct log_fixture *fixture = *state;
    struct disk disk = { 0 };
    const struct commit_end end = { .fn = tell, .ctx = &disk, .rests = true, .is_beside = true };
    uint64_t rows = 0;
    unsigned count = 0;

    for (; count < sizeof sizes / sizeof *sizes; count++) {
        char prefix[8];
        snprintf(prefix, sizeof prefix, "%u-", count);
        log_begin(fixture->log);
        append(fixture->log, prefix, sizes[count]);
        commit_beside(fixture->log, &end);
        rows += (uint64_t)sizes[count];
    }
    settle(fixture->log);
    assert_int_equal(disk.told, count);
    stands(fixture, rows);
}

static void
what_follows__fails_and_the_next_commit_says_so(void **state)
{
    struct log_fixture *fixture = *state;
    struct disk disk = { 0 };
    struct commit_end end = { .fn = tell, .ctx = &disk, .then = refuse, .is_beside = true };
    struct err err = { 0 };

    begin_behind_a_large_one(fixture->log, &end);
    append(fixture->log, "b", 3);
    assert_false(event_log_commit(fixture->log, 1, &err));
    must_say(&err, ERR_STORE, "what follows the commit failed");
    assert_int_equal(disk.told, 1);
    stands(fixture, LARGE);
}

static void
nothing__is_written_after_a_commit_that_failed_until_the_batch_is_rolled_back(void **state)
{
    struct log_fixture *fixture = *state;
    struct disk disk = { 0 };
    const struct commit_end end = { .fn = tell, .ctx = &disk, .then = stand_waiting_and_refuse, .then_ctx = &disk, .is_beside = true };
    struct err err = { 0 };

    sem_init(&disk.door, 0, 0);
    begin_behind_a_large_one(fixture->log, &end);
    append(fixture->log, "b", LARGE); /* a page whose transaction never begins */
    sem_post(&disk.door);
    assert_false(sql_exec(store_sql(fixture->store), "DELETE FROM meta", &err));
    must_say(&err, ERR_STORE, "what follows the commit failed");
    event_log_rollback(fixture->log);
    assert_int_not_equal(log_fixture_number(fixture, "SELECT count(*) FROM meta"), 0);
    stands(fixture, LARGE);
    sem_destroy(&disk.door);
}

/* In a process of its own, because the limit stays: 0 when nobody was told of a commit that failed. */
static int
fill_a_limited_file(const char *path)
{
    struct rlimit limit = { 1 << 20, 1 << 20 };
    struct err err = { 0 };
    struct store *store = store_open(path, &err);
    struct event_log *log = store ? event_log_open(store, &err) : NULL;
    struct disk disk = { 0 };
    const struct commit_end end = { .fn = tell, .ctx = &disk, .is_beside = true };
    bool done = log != NULL;
    unsigned batches = 0, told;
    char prefix[16];

    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    for (; done && batches < 1000; batches++) {
        snprintf(prefix, sizeof prefix, "%u.", batches);
        done = event_log_begin(log, &err) && log_try_many(log, prefix, LARGE, &err) && event_log_commit_with(log, 1, &end, &err);
    }
    told = disk.told;
    return !done && batches > 2 && told > 0 && told < batches && err.code == ERR_STORE && !event_log_settle(log, &err) ? (int)told : 255;
}

static void
commit__that_fails_is_told_to_nobody_and_what_was_told_is_there(void **state)
{
    struct log_fixture *fixture = *state;
    int status;
    pid_t pid;

    log_fixture_close(fixture);
    pid = fork();
    if (pid == 0)
        _exit(fill_a_limited_file(fixture->scratch.db));
    waitpid(pid, &status, 0);
    log_fixture_open(fixture);
    assert_true(WIFEXITED(status));
    assert_int_not_equal(WEXITSTATUS(status), 255);
    assert_int_equal(event_log_head(fixture->log), WEXITSTATUS(status) * LARGE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LOG(next_batch__is_made_while_the_one_before_is_on_its_way_to_the_disk),
        WITH_LOG(next_batch__of_few_rows_begins_its_transaction_before_they_are_written),
        WITH_LOG(next_batch__that_is_rolled_back_leaves_the_one_before),
        WITH_LOG(batches__of_any_size_follow_one_another),
        WITH_LOG(what_follows__fails_and_the_next_commit_says_so),
        WITH_LOG(nothing__is_written_after_a_commit_that_failed_until_the_batch_is_rolled_back),
        WITH_LOG(commit__that_fails_is_told_to_nobody_and_what_was_told_is_there),
    };

    return cmocka_run_group_tests_name("commit beside", tests, NULL, NULL);
}
