/* SPDX-License-Identifier: MIT */
/*
 * What a person at a terminal sees, by tmux: it has its own idea of how wide a character is, and keys can be pressed.
 */
#include "lib/base/mem.h"
#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/deadline.h"
#include "tests/support/demonstration.h"

#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { COMMAND_SIZE = 1200, PAUSE_MS = 50 };

static struct daemon server;
static char socket_path[200];
static unsigned terminals, typed; /* so far */

static void
tmux(struct command *ran, const char *const *words)
{
    const char *argv[30] = { "/usr/bin/tmux", "-S", socket_path, "-f", "/dev/null" };
    size_t n = 5;

    while (*words)
        argv[n++] = *words++;
    argv[n] = NULL;
    command_run(ran, argv, NULL);
}

static void
tmux_does(const char *const *words)
{
    struct command ran;

    tmux(&ran, words);
    if (ran.status != 0)
        check_failed("tmux %s: %d %s%s", words[0], ran.status, ran.out, ran.err);
    command_free(&ran);
}

/* Whoever is killed may still listen for a moment: each has a socket of its own. */
static void
kill_terminal_of_failed_test(void)
{
    struct command ran;

    tmux(&ran, WORDS("kill-server"));
    command_free(&ran);
}

/* A terminal with a shell in it; what stands in front of the command there may set the environment. */
static void
open_terminal(const char *width, const char *height)
{
    kill_terminal_of_failed_test();
    snprintf(socket_path, sizeof socket_path, "%s/tmux-%u", server.folder, ++terminals);
    tmux_does(WORDS("new-session", "-d", "-s", "t", "-x", width, "-y", height,
                    "env -u PAGER -u TURNOUT_PAGER -u LESS -u NO_COLOR LC_ALL=C.UTF-8 PS1='ready>' sh"));
}

static void
close_terminal(void)
{
    tmux_does(WORDS("kill-server"));
}

/* `ENVIRONMENT turnout --db .. WORDS`, typed; at its end the exit status, as nothing on the screen before said it. */
static void
type_command(const char *environment, const char *words)
{
    char command[COMMAND_SIZE];

    snprintf(command, sizeof command, "clear; %s %s --db %s --lang zh %s; echo status-%u=$?", environment, turnout_program("turnout"),
             server.db, words, ++typed);
    tmux_does(WORDS("send-keys", "-t", "t", command, "Enter"));
}

static void
press(const char *key)
{
    tmux_does(WORDS("send-keys", "-t", "t", key));
}

/* Waits until the text stands on the screen, and gives the screen. */
static char *
wait_for(const char *text)
{
    int64_t deadline = deadline_start();
    struct command ran;

    for (;;) {
        char *screen;

        tmux(&ran, WORDS("capture-pane", "-p", "-t", "t"));
        assert_int_equal(ran.status, 0);
        screen = mem_text((struct str){ ran.out, ran.out_len });
        command_free(&ran);
        if (strstr(screen, text))
            return screen;
        if (deadline_left(deadline) == 0)
            check_failed("there is no \"%s\" on the screen:\n%s", text, screen);
        free(screen);
        poll(NULL, 0, PAUSE_MS);
    }
}

static void
expect(const char *text)
{
    free(wait_for(text));
}

/* What stands on the screen when the command that was typed last has ended, down to its status. */
static char *
wait_for_end(int status)
{
    char text[40], *screen;

    snprintf(text, sizeof text, "status-%u=%d\n", typed, status);
    screen = wait_for(text);
    *strstr(screen, text) = '\0';
    return screen;
}

static void
expect_end(int status)
{
    free(wait_for_end(status));
}

static void
expect_on(const char *screen, const char *text)
{
    if (!strstr(screen, text))
        check_failed("there is no \"%s\" on the screen:\n%s", text, screen);
}

static void
expect_last_line(const char *screen, const char *line)
{
    size_t len = strlen(screen), own = strlen(line);

    if (len <= own || memcmp(screen + len - own - 1, line, own) != 0 || screen[len - 1] != '\n')
        check_failed("the last line on the screen is not \"%s\":\n%s", line, screen);
}

