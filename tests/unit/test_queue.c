/* SPDX-License-Identifier: MIT */
/* ctest: threads */
#include "daemon/queue.h"

#include "daemon/chunk.h"
#include "daemon/discard.h"
#include "lib/base/mem.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { THREADS = 4, MESSAGES = 20000, FOREVER = 60 * 1000 };

static struct queue *queue;

static int
make_queue(void **state)
{
    (void)state;
    queue = queue_new();
    return 0;
}

static int
drop_queue(void **state)
{
    (void)state;
    discard_messages(queue_take(queue));
    queue_free(queue);
    return 0;
}

/* A chunk that says whose it is and which. */
static struct message *
chunk_of(size_t sender, uint64_t number)
{
    struct chunk *chunk = chunk_new();

    chunk->cost = sender;
    chunk->last_line = number;
    return &chunk->message;
}

static uint64_t
number_of(const struct message *message)
{
    return ((const struct chunk *)message)->last_line;
}

static void
take__gives_everything_in_order_and_then_nothing(void **state)
{
    struct message *first;

    (void)state;
    assert_null(queue_take(queue));
    for (uint64_t i = 0; i < 3; i++)
        queue_put(queue, chunk_of(0, i));
    first = queue_take(queue);
    assert_int_equal(number_of(first), 0);
    assert_int_equal(number_of(first->next), 1);
    assert_int_equal(number_of(first->next->next), 2);
    assert_null(first->next->next->next);
    assert_null(queue_take(queue));
    discard_messages(first);
}

static void
queue__is_whole_again_after_it_was_emptied(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 3; i++) {
        struct message *first;

        queue_put(queue, chunk_of(0, i));
        first = queue_wait(queue, queue_now() + FOREVER);
        assert_int_equal(number_of(first), i);
        assert_null(first->next);
        discard_messages(first);
    }
}

static void
wait__ends_at_its_time(void **state)
{
    int64_t began = queue_now();

    (void)state;
    assert_null(queue_wait(queue, began + 30));
    assert_true(queue_now() >= began + 30);
    assert_null(queue_wait(queue, began));
    assert_null(queue_wait(queue, INT64_MIN / 2000));
}

static void *
put_later(void *arg)
{
    (void)arg;
    queue_put(queue, chunk_of(0, 7));
    return NULL;
}

static void
wait__is_ended_by_a_message(void **state)
{
    pthread_t thread;
    struct message *first;

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, put_later, NULL), 0);
    first = queue_wait(queue, queue_now() + FOREVER);
    assert_non_null(first);
    assert_int_equal(number_of(first), 7);
    discard_messages(first);
    pthread_join(thread, NULL);
}

static void *
put_many(void *arg)
{
    size_t sender = *(size_t *)arg;

    for (uint64_t i = 0; i < MESSAGES; i++)
        queue_put(queue, chunk_of(sender, i));
    return NULL;
}

static size_t
check_order(struct message *first, uint64_t next[THREADS])
{
    size_t count = 0;

    for (const struct message *each = first; each; each = each->next, count++)
        assert_int_equal(number_of(each), next[((const struct chunk *)each)->cost]++);
    discard_messages(first);
    return count;
}

static void
messages__of_several_threads_all_arrive_each_thread_s_in_order(void **state)
{
    pthread_t threads[THREADS];
    size_t senders[THREADS], taken = 0;
    uint64_t next[THREADS] = { 0 };

    (void)state;
    for (size_t i = 0; i < THREADS; i++) {
        senders[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, put_many, &senders[i]), 0);
    }
    while (taken < THREADS * MESSAGES) {
        struct message *first = queue_wait(queue, queue_now() + FOREVER);

        assert_non_null(first);
        taken += check_order(first, next);
    }
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_null(queue_take(queue));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(take__gives_everything_in_order_and_then_nothing, make_queue, drop_queue),
        cmocka_unit_test_setup_teardown(queue__is_whole_again_after_it_was_emptied, make_queue, drop_queue),
        cmocka_unit_test_setup_teardown(wait__ends_at_its_time, make_queue, drop_queue),
        cmocka_unit_test_setup_teardown(wait__is_ended_by_a_message, make_queue, drop_queue),
        cmocka_unit_test_setup_teardown(messages__of_several_threads_all_arrive_each_thread_s_in_order, make_queue,
                                        drop_queue),
    };

    return cmocka_run_group_tests_name("queue", tests, NULL, NULL);
}
