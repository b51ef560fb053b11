/* SPDX-License-Identifier: MIT */
#include "lib/engine/figure_thread.h"

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/base/thread.h"
#include "lib/store/sql.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

struct figure_thread {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;   /* any of what follows, which is under the mutex: */
    struct figure_work work;
    bool works, ends;
    bool fine;                /* how the last work ended ... */
    struct err err;
    figure_work_fn visit;     /* asked for and not done; NULL: none is */
    void *visit_ctx;
    bool visit_fine;
    struct err visit_err;
    atomic_bool is_given_up;  /* looked at after every figure */
};

/* With the mutex held, which is released while it works. */
static void
do_work(struct figure_thread *thread)
{
    struct figure_work work = thread->work;
    struct err err = { 0 };
    bool fine;

    pthread_mutex_unlock(&thread->mutex);
    fine = work.run(work.ctx, &err);
    pthread_mutex_lock(&thread->mutex);
    thread->fine = fine;
    thread->err = err;
    thread->works = false;
    pthread_cond_broadcast(&thread->changed);
    if (work.wake)
        work.wake(work.wake_ctx);
}

static void *
run(void *arg)
{
    struct figure_thread *thread = arg;

    sql_keep_out();
    pthread_mutex_lock(&thread->mutex);
    while (!thread->ends) {
        if (thread->works)
            do_work(thread);
        else
            pthread_cond_wait(&thread->changed, &thread->mutex);
    }
    pthread_mutex_unlock(&thread->mutex);
    return NULL;
}

static void
discard(struct figure_thread *thread)
{
    pthread_cond_destroy(&thread->changed);
    pthread_mutex_destroy(&thread->mutex);
    free(thread);
}

struct figure_thread *
figure_thread_new(void)
{
    struct figure_thread *thread = mem_new(sizeof *thread);
    pthread_condattr_t attributes;

    pthread_mutex_init(&thread->mutex, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&thread->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    if (thread_start(&thread->thread, run, thread) == 0)
        return thread;
    discard(thread);
    return NULL;
}

void
figure_thread_free(struct figure_thread *thread)
{
    if (!thread)
        return;
    pthread_mutex_lock(&thread->mutex);
    thread->ends = true;
    pthread_cond_broadcast(&thread->changed);
    pthread_mutex_unlock(&thread->mutex);
    pthread_join(thread->thread, NULL);
    discard(thread);
}

/* -- the owner -- */

void
figure_thread_begin(struct figure_thread *thread, const struct figure_work *work)
{
    atomic_store(&thread->is_given_up, false);
    pthread_mutex_lock(&thread->mutex);
    thread->work = *work;
    thread->works = true;
    pthread_cond_broadcast(&thread->changed);
    pthread_mutex_unlock(&thread->mutex);
}

/* With the mutex held: whoever asked stands waiting. */
static void
do_visit(struct figure_thread *thread)
{
    figure_work_fn visit = thread->visit;
    struct err err = { 0 };
    bool fine;

    pthread_mutex_unlock(&thread->mutex);
    fine = visit(thread->visit_ctx, &err);
    pthread_mutex_lock(&thread->mutex);
    thread->visit = NULL;
    thread->visit_fine = fine;
    thread->visit_err = err;
    pthread_cond_broadcast(&thread->changed);
}

enum { VISITS_US = 2000, NEXT_VISIT_US = 100 /* after the last one */ };

/* With the mutex held: until the thread asks again, or does not soon. */
static void
await_visit(struct figure_thread *thread)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += NEXT_VISIT_US * 1000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    while (thread->works && !thread->visit && pthread_cond_timedwait(&thread->changed, &thread->mutex, &until) == 0)
        continue;
}

/* Who asks for one order of statements asks for many: one between two batches would take minutes. */
bool
figure_thread_serve(struct figure_thread *thread)
{
    int64_t until = clock_us() + VISITS_US;
    bool works;

    pthread_mutex_lock(&thread->mutex);
    while (thread->visit && clock_us() < until) {
        do_visit(thread);
        await_visit(thread);
    }
    works = thread->works;
    pthread_mutex_unlock(&thread->mutex);
    return works;
}

void
figure_thread_wait(struct figure_thread *thread)
{
    pthread_mutex_lock(&thread->mutex);
    while (thread->works && !thread->visit)
        pthread_cond_wait(&thread->changed, &thread->mutex);
    pthread_mutex_unlock(&thread->mutex);
}

void
figure_thread_give_up(struct figure_thread *thread)
{
    atomic_store(&thread->is_given_up, true);
}

bool
figure_thread_end(struct figure_thread *thread, struct err *err)
{
    while (figure_thread_serve(thread))
        figure_thread_wait(thread);
    if (!thread->fine)
        *err = thread->err;
    return thread->fine;
}

/* -- the thread -- */

static bool
is_here(const struct figure_thread *thread)
{
    return thread && pthread_equal(thread->thread, pthread_self());
}

bool
figure_thread_goes_on(const struct figure_thread *thread)
{
    return !thread || !atomic_load_explicit(&thread->is_given_up, memory_order_relaxed);
}

bool
figure_thread_visit(struct figure_thread *thread, figure_work_fn visit, void *ctx, struct err *err)
{
    bool fine;

    if (!is_here(thread))
        return visit(ctx, err);
    pthread_mutex_lock(&thread->mutex);
    thread->visit = visit;
    thread->visit_ctx = ctx;
    pthread_cond_broadcast(&thread->changed);
    if (thread->work.wake)
        thread->work.wake(thread->work.wake_ctx);
    while (thread->visit)
        pthread_cond_wait(&thread->changed, &thread->mutex);
    fine = thread->visit_fine;
    if (!fine)
        *err = thread->visit_err;
    pthread_mutex_unlock(&thread->mutex);
    return fine;
}