/* After the end of a command. */
static void
expect_colours(bool wanted)
{
    struct command ran;

    tmux(&ran, WORDS("capture-pane", "-p", "-e", "-t", "t"));
    if (!strstr(ran.out, "\033[1m") == wanted)
        check_failed("colours are %swanted:\n%s", wanted ? "" : "not ", ran.out);
    command_free(&ran);
}

/* Columns in front of the mark in the line, as the C library counts them; -1: it is not there. */
static int
columns_before(const char *line, size_t len, const char *mark)
{
    const char *found = memmem(line, len, mark, strlen(mark));
    const char *at = line;
    mbstate_t shift = { 0 };
    int columns = 0;

    if (!found)
        return -1;
    while (at < found) {
        wchar_t c;
        size_t taken = mbrtowc(&c, at, (size_t)(found - at), &shift);

        assert_true(taken > 0 && taken <= 4);
        columns += wcwidth(c);
        at += taken;
    }
    return columns;
}

struct alignment {
    size_t count, astray;
};

/* How many lines with the mark there are up to an empty line, and how many of their first marks stand in another column than that of the first. */
static struct alignment
alignment_of(const char *screen, const char *mark)
{
    struct alignment found = { 0 };
    int column = -1;

    for (const char *line = screen; *line && *line != '\n';) {
        size_t len = strcspn(line, "\n");
        int own = strncmp(line, "    ", 4) == 0 ? -1 : columns_before(line, len, mark);

        if (own >= 0 && column < 0)
            column = own;
        found.astray += own >= 0 && own != column;
        found.count += own >= 0;
        line += len + (line[len] == '\n');
    }
    return found;
}

static char *
golden_text(const char *file)
{
    char relative[200], *text = mem_new(1 << 16);
    FILE *opened;
    size_t size;

    snprintf(relative, sizeof relative, "tests/golden/%s", file);
    opened = fopen(source_path(relative), "r");
    assert_non_null(opened);
    size = fread(text, 1, (1 << 16) - 1, opened);
    fclose(opened);
    text[size] = '\0';
    return text;
}

/* As the terminal shows it, the report is its golden file line by line: nothing was broken by it. */
static void
check_width(const char *width, const char *file)
{
    char *screen, *golden = golden_text(file);
    struct alignment percents;
    size_t len;

    open_terminal(width, "200");
    type_command("", "--no-pager report --unit liubeiqiao --period 2025 --team -");
    screen = wait_for_end(0);
    len = strlen(screen);
    if (len != strlen(golden) || memcmp(screen, golden, len) != 0)
        check_failed("at %s columns the screen is not %s:\n%s", width, file, screen);
    percents = alignment_of(screen, " %");
    if (percents.count <= 10 || percents.astray > 0)
        check_failed("of %zu percents %zu stand in another column:\n%s", percents.count, percents.astray, screen);
    close_terminal();
    free(screen);
    free(golden);
}

static void
a_report__is_aligned_at_80_and_120_columns_with_chinese_names(void **state)
{
    (void)state;
    check_width("80", "report-year.zh.80.txt");
    check_width("120", "report-year.zh.120.txt");
}

static void
a_long_report__waits_in_less_and_a_short_one_does_not(void **state)
{
    char *screen;

    (void)state;
    open_terminal("80", "24");
    type_command("", "report --unit liubeiqiao --period 2025");
    screen = wait_for("\n:");
    assert_null(strstr(screen, "status-"));
    assert_memory_equal(screen, "柳背桥社区 (liubeiqiao)", strlen("柳背桥社区 (liubeiqiao)"));
    free(screen);
    press("q");
    expect_end(0);
    type_command("", "list units");
    screen = wait_for_end(0);
    expect_on(screen, "柳背桥社区");
    free(screen);
    close_terminal();
}

static void
the_pager_of_the_environment__is_taken_and_its_status_is_not_that_of_the_command(void **state)
{
    char *screen;

    (void)state;
    open_terminal("80", "24");
    type_command("PAGER='sed s/^/paged:/; exit 3'", "list units");
    screen = wait_for_end(0);
    expect_on(screen, "paged:    jinzhili ");
    free(screen);
    type_command("PAGER=false TURNOUT_PAGER='head -1; echo own'", "report --unit liubeiqiao --period 2025");
    screen = wait_for_end(0);
    expect_last_line(screen, "own");
    free(screen);
    type_command("PAGER=/nowhere/at/all", "list units");
    screen = wait_for_end(0);
    expect_on(screen, "柳背桥社区");
    free(screen);
    type_command("PAGER='sed s/^/paged:/'", "list colours");
    expect_end(64);
    close_terminal();
}

