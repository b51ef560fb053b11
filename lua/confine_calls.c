/* SPDX-License-Identifier: MIT */
#include "lua/confine_walls.h"

#include "lua/protocol.h"

#include <errno.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Whatever their arguments are. */
static const int allowed[] = {
    SCMP_SYS(poll),          SCMP_SYS(ppoll),        SCMP_SYS(munmap),         SCMP_SYS(mremap),
    SCMP_SYS(brk),           SCMP_SYS(madvise),      SCMP_SYS(clock_gettime),  SCMP_SYS(gettimeofday),
    SCMP_SYS(time),          SCMP_SYS(exit),         SCMP_SYS(exit_group),     SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(getpid),      SCMP_SYS(gettid),         SCMP_SYS(restart_syscall),
    SCMP_SYS(sysinfo), /* glibc's qsort asks once how much memory there is */
};

/* What the runtimes of the sanitizers do beside; the tests that run there still see everything else killed. */
static const int allowed_to_sanitizers[] = {
    SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigaction),
};

static bool
allow_all(scmp_filter_ctx filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) != 0)
            return false;
    return true;
}

/* The socket, and standard error for a last word; memory that is nobody's file and holds no code; a signal to itself: abort(). */
static bool
allow_some(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);

    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1, SCMP_A0(SCMP_CMP_EQ, WORKER_SOCKET_FD, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, WORKER_SOCKET_FD, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, no_code,
                            SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                            SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0)) == 0;
}

static bool
fill(scmp_filter_ctx filter)
{
    return allow_all(filter, allowed, sizeof allowed / sizeof *allowed) && allow_some(filter) &&
           (!HAS_SANITIZER || allow_all(filter, allowed_to_sanitizers,
                                        sizeof allowed_to_sanitizers / sizeof *allowed_to_sanitizers));
}

/* A kernel that knows filters looks at the one it is given, and there is none. */
static bool
kernel_has_filters(void)
{
    return prctl(PR_SET_SECCOMP, 2 /* SECCOMP_MODE_FILTER */, NULL, 0, 0) != 0 && errno == EFAULT;
}

enum confine_result
confine_calls(struct err *err)
{
    enum confine_result result = CONFINE_FAILED;
    scmp_filter_ctx filter;
    int loaded = -ENOMEM;

    if (!kernel_has_filters())
        return CONFINE_ABSENT;
    filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter && fill(filter))
        loaded = seccomp_load(filter);
    if (loaded == 0)
        result = CONFINE_ENTERED;
    else
        err_set(err, ERR_INTERNAL, "seccomp takes no filter: %s", strerror(-loaded));
    seccomp_release(filter);
    return result;
}
