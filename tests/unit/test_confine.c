/* SPDX-License-Identifier: MIT */
/*
 * Each attempt runs in a child that has entered the walls as the rule worker
 * does: what must be refused is tried, and how the child ends tells.
 */
#include "lua/confine_walls.h"

#include "lua/protocol.h"

#include "tests/support/check.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How a child ends that did not get as far as its attempt: no errno is so large. */
enum { ABSENT = 201, NO_WALL = 202 };

/* Returns errno, 0 when it was done. */
typedef int attempt_fn(void);

static int
outcome(long result)
{
    return result < 0 ? errno : 0;
}

/* ---- what a rule that has broken out could try ---- */

static int try_open(void) { return outcome(open("/etc/passwd", O_RDONLY)); }
static int try_create(void) { return outcome(open("/tmp", O_WRONLY | O_TMPFILE, 0600)); }
static int try_list(void) { return opendir("/") ? 0 : errno; }
static int try_unlink(void) { return outcome(unlink("/tmp/turnout-confine-none")); }
static int try_mkdir(void) { return mkdir("/tmp/turnout-confine", 0700) < 0 ? errno : outcome(rmdir("/tmp/turnout-confine")); }
static int try_socket(void) { return outcome(socket(AF_UNIX, SOCK_STREAM, 0)); }
static int try_internet(void) { return outcome(socket(AF_INET, SOCK_STREAM, 0)); }
static int try_pair(void) { int ends[2]; return outcome(socketpair(AF_UNIX, SOCK_STREAM, 0, ends)); }
static int try_pipe(void) { int ends[2]; return outcome(pipe(ends)); }
static int try_memfd(void) { return outcome(memfd_create("x", 0)); }
static int try_dup(void) { return outcome(dup(STDERR_FILENO)); }
static int try_fork(void) { pid_t child = fork(); if (child == 0) _exit(0); return outcome(child); }
static int try_execute(void) { return outcome(execl("/bin/true", "true", (char *)NULL)); }
static int try_trace(void) { return outcome(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL)); }
static int try_trace_me(void) { return outcome(ptrace(PTRACE_TRACEME, 0, NULL, NULL)); }
static int try_signal(void) { return outcome(syscall(SYS_kill, getpid(), 0)); }
static int try_peek(void) { char byte; struct iovec one = { &byte, 1 }; return outcome(syscall(SYS_process_vm_readv, getpid(), &one, 1, &one, 1, 0)); }
static int try_limits(void) { struct rlimit own; return outcome(getrlimit(RLIMIT_NOFILE, &own)); }
static int try_prctl(void) { return outcome(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)); }
static int try_ioctl(void) { return outcome(syscall(SYS_ioctl, STDERR_FILENO, 0x541B /* FIONREAD */, &(int){ 0 })); }
static int try_io_uring(void) { return outcome(syscall(SYS_io_uring_setup, 1, NULL)); }
static int try_bpf(void) { return outcome(syscall(SYS_bpf, 0, NULL, 0)); }
static int try_userfaultfd(void) { return outcome(syscall(SYS_userfaultfd, 0)); }
static int try_unshare(void) { return outcome(syscall(SYS_unshare, CLONE_NEWUSER)); }
static int try_root(void) { return outcome(syscall(SYS_setuid, 0)); }
static int try_read_other(void) { char byte; return outcome(read(STDIN_FILENO, &byte, 1)); }
static int try_write_other(void) { return outcome(write(STDOUT_FILENO, "", 0)); }
static int try_code(void) { return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? errno : 0; }
static int try_map_file(void) { return mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, STDERR_FILENO, 0) == MAP_FAILED ? errno : 0; }

static int
try_make_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return outcome(mprotect(page, 4096, PROT_READ | PROT_EXEC));
}

