/* SPDX-License-Identifier: MIT */
#include "lua/confine.h"

#include "lua/confine_walls.h"
#include "lua/protocol.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

enum {
    DESCRIPTORS_MAX = WORKER_BOARD_FD + 1, /* those it has: no new one */
    LAST_SECONDS = 10,
    WORK_MAX = 3600, /* s: a worker that runs wild while nobody looks ends; one that has worked so long is replaced */
};

static const rlim_t gib = (rlim_t)1024 * 1024 * 1024;

/* After these, one that has to give a core dump or a debugger away cannot. */
static enum confine_result
enter_privileges(struct err *err)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
        return CONFINE_ENTERED;
    err_set(err, ERR_INTERNAL, "cannot give up privileges: %s", strerror(errno));
    return CONFINE_FAILED;
}

/* Never more than it was given. */
static bool
limit(int resource, rlim_t most)
{
    struct rlimit now;

    if (getrlimit(resource, &now) != 0)
        return false;
    if (now.rlim_max > most) /* RLIM_INFINITY is the largest */
        now.rlim_max = most;
    now.rlim_cur = now.rlim_max;
    if (resource == RLIMIT_CPU && now.rlim_cur > 2 * LAST_SECONDS) /* SIGXCPU says whose doing the end is, SIGKILL does not */
        now.rlim_cur -= LAST_SECONDS;
    return setrlimit(resource, &now) == 0;
}

static enum confine_result
enter_limits(struct err *err)
{
    const struct {
        int resource;
        rlim_t most;
        bool with_sanitizer; /* else it maps terabytes, and writes its report into a file */
    } limits[] = {
        { RLIMIT_CORE, 0, true },         { RLIMIT_NOFILE, DESCRIPTORS_MAX, true },
        { RLIMIT_NPROC, 0, true },        { RLIMIT_CPU, WORK_MAX, true },
        { RLIMIT_MSGQUEUE, 0, true },     { RLIMIT_MEMLOCK, 0, true },
        { RLIMIT_FSIZE, 0, false },       { RLIMIT_AS, 2 * gib, false },
        { RLIMIT_DATA, gib / 2, false }, /* turnoutd watches it too, where it may see it */
    };

    signal(SIGXFSZ, SIG_IGN); /* a log that is a file refuses the line instead of ending the worker */
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if ((limits[i].with_sanitizer || !HAS_SANITIZER) && !limit(limits[i].resource, limits[i].most)) {
            err_set(err, ERR_INTERNAL, "cannot limit resource %d: %s", limits[i].resource, strerror(errno));
            return CONFINE_FAILED;
        }
    return CONFINE_ENTERED;
}

enum confine_result
confine_enter(enum confine_wall wall, struct err *err)
{
    static enum confine_result (*const walls[CONFINE_WALLS])(struct err *) = {
        [CONFINE_PRIVILEGES] = enter_privileges,
        [CONFINE_LIMITS] = enter_limits,
        [CONFINE_FILES] = confine_files,
        [CONFINE_CALLS] = confine_calls,
    };

    return walls[wall](err);
}

bool
confine(unsigned *absent, struct err *err)
{
    static const enum confine_wall order[] = { CONFINE_PRIVILEGES, CONFINE_FILES, CONFINE_LIMITS, CONFINE_CALLS };

    *absent = 0;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        enum confine_result result = confine_enter(order[i], err);

        if (result == CONFINE_FAILED)
            return false;
        if (result == CONFINE_ABSENT)
            *absent |= 1u << order[i];
    }
    return true;
}
