/* SPDX-License-Identifier: MIT */
#include "tests/support/walkthrough.h"

#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/deadline.h"
#include "tests/support/scratch.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_NAME_SIZE = 64, HASH_DIGITS = 32 };

struct walk {
    const char *page, *socket;
    struct scratch scratch;
    struct buf environment;   /* of every command */
    char file[FILE_NAME_SIZE]; /* the last one that the text named */
    pid_t daemon;
    size_t commands;
};

/* ---- running ---- */

static char *
script_of(const struct walk *walk, const char *command, size_t len)
{
    struct buf script = { 0 };

    buf_printf(&script, "cd %s\n%.*s%.*s", walk->scratch.folder, (int)walk->environment.len, walk->environment.ptr, (int)len, command);
    buf_put_byte(&script, '\0');
    return script.ptr;
}

/* The daemon stays until the end of the page. */
static void
start_daemon(struct walk *walk, const char *command, size_t len)
{
    struct buf line = { 0 };
    int64_t deadline = deadline_start();
    char *script, path[128];

    buf_printf(&line, "exec %.*s > daemon.out 2>&1", (int)len - 1, command);
    script = script_of(walk, line.ptr, line.len);
    walk->daemon = command_spawn((const char *const[]){ "/bin/sh", "-c", script, NULL }, -1, -1, -1);
    snprintf(path, sizeof path, "%s/%s", walk->scratch.folder, walk->socket);
    while (!client_answers(path)) {
        if (deadline_left(deadline) == 0)
            check_failed("%s: \"%.*s\" does not answer on %s", walk->page, (int)len, command, path);
        poll(NULL, 0, 20);
    }
    free(script);
    buf_free(&line);
}

static void
stop_daemon(struct walk *walk)
{
    if (walk->daemon == 0)
        return;
    assert_int_equal(kill(walk->daemon, SIGTERM), 0);
    assert_int_equal(command_wait(walk->daemon), 0);
}

static struct str
next_line(struct str *text)
{
    const char *end = memchr(text->ptr, '\n', text->len);
    struct str line = { text->ptr, end ? (size_t)(end - text->ptr) : text->len };
    size_t taken = line.len + (end != NULL);

    text->ptr += taken;
    text->len -= taken;
    return line;
}

/* How much of the text is a number of seconds "0.7" before " s)", or a hash; 0: neither. */
static size_t
unstable(const char *text, size_t len)
{
    size_t digits = strspn(text, "0123456789."), hash = strspn(text, "0123456789abcdef");

    if (hash == HASH_DIGITS)
        return hash;
    return digits > 0 && digits + 3 <= len && strncmp(text + digits, " s)", 3) == 0 ? digits : 0;
}

/* How long something took is not the same twice, and the hash of all rules is another one whenever one that ships changes. */
static void
put_stable(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        size_t skipped = unstable(text + i, len - i);

        buf_put_byte(out, skipped > 0 ? '#' : text[i]);
        i += skipped > 0 ? skipped - 1 : 0;
    }
}

/* "…" at the end of a line is whatever follows there; alone it is any number of lines. */
static bool
is_as_shown(struct str shown, struct str printed)
{
    static const struct str rest = STR_INIT("…");

    while (shown.len > 0) {
        struct str line = next_line(&shown), got;
        bool is_beginning = line.len >= rest.len && memcmp(line.ptr + line.len - rest.len, rest.ptr, rest.len) == 0;

        if (str_eq(line, rest)) {
            while (!is_as_shown(shown, printed) && printed.len > 0)
                next_line(&printed);
            return is_as_shown(shown, printed);
        }
        if (printed.len == 0)
            return false;
        got = next_line(&printed);
        if (is_beginning ? !str_starts(got, (struct str){ line.ptr, line.len - rest.len }) : !str_eq(got, line))
            return false;
    }
    return printed.len == 0;
}

static void
expect_output(const struct walk *walk, const char *command, size_t len, const struct buf *shown)
{
    char *script = script_of(walk, command, len);
    struct buf line = { 0 }, text = { 0 }, wanted = { 0 }, printed = { 0 };
    struct command ran;

    buf_put(&text, shown->ptr, shown->len);

    buf_printf(&line, "{ %s\n} 2>&1", script);
    buf_put_byte(&line, '\0');
    command_run(&ran, (const char *const[]){ "/bin/sh", "-c", line.ptr, NULL }, NULL);
    buf_put_byte(&text, '\0');
    put_stable(&wanted, text.ptr, shown->len);
    put_stable(&printed, ran.out, ran.out_len);
    if (!is_as_shown(buf_str(&wanted), buf_str(&printed)))
        check_failed("%s: \"%.*s\" prints\n%.*sbut the page shows\n%.*s", walk->page, (int)len, command, (int)ran.out_len, ran.out,
                     (int)shown->len, shown->ptr ? shown->ptr : "");
    command_free(&ran);
    free(script);
    buf_free(&line);
    buf_free(&text);
    buf_free(&wanted);
    buf_free(&printed);
}

