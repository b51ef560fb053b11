/* SPDX-License-Identifier: MIT */
/* ctest: threads */
#include "lib/store/row_thread.h"

#include "lib/store/event_log.h"
#include "lib/store/event_rows.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/log_events.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <string.h>

enum { PAGES = 3, FAR = 2 * EVENT_PAGES * EVENT_ROWS_HELD + 100 };

struct book {
    struct row_thread *thread;
    unsigned order[64];
    size_t written;
    size_t fails_at; /* SIZE_MAX: never */
};

static bool
write_one(void *ctx, unsigned page, struct err *err)
{
    struct book *book = ctx;

    row_thread_settle(book->thread); /* on the thread itself: nothing to wait for */
    if (book->written == book->fails_at)
        return err_set(err, ERR_STORE, "page %u is torn", page);
    book->order[book->written++] = page;
    return true;
}

static void
put(struct book *book, size_t count)
{
    struct err err = { 0 };

    for (size_t i = 0; i < count; i++)
        must(row_thread_put(book->thread, &err), &err);
}

static void
pages__are_written_in_the_order_in_which_they_were_put(void **state)
{
    struct book book = { .fails_at = SIZE_MAX };
    struct err err = { 0 };

    (void)state;
    book.thread = row_thread_new(PAGES, write_one, &book);
    put(&book, 20);
    row_thread_settle(book.thread);
    must(row_thread_check(book.thread, &err), &err);
    assert_int_equal(book.written, 20);
    for (unsigned i = 0; i < 20; i++)
        assert_int_equal(book.order[i], i % PAGES);
    row_thread_free(book.thread);
}

static void
free__waits_for_what_was_put(void **state)
{
    struct book book = { .fails_at = SIZE_MAX };

    (void)state;
    book.thread = row_thread_new(PAGES, write_one, &book);
    put(&book, 2);
    row_thread_free(book.thread);
    assert_int_equal(book.written, 2);
}

static void
failed_page__is_told_and_no_page_after_it_is_written(void **state)
{
    struct book book = { .fails_at = 1 };
    struct err err = { 0 };
    bool told = true;

    (void)state;
    book.thread = row_thread_new(PAGES, write_one, &book);
    for (int i = 0; i < 10; i++)
        told = row_thread_put(book.thread, &err) && told;
    row_thread_settle(book.thread);
    assert_false(told);
    assert_false(row_thread_check(book.thread, &err));
    assert_string_equal(err.text, "page 1 is torn");
    assert_int_equal(book.written, 1);

    row_thread_forget(book.thread);
    assert_true(row_thread_check(book.thread, &err));
    book.fails_at = SIZE_MAX;
    put(&book, 1);
    row_thread_settle(book.thread);
    assert_int_equal(book.written, 2);
    assert_int_equal(book.order[1], 0);
    row_thread_free(book.thread);
}

/* Notes how many pages were written before it. */
struct errand {
    struct book *book;
    size_t after;
    bool is_done, fails;
};

static bool
run_errand(void *ctx, struct err *err)
{
    struct errand *errand = ctx;

    row_thread_settle(errand->book->thread); /* on the thread itself: nothing to wait for */
    errand->after = errand->book->written;
    errand->is_done = true;
    return !errand->fails || err_set(err, ERR_STORE, "the errand failed");
}

static void
work__is_done_after_the_pages_put_before_it_and_before_those_put_later(void **state)
{
    struct book book = { .fails_at = SIZE_MAX };
    struct errand first = { .book = &book }, second = first;

    (void)state;
    book.thread = row_thread_new(PAGES, write_one, &book);
    put(&book, 7);
    row_thread_do(book.thread, run_errand, &first);
    put(&book, 5);
    row_thread_do(book.thread, run_errand, &second);
    row_thread_settle(book.thread);
    assert_true(first.is_done && second.is_done);
    assert_int_equal(first.after, 7);
    assert_int_equal(second.after, 12);
    row_thread_free(book.thread);
}