static void
ctrl_c__ends_the_pager_and_not_the_command(void **state)
{
    (void)state;
    open_terminal("80", "24");
    type_command("TURNOUT_PAGER='cat > /dev/null; echo wai\"\"ts; sleep 1000'", "report --unit liubeiqiao --period 2025");
    expect("waits\n"); /* not what was typed */
    press("C-c");
    expect_end(0);
    close_terminal();
}

static void
a_dumb_terminal_and_a_pipe__have_neither_pager_nor_colours(void **state)
{
    char *screen;

    (void)state;
    open_terminal("80", "24");
    type_command("TERM=dumb PAGER='sed s/^/paged:/'", "report --unit liubeiqiao --period 2025 --indicator activities --team -");
    screen = wait_for_end(0);
    assert_null(strstr(screen, "paged:"));
    expect_on(screen, "体育 (sport)");
    expect_colours(false);
    free(screen);
    type_command("PAGER='sed s/^/paged:/'", "report --unit liubeiqiao --period 2025 2>&1 | head -1");
    screen = wait_for_end(0);
    expect_last_line(screen, "2025年");
    free(screen);
    type_command("PAGER=cat", "report --unit liubeiqiao --period 2025 --indicator activities --team -");
    expect_end(0);
    expect_colours(true);
    close_terminal();
}

/* The figures, once those of both communities stand there; else NULL. */
static const char *
figures_on(const char *screen)
{
    const char *other = strstr(screen, "\n金"), *own = strstr(screen, "\n柳");

    if (!other || !own)
        return NULL;
    return (other < own ? other : own) + 1;
}

static bool
is_whole(const char *screen, size_t lines)
{
    const char *figures = figures_on(screen);
    struct alignment bars, percents;

    if (!figures)
        return false;
    bars = alignment_of(figures, "]");
    percents = alignment_of(figures, " %");
    return bars.count == lines && percents.count == lines && bars.astray + percents.astray == 0;
}

/* The second community has other numbers of people: its columns would be narrower on their own. */
static void
watch__has_the_columns_of_all_units_below_each_other(void **state)
{
    char environment[2 * DAEMON_PATH_SIZE + 40], *screen;
    int64_t deadline;

    (void)state;
    daemon_start(&server);
    snprintf(environment, sizeof environment, "TURNOUT_SOCKET=%s TURNOUT_CONTROL=%s", server.socket, server.control);
    open_terminal("100", "40");
    type_command(environment, "watch --period 2025 --indicator participation_rate --indicator education_coverage --indicator attendances");
    deadline = deadline_start();
    while (!is_whole(screen = wait_for("柳背桥社区 2025\n"), 8)) { /* the terminal may be drawing it, and be seen halfway */
        if (deadline_left(deadline) == 0)
            check_failed("there are not 8 lines with their columns below each other on the screen:\n%s", screen);
        free(screen);
        poll(NULL, 0, PAUSE_MS);
    }
    free(screen);
    press("q");
    expect_end(0);
    close_terminal();
    daemon_stop(&server);
}

static int
set_up(void **state)
{
    (void)state;
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TERM", "screen", 1);
    demonstration_make(&server);
    snprintf(socket_path, sizeof socket_path, "%s/tmux-0", server.folder);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    kill_terminal_of_failed_test();
    daemon_remove(&server);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report__is_aligned_at_80_and_120_columns_with_chinese_names),
        cmocka_unit_test(a_long_report__waits_in_less_and_a_short_one_does_not),
        cmocka_unit_test(the_pager_of_the_environment__is_taken_and_its_status_is_not_that_of_the_command),
        cmocka_unit_test(ctrl_c__ends_the_pager_and_not_the_command),
        cmocka_unit_test(a_dumb_terminal_and_a_pipe__have_neither_pager_nor_colours),
        cmocka_unit_test(watch__has_the_columns_of_all_units_below_each_other),
    };

    return cmocka_run_group_tests_name("terminal", tests, set_up, tear_down);
}