static const struct {
    const char *name;
    attempt_fn *attempt;
} attempts[] = {
    { "open", try_open },           { "create", try_create },         { "list a folder", try_list },
    { "unlink", try_unlink },       { "mkdir", try_mkdir },           { "socket", try_socket },
    { "internet", try_internet },   { "socketpair", try_pair },       { "pipe", try_pipe },
    { "memfd_create", try_memfd },  { "dup", try_dup },               { "fork", try_fork },
    { "execve", try_execute },      { "ptrace", try_trace },
    { "traceme", try_trace_me },    { "kill", try_signal },           { "process_vm_readv", try_peek },
    { "getrlimit", try_limits },    { "prctl", try_prctl },           { "ioctl", try_ioctl },
    { "io_uring", try_io_uring },   { "bpf", try_bpf },               { "userfaultfd", try_userfaultfd },
    { "unshare", try_unshare },     { "setuid", try_root },           { "read of another descriptor", try_read_other },
    { "write to another descriptor", try_write_other },               { "memory that is code", try_code },
    { "memory becomes code", try_make_code },                         { "map a file", try_map_file },
};

/* ---- children ---- */

/* Enters the walls of the mask; in their order, as confine() does. */
static int
enter(unsigned walls)
{
    static const enum confine_wall order[] = { CONFINE_PRIVILEGES, CONFINE_FILES, CONFINE_LIMITS, CONFINE_CALLS };
    struct err err;

    for (size_t i = 0; i < CONFINE_WALLS; i++) {
        if (!(walls & 1u << order[i]))
            continue;
        switch (confine_enter(order[i], &err)) {
        case CONFINE_ABSENT:
            return ABSENT;
        case CONFINE_FAILED:
            return NO_WALL;
        default:
            break;
        }
    }
    return 0;
}