static void
free__waits_for_work(void **state)
{
    struct book book = { .fails_at = SIZE_MAX };
    struct errand errand = { .book = &book };

    (void)state;
    book.thread = row_thread_new(PAGES, write_one, &book);
    row_thread_do(book.thread, run_errand, &errand);
    row_thread_free(book.thread);
    assert_true(errand.is_done);
}

static void
work__after_a_failed_page_is_left_out(void **state)
{
    struct book book = { .fails_at = 0 };
    struct errand errand = { .book = &book };
    struct err err = { 0 };

    (void)state;
    book.thread = row_thread_new(PAGES, write_one, &book);
    row_thread_put(book.thread, &err);
    row_thread_do(book.thread, run_errand, &errand);
    row_thread_settle(book.thread);
    assert_false(errand.is_done);
    assert_false(row_thread_check(book.thread, &err));
    assert_string_equal(err.text, "page 0 is torn");
    row_thread_free(book.thread);
}

static void
failed_work__is_told_and_no_page_after_it_is_written(void **state)
{
    struct book book = { .fails_at = SIZE_MAX };
    struct errand errand = { .book = &book, .fails = true };
    struct err err = { 0 };

    (void)state;
    book.thread = row_thread_new(PAGES, write_one, &book);
    put(&book, 1);
    row_thread_do(book.thread, run_errand, &errand);
    for (int i = 0; i < 10; i++)
        row_thread_put(book.thread, &err);
    row_thread_settle(book.thread);
    assert_false(row_thread_check(book.thread, &err));
    assert_string_equal(err.text, "the errand failed");
    assert_int_equal(book.written, 1);
    row_thread_free(book.thread);
}

/* -- the log over it -- */

static void
append_and_look(struct event_log *log, unsigned i, uint64_t before)
{
    uint32_t person = 1;
    char id[24], earlier[24];
    struct event event;

    snprintf(id, sizeof id, "%u", i);
    event = log_attendance("gate", id, "games", &person);
    assert_int_equal(log_append(log, &event), before + i + 1);
    if (i % 97 != 0)
        return;
    snprintf(earlier, sizeof earlier, "%u", i / 2); /* handed over, being written, written, or still here */
    assert_int_equal(log_find(log, "gate", earlier), before + i / 2 + 1);
}

static void
batch_of_many_pages__is_found_while_it_is_written_and_goes_when_it_is_rolled_back(void **state)
{
    struct scratch scratch;
    struct store *store;
    struct event_log *log;
    struct err err = { 0 };

    (void)state;
    scratch_make(&scratch);
    store = store_open(scratch.db, &err);
    must(store != NULL, &err);
    log = event_log_open(store, &err);
    must(log != NULL, &err);

    log_begin(log);
    for (unsigned i = 0; i < FAR; i++)
        append_and_look(log, i, 0);
    event_log_rollback(log);
    assert_int_equal(event_log_head(log), 0);
    assert_int_equal(log_find(log, "gate", "0"), 0);

    log_begin(log);
    for (unsigned i = 0; i < FAR; i++)
        append_and_look(log, i, 0);
    log_commit(log);
    event_log_close(log);
    store_close(store);

    store = store_open(scratch.db, &err);
    must(store != NULL, &err);
    log = event_log_open(store, &err);
    must(log != NULL, &err);
    assert_int_equal(event_log_head(log), FAR);
    assert_int_equal(log_find(log, "gate", "1000"), 1001);
    event_log_close(log);
    store_close(store);
    scratch_remove(&scratch);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages__are_written_in_the_order_in_which_they_were_put),
        cmocka_unit_test(free__waits_for_what_was_put),
        cmocka_unit_test(failed_page__is_told_and_no_page_after_it_is_written),
        cmocka_unit_test(work__is_done_after_the_pages_put_before_it_and_before_those_put_later),
        cmocka_unit_test(free__waits_for_work),
        cmocka_unit_test(work__after_a_failed_page_is_left_out),
        cmocka_unit_test(failed_work__is_told_and_no_page_after_it_is_written),
        cmocka_unit_test(batch_of_many_pages__is_found_while_it_is_written_and_goes_when_it_is_rolled_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
