/* SPDX-License-Identifier: MIT */
#include "cli/post_wait.h"

#include "cli/dial.h"
#include "cli/lang.h"
#include "lib/base/clock.h"
#include "lib/store/reader.h"

#include <poll.h>
#include <signal.h>
#include <time.h>

enum { PAUSE_FIRST_MS = 2, PAUSE_LAST_MS = 100, KNOCK_EVERY_MS = 1000 };

/* Signals are let in meanwhile. */
static void
pause_ms(int ms)
{
    struct timespec time = { .tv_nsec = ms * 1000000L };
    sigset_t none;

    sigemptyset(&none);
    ppoll(NULL, 0, &time, &none);
}

/* Is there still somebody who will publish, and is there time left? */
static bool
may_go_on(const struct post_wait *wait, int64_t began, int64_t *knocked, struct err *err)
{
    int64_t now = clock_ms();

    if (wait->timeout_ms > 0 && now - began >= (int64_t)wait->timeout_ms)
        return err_set(err, ERR_UNAVAILABLE, _("the figures do not hold it after %llu s: see turnout status"),
                       (unsigned long long)(wait->timeout_ms / 1000));
    if (now - *knocked < KNOCK_EVERY_MS)
        return true;
    *knocked = now;
    if (dial_answers(wait->socket))
        return true;
    return err_set(err, ERR_UNAVAILABLE,
                   _("the daemon at %s ended before the figures were published; what it acknowledged is safe"),
                   wait->socket);
}

static bool
wait_for_figures(const struct post_wait *wait, struct reader *reader, struct err *err)
{
    int64_t began = clock_ms(), knocked = began;
    uint64_t log, published, head = 0;
    int pause = PAUSE_FIRST_MS;

    for (;;) {
        if (!reader_positions(reader, &log, &published, err))
            return false;
        head = head > 0 ? head : log;
        if (published >= head || wait->interrupted())
            return true;
        if (!may_go_on(wait, began, &knocked, err))
            return false;
        pause_ms(pause);
        pause = pause * 2 < PAUSE_LAST_MS ? pause * 2 : PAUSE_LAST_MS;
    }
}

bool
post_wait(const struct post_wait *wait, struct err *err)
{
    struct reader *reader = reader_open(wait->db, err);
    bool done;

    if (!reader)
        return err_wrap(err, "--wait");
    done = wait_for_figures(wait, reader, err);
    reader_close(reader);
    return done;
}