/* Runs the attempt behind the walls: its errno, ABSENT, NO_WALL, or minus the signal that ended it. */
static int
behind(unsigned walls, attempt_fn *attempt)
{
    int status;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        int entered = enter(walls);

        _exit(entered == 0 ? attempt() : entered);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* No sentence of this file says anything on such a kernel. */
static void
skip_if_absent(int result)
{
    if (result == ABSENT)
        skip();
    assert_int_not_equal(result, NO_WALL);
}

static int
nothing(void)
{
    return 0;
}

enum { ALL_WALLS = (1u << CONFINE_WALLS) - 1 };

/* ---- all walls ---- */

static void
worker__is_killed_for_each_thing_it_has_no_business_with(void **state)
{
    int failed = 0;

    (void)state;
    skip_if_absent(behind(ALL_WALLS, nothing));
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        int result = behind(ALL_WALLS, attempts[i].attempt);

        if (result != -SIGSYS) {
            print_error("%s: ended with %d, not with SIGSYS\n", attempts[i].name, result);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

static int
compare_bytes(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

/* Memory large and small, the clocks, sorting, the last word, the end. */
static int
work(void)
{
    char *block = malloc(40 * 1024 * 1024), *more;
    struct timespec now;

    memset(block, 'x', 1024 * 1024);
    qsort(block, 1024 * 1024, 1, compare_bytes);
    more = realloc(block, 60 * 1024 * 1024);
    free(more);
    for (int i = 0; i < 1000; i++)
        free(malloc((size_t)i * 100));
    if (!more || clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0 || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 1;
    return write(STDERR_FILENO, "", 0) == 0 && time(NULL) > 0 ? 0 : 2;
}

static void
worker__has_what_it_needs(void **state)
{
    (void)state;
    skip_if_absent(behind(ALL_WALLS, nothing));
    assert_int_equal(behind(ALL_WALLS, work), 0);
}

static int
give_up(void)
{
    abort();
}

static void
worker__that_aborts_ends_by_that_signal(void **state)
{
    (void)state;
    skip_if_absent(behind(ALL_WALLS, nothing));
    assert_int_equal(behind(ALL_WALLS, give_up), -SIGABRT);
}

/* ---- each wall alone ---- */

static int
check_privileges(void)
{
    int signal_at_death = 0;

    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
        return 1;
    if (prctl(PR_GET_DUMPABLE) != 0)
        return 2;
    return prctl(PR_GET_PDEATHSIG, &signal_at_death) == 0 && signal_at_death == SIGKILL ? 0 : 3;
}

static void
privileges__are_given_up_for_good(void **state)
{
    (void)state;
    assert_int_equal(behind(1u << CONFINE_PRIVILEGES, check_privileges), 0);
}

static int
check_limits(void)
{
    static const struct {
        int resource;
        rlim_t most;
        bool with_sanitizer;
    } limits[] = {
        { RLIMIT_CORE, 0, true },    { RLIMIT_NOFILE, 5, true },         { RLIMIT_NPROC, 0, true },
        { RLIMIT_CPU, 3600, true },  { RLIMIT_FSIZE, 0, false },         { RLIMIT_AS, (rlim_t)1 << 31, false },
        { RLIMIT_DATA, (rlim_t)1 << 29, false },
    };

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit now;

        if (HAS_SANITIZER && !limits[i].with_sanitizer)
            continue;
        if (getrlimit(limits[i].resource, &now) != 0 || now.rlim_cur > limits[i].most || now.rlim_max > limits[i].most)
            return (int)i + 1;
    }
    return 0;
}

static int
open_many(void)
{
    for (int i = 0; i < 8; i++)
        if (dup(STDERR_FILENO) < 0)
            return errno;
    return 0;
}

static int
take_memory(void)
{
    return mmap(NULL, (size_t)3 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? errno : 0;
}

static void
limits__hold(void **state)
{
    (void)state;
    assert_int_equal(behind(1u << CONFINE_LIMITS, check_limits), 0);
    assert_int_equal(behind(1u << CONFINE_LIMITS, open_many), EMFILE);
    if (!HAS_SANITIZER)
        assert_int_equal(behind(1u << CONFINE_LIMITS, take_memory), ENOMEM);
    if (geteuid() != 0) /* root may always fork */
        assert_int_equal(behind(1u << CONFINE_LIMITS, try_fork), EAGAIN);
}

static int
connect_home(void)
{
    struct sockaddr_in home = { .sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

    return outcome(connect(socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&home, sizeof home));
}

static int
signal_parent(void)
{
    return outcome(kill(getppid(), 0));
}

static void
files__are_out_of_reach_by_landlock_alone(void **state)
{
    const unsigned walls = 1u << CONFINE_PRIVILEGES | 1u << CONFINE_FILES;
    long abi = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, 1u);

    (void)state;
    skip_if_absent(behind(walls, nothing));
    assert_int_equal(behind(walls, try_open), EACCES);
    assert_int_equal(behind(walls, try_create), EACCES);
    assert_int_equal(behind(walls, try_list), EACCES);
    assert_int_equal(behind(walls, try_mkdir), EACCES);
    assert_int_equal(behind(walls, try_execute), EACCES);
    if (abi >= 4)
        assert_int_equal(behind(walls, connect_home), EACCES);
    if (abi >= 6)
        assert_int_equal(behind(walls, signal_parent), EPERM);
}

static void
calls__that_are_not_allowed_kill_by_seccomp_alone(void **state)
{
    const unsigned walls = 1u << CONFINE_PRIVILEGES | 1u << CONFINE_CALLS;

    (void)state;
    skip_if_absent(behind(walls, nothing));
    assert_int_equal(behind(walls, try_open), -SIGSYS);
    assert_int_equal(behind(walls, try_socket), -SIGSYS);
    assert_int_equal(behind(walls, try_fork), -SIGSYS);
}

/* What the table above expects to be killed is possible, or refused politely, without walls: so it tests the walls. */
static void
attempts__are_no_kills_without_walls(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        if (attempts[i].attempt != try_read_other && attempts[i].attempt != try_trace)
            assert_true(behind(0, attempts[i].attempt) >= 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worker__is_killed_for_each_thing_it_has_no_business_with),
        cmocka_unit_test(worker__has_what_it_needs),
        cmocka_unit_test(worker__that_aborts_ends_by_that_signal),
        cmocka_unit_test(privileges__are_given_up_for_good),
        cmocka_unit_test(limits__hold),
        cmocka_unit_test(files__are_out_of_reach_by_landlock_alone),
        cmocka_unit_test(calls__that_are_not_allowed_kill_by_seccomp_alone),
        cmocka_unit_test(attempts__are_no_kills_without_walls),
    };

    return cmocka_run_group_tests_name("confine", tests, NULL, NULL);
}