static void
run(struct walk *walk, const char *command, size_t len, const struct buf *shown)
{
    walk->commands++;
    if (len > 0 && command[len - 1] == '&')
        start_daemon(walk, command, len);
    else
        expect_output(walk, command, len, shown);
}

/* ---- the page ---- */

static void
run_commands(struct walk *walk, struct str fence)
{
    struct buf shown = { 0 };
    struct str command = { 0 };

    while (fence.len > 0) {
        struct str line = next_line(&fence);
        if (!str_starts(line, STR("$ "))) {
            if (command.ptr)
                buf_printf(&shown, "%.*s\n", STR_ARG(line));
            continue;
        }
        if (command.ptr)
            run(walk, command.ptr, command.len, &shown);
        shown.len = 0;
        command = (struct str){ line.ptr + 2, line.len - 2 };
    }
    if (command.ptr)
        run(walk, command.ptr, command.len, &shown);
    buf_free(&shown);
}

static void
write_file(const struct walk *walk, struct str text)
{
    FILE *file = fopen(scratch_path(&walk->scratch, walk->file), "w");

    assert_non_null(file);
    fwrite(text.ptr, 1, text.len, file);
    assert_int_equal(fclose(file), 0);
}

static void
take_fence(struct walk *walk, struct str kind, struct str body)
{
    if (str_eq(kind, STR("sh")))
        buf_put_str(&walk->environment, body);
    else if (str_eq(kind, STR("json")))
        write_file(walk, body);
    else if (kind.len == 0)
        run_commands(walk, body);
}

/* Put this into `events.ndjson`: the last name in the line. */
static void
note_file(struct walk *walk, struct str line)
{
    const char *open = memchr(line.ptr, '`', line.len), *close;

    if (!open)
        return;
    close = memchr(open + 1, '`', (size_t)(line.ptr + line.len - open - 1));
    if (close && (size_t)(close - open) < FILE_NAME_SIZE)
        snprintf(walk->file, sizeof walk->file, "%.*s", (int)(close - open - 1), open + 1);
}

static void
walk_page(struct walk *walk, struct str text)
{
    while (text.len > 0) {
        struct str line = next_line(&text), kind, body;
        if (!str_starts(line, STR("```"))) {
            note_file(walk, line);
            continue;
        }
        kind = (struct str){ line.ptr + 3, line.len - 3 };
        body = (struct str){ text.ptr, 0 };
        while (text.len > 0 && !str_starts(text, STR("```")))
            next_line(&text);
        body.len = (size_t)(text.ptr - body.ptr);
        next_line(&text);
        take_fence(walk, kind, body);
    }
}

static char *
read_page(const char *page)
{
    struct buf text = { 0 };
    char bytes[4096];
    FILE *file = fopen(source_path(page), "r");
    size_t got;

    assert_non_null(file);
    while ((got = fread(bytes, 1, sizeof bytes, file)) > 0)
        buf_put(&text, bytes, got);
    fclose(file);
    buf_put_byte(&text, '\0');
    return text.ptr;
}

/* What pages speak of as files of contrib/examples. */
static void
copy_samples(const struct scratch *scratch)
{
    struct command ran;
    char from[DAEMON_PATH_SIZE];

    snprintf(from, sizeof from, "%s/.", source_path("contrib/examples"));
    command_run(&ran, (const char *const[]){ "/bin/cp", "-R", from, scratch->folder, NULL }, NULL);
    assert_int_equal(ran.status, 0);
    command_free(&ran);
}

size_t
walkthrough_run(const char *page, const char *socket)
{
    struct walk walk = { .page = page, .socket = socket };
    char *text = read_page(page), *slash;
    char programs[DAEMON_PATH_SIZE];

    snprintf(programs, sizeof programs, "%s", turnout_program("turnout"));
    slash = strrchr(programs, '/');
    assert_non_null(slash);
    *slash = '\0';
    scratch_make(&walk.scratch);
    copy_samples(&walk.scratch);
    buf_printf(&walk.environment, "export PATH=%s:$PATH LC_ALL=C.UTF-8 LANGUAGE=en HOME=$PWD\nunset TURNOUT_DB TURNOUT_SOCKET TURNOUT_CONTROL\n", programs);
    walk_page(&walk, str_of(text));
    stop_daemon(&walk);
    scratch_remove(&walk.scratch);
    buf_free(&walk.environment);
    free(text);
    return walk.commands;
}
