/* SPDX-License-Identifier: MIT */
/*
 *        written        put
 *           ▼            ▼
 *     ──────┬──┬──┬──┬───┬──────▶ pages, counted from the beginning; the place of one is its count % pages
 *     free  │ being written │ the owner fills this one
 */
#include "lib/store/row_thread.h"

#include "lib/base/mem.h"
#include "lib/base/thread.h"
#include "lib/store/sql.h"

#include <stdint.h>
#include <stdlib.h>

struct row_thread {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t was_put, was_written;
    row_page_fn write;
    void *ctx;
    unsigned pages;
    uint64_t put, written; /* under the mutex, as all below */
    row_work_fn work;      /* to be done when so many pages are written; NULL: none is */
    void *work_ctx;
    uint64_t work_after;
    bool ends, failed;
    struct err err;
};

/* With the mutex held, as what follows. */
static bool
is_busy(const struct row_thread *thread)
{
    return thread->work || thread->written < thread->put;
}

/* What is next of those: the work or a page.  The mutex is released meanwhile. */
static void
do_next(struct row_thread *thread)
{
    bool is_work = thread->work && thread->written == thread->work_after, done = thread->failed;
    unsigned page = (unsigned)(thread->written % thread->pages);
    struct err err;

    pthread_mutex_unlock(&thread->mutex);
    if (!done)
        done = is_work ? thread->work(thread->work_ctx, &err) : thread->write(thread->ctx, page, &err);
    pthread_mutex_lock(&thread->mutex);
    if (!done) {
        thread->failed = true;
        thread->err = err;
    }
    if (is_work)
        thread->work = NULL;
    else
        thread->written++;
    pthread_cond_signal(&thread->was_written);
}

static void *
run(void *arg)
{
    struct row_thread *thread = arg;

    sql_be_guest();
    pthread_mutex_lock(&thread->mutex);
    while (!thread->ends || is_busy(thread)) {
        if (is_busy(thread))
            do_next(thread);
        else
            pthread_cond_wait(&thread->was_put, &thread->mutex);
    }
    pthread_mutex_unlock(&thread->mutex);
    return NULL;
}

struct row_thread *
row_thread_new(unsigned pages, row_page_fn write, void *ctx)
{
    struct row_thread *thread = mem_new(sizeof *thread);

    thread->pages = pages;
    thread->write = write;
    thread->ctx = ctx;
    pthread_mutex_init(&thread->mutex, NULL);
    pthread_cond_init(&thread->was_put, NULL);
    pthread_cond_init(&thread->was_written, NULL);
    if (thread_start(&thread->thread, run, thread) == 0)
        return thread;
    free(thread);
    return NULL;
}

void
row_thread_free(struct row_thread *thread)
{
    if (!thread)
        return;
    pthread_mutex_lock(&thread->mutex);
    thread->ends = true;
    pthread_cond_signal(&thread->was_put);
    pthread_mutex_unlock(&thread->mutex);
    pthread_join(thread->thread, NULL);
    pthread_cond_destroy(&thread->was_put);
    pthread_cond_destroy(&thread->was_written);
    pthread_mutex_destroy(&thread->mutex);
    free(thread);
}

/* With the mutex held: until the next page may be filled. */
static void
wait_free(struct row_thread *thread)
{
    while (thread->put - thread->written == thread->pages)
        pthread_cond_wait(&thread->was_written, &thread->mutex);
}

/* With the mutex held. */
static void
wait_idle(struct row_thread *thread)
{
    while (is_busy(thread))
        pthread_cond_wait(&thread->was_written, &thread->mutex);
}

static bool
is_fine(const struct row_thread *thread, struct err *err)
{
    if (thread->failed)
        *err = thread->err;
    return !thread->failed;
}

bool
row_thread_put(struct row_thread *thread, struct err *err)
{
    bool fine;

    pthread_mutex_lock(&thread->mutex);
    thread->put++;
    pthread_cond_signal(&thread->was_put);
    wait_free(thread);
    fine = is_fine(thread, err);
    pthread_mutex_unlock(&thread->mutex);
    return fine;
}

void
row_thread_do(struct row_thread *thread, row_work_fn work, void *ctx)
{
    pthread_mutex_lock(&thread->mutex);
    wait_idle(thread);
    thread->work = work;
    thread->work_ctx = ctx;
    thread->work_after = thread->put;
    pthread_cond_signal(&thread->was_put);
    pthread_mutex_unlock(&thread->mutex);
}

void
row_thread_settle(struct row_thread *thread)
{
    if (!thread || pthread_equal(thread->thread, pthread_self()))
        return;
    pthread_mutex_lock(&thread->mutex);
    wait_idle(thread);
    pthread_mutex_unlock(&thread->mutex);
}

bool
row_thread_check(struct row_thread *thread, struct err *err)
{
    bool fine;

    if (!thread)
        return true;
    pthread_mutex_lock(&thread->mutex);
    fine = is_fine(thread, err);
    pthread_mutex_unlock(&thread->mutex);
    return fine;
}

void
row_thread_forget(struct row_thread *thread)
{
    if (!thread)
        return;
    pthread_mutex_lock(&thread->mutex);
    wait_idle(thread);
    thread->put = thread->written = 0;
    thread->failed = false;
    pthread_mutex_unlock(&thread->mutex);
}
