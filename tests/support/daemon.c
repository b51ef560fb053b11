/* SPDX-License-Identifier: MIT */
#include "tests/support/daemon.h"

#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/deadline.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIVING_MAX = 16 };

/* What an early end of the test program must clean up: filled places point to daemons with a folder. */
static struct daemon *living[LIVING_MAX];

const char *
turnout_program(const char *name)
{
    static char path[DAEMON_PATH_SIZE];
    const char *folder = getenv("TURNOUT_TEST_BIN_DIR");

    snprintf(path, sizeof path, "%s/%s", folder != NULL ? folder : TURNOUT_TEST_BIN_DIR, name);
    return path;
}

const char *
source_path(const char *relative)
{
    static char path[2 * DAEMON_PATH_SIZE];

    snprintf(path, sizeof path, "%s/%s", TURNOUT_TEST_SOURCE_DIR, relative);
    return path;
}

static int
remove_entry(const char *path, const struct stat *file, int kind, struct FTW *where)
{
    (void)file, (void)kind, (void)where;
    return remove(path);
}

static void
remove_folder(const char *folder)
{
    if (folder[0] != '\0' && getenv("TURNOUT_TEST_KEEP") == NULL)
        nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static void
clean_up(void)
{
    for (size_t i = 0; i < LIVING_MAX; i++) {
        if (living[i] == NULL)
            continue;
        if (living[i]->pid > 0)
            kill(living[i]->pid, SIGKILL);
        remove_folder(living[i]->folder);
    }
}

static void
remember(struct daemon *daemon)
{
    static bool registered;

    if (!registered)
        assert_int_equal(atexit(clean_up), 0);
    registered = true;
    for (size_t i = 0; i < LIVING_MAX; i++) {
        if (living[i] == NULL) {
            living[i] = daemon;
            return;
        }
    }
    check_failed("more than %d daemons at once", LIVING_MAX);
}

void
daemon_init(struct daemon *daemon, const char *as_of)
{
    const char *tmp = getenv("TMPDIR");

    *daemon = (struct daemon){ 0 };
    snprintf(daemon->folder, sizeof daemon->folder, "%s/turnout-test-XXXXXX",
             tmp != NULL && strlen(tmp) < 32 ? tmp : "/tmp");
    if (mkdtemp(daemon->folder) == NULL)
        check_failed("no temporary folder %s: %s", daemon->folder, strerror(errno));
    snprintf(daemon->db, sizeof daemon->db, "%s/t.db", daemon->folder);
    snprintf(daemon->socket, sizeof daemon->socket, "%s/t.sock", daemon->folder);
    snprintf(daemon->control, sizeof daemon->control, "%s/control.sock", daemon->folder);
    snprintf(daemon->output, sizeof daemon->output, "%s/output", daemon->folder);
    snprintf(daemon->as_of, sizeof daemon->as_of, "%s", as_of != NULL ? as_of : "");
    remember(daemon);
}

void
daemon_add_plugins(struct daemon *daemon, const char *path)
{
    char *place = daemon->plugins[daemon->plugin_count++];

    assert_true(daemon->plugin_count <= DAEMON_PLUGINS_MAX);
    if (path[0] == '/')
        snprintf(place, DAEMON_PATH_SIZE, "%s", path);
    else
        snprintf(place, DAEMON_PATH_SIZE, "%s/tests/%s", TURNOUT_TEST_SOURCE_DIR, path);
}

void
daemon_set_config(struct daemon *daemon, const char *text)
{
    FILE *file;

    snprintf(daemon->config, sizeof daemon->config, "%s/turnout.conf", daemon->folder);
    file = fopen(daemon->config, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void
spawn(struct daemon *daemon)
{
    char program[DAEMON_PATH_SIZE];
    const char *argv[16 + 2 * DAEMON_PLUGINS_MAX];
    size_t n = 0;
    int output = open(daemon->output, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

    assert_true(output >= 0);
    snprintf(program, sizeof program, "%s", turnout_program("turnoutd"));
    argv[n++] = program;
    argv[n++] = "--db", argv[n++] = daemon->db;
    argv[n++] = "--socket", argv[n++] = daemon->socket;
    argv[n++] = "--control", argv[n++] = daemon->control;
    if (daemon->config[0] != '\0')
        argv[n++] = "--config", argv[n++] = daemon->config;
    if (daemon->as_of[0] != '\0')
        argv[n++] = "--as-of", argv[n++] = daemon->as_of;
    for (size_t i = 0; i < daemon->plugin_count; i++)
        argv[n++] = "--plugins", argv[n++] = daemon->plugins[i];
    if (daemon->no_shipped)
        argv[n++] = "--no-shipped";
    argv[n] = NULL;
    daemon->pid = command_spawn(argv, -1, output, output);
    close(output);
}

static void
fail_when_ended(struct daemon *daemon)
{
    int status;

    if (waitpid(daemon->pid, &status, WNOHANG) == 0)
        return;
    daemon->pid = 0;
    daemon_show_output(daemon);
    check_failed("turnoutd ended while it started (wait status 0x%x)", (unsigned)status);
}

void
daemon_start(struct daemon *daemon)
{
    int64_t deadline = deadline_start();

    assert_int_equal(daemon->pid, 0);
    spawn(daemon);
    while (!client_answers(daemon->socket)) {
        fail_when_ended(daemon);
        if (deadline_left(deadline) == 0) {
            daemon_show_output(daemon);
            check_failed("turnoutd does not answer on %s", daemon->socket);
        }
    }
}

void
daemon_stop(struct daemon *daemon)
{
    int status;

    assert_true(daemon->pid > 0);
    assert_int_equal(kill(daemon->pid, SIGTERM), 0);
    status = command_wait(daemon->pid);
    if (status >= 0)
        daemon->pid = 0;
    if (status != 0) {
        daemon_show_output(daemon);
        check_failed(status < 0 ? "turnoutd does not end on TERM" : "turnoutd ended with %d on TERM", status);
    }
}

void
daemon_kill(struct daemon *daemon)
{
    assert_true(daemon->pid > 0);
    assert_int_equal(kill(daemon->pid, SIGKILL), 0);
    assert_int_equal(command_wait(daemon->pid), 256 + SIGKILL);
    daemon->pid = 0;
}

void
daemon_forget(struct daemon *daemon)
{
    static const char *const suffixes[] = { "", "-wal", "-shm" };
    char path[128];

    assert_int_equal(daemon->pid, 0);
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s%s", daemon->db, suffixes[i]);
        if (unlink(path) != 0)
            assert_int_equal(errno, ENOENT);
    }
}

void
daemon_remove(struct daemon *daemon)
{
    if (daemon->pid > 0)
        daemon_stop(daemon);
    remove_folder(daemon->folder);
    for (size_t i = 0; i < LIVING_MAX; i++)
        if (living[i] == daemon)
            living[i] = NULL;
    *daemon = (struct daemon){ 0 };
}

void
daemon_command(const struct daemon *daemon, struct command *command, const char *const *words)
{
    char program[DAEMON_PATH_SIZE];
    const char *argv[64] = { program, "--db", daemon->db, "--socket", daemon->socket, "--control", daemon->control };
    size_t n = 7;

    snprintf(program, sizeof program, "%s", turnout_program("turnout"));
    for (; *words != NULL; words++) {
        assert_true(n < 63);
        argv[n++] = *words;
    }
    argv[n] = NULL;
    command_run(command, argv, NULL);
}

struct command
daemon_command_ends(const struct daemon *daemon, int status, const char *const *words)
{
    struct command command;

    daemon_command(daemon, &command, words);
    if (command.status != status)
        check_failed("turnout %s %s: exit %d, not %d\n%s%s", words[0], words[1] ? words[1] : "", command.status, status, command.out,
                     command.err);
    return command;
}

void
daemon_command_says(const struct daemon *daemon, int status, const char *const *words, const char *out, const char *err)
{
    struct command command = daemon_command_ends(daemon, status, words);

    if (!strstr(command.out, out) || !strstr(command.err, err))
        check_failed("turnout %s %s: \"%s\" and \"%s\" are wanted in:\n%s%s", words[0], words[1] ? words[1] : "", out, err, command.out,
                     command.err);
    command_free(&command);
}

void
daemon_show_output(const struct daemon *daemon)
{
    enum { SHOWN = 8192 };
    char text[SHOWN + 1];
    int fd = open(daemon->output, O_RDONLY | O_CLOEXEC);
    off_t size = fd >= 0 ? lseek(fd, 0, SEEK_END) : 0;
    ssize_t got = size > 0 ? pread(fd, text, SHOWN, size > SHOWN ? size - SHOWN : 0) : 0;

    if (fd >= 0)
        close(fd);
    fprintf(stderr, "-- turnoutd said:\n%.*s--\n", got > 0 ? (int)got : 0, text);
}

pid_t
daemon_worker(const struct daemon *daemon)
{
    char path[96];
    int worker = 0;
    FILE *children;

    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)daemon->pid, (int)daemon->pid);
    children = fopen(path, "r");
    if (!children)
        check_failed("%s: no such file", path);
    if (fscanf(children, "%d", &worker) != 1)
        worker = 0;
    fclose(children);
    return worker;
}

void
daemon_signal_worker(const struct daemon *daemon, int signal)
{
    int64_t deadline = deadline_start();
    pid_t worker;

    while ((worker = daemon_worker(daemon)) <= 0) {
        if (deadline_left(deadline) == 0)
            check_failed("turnoutd has no rule worker");
        poll(NULL, 0, 10);
    }
    assert_int_equal(kill(worker, signal), 0);
}
