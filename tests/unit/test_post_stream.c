/* SPDX-License-Identifier: MIT */
#include "cli/post_stream.h"

#include "cli/lang.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define END_OF(acked) "{\"acked\":" #acked ",\"applied\":" #acked ",\"duplicate\":0,\"stale\":0,\"pending\":0,\"conflict\":0,\"rejected\":0,\"end\":true}\n"

/* The other side of the socket, played by a thread. */
struct other {
    int fd;
    void (*play)(struct other *other);
    struct buf heard;
    volatile sig_atomic_t *interrupt;
    pthread_t thread;
};

struct poster {
    char path[32];
    struct post_input input;
    struct post_stream stream;
    struct other other;
    size_t refused;
    uint64_t last_refused;
    struct err err;
};

static volatile sig_atomic_t interrupted;

static bool
came(void)
{
    return interrupted != 0;
}

static void
say(struct other *other, const char *text)
{
    size_t len = strlen(text);

    assert_int_equal(send(other->fd, text, len, MSG_NOSIGNAL), len);
}

/* Everything up to the end of the writing half. */
static void
hear_all(struct other *other)
{
    char bytes[4096];
    ssize_t got;

    while ((got = read(other->fd, bytes, sizeof bytes)) > 0)
        buf_put(&other->heard, bytes, (size_t)got);
}

static void *
play(void *arg)
{
    struct other *other = arg;

    other->play(other);
    close(other->fd);
    return NULL;
}

static void
on_refused(void *ctx, const struct reply *reply)
{
    struct poster *poster = ctx;

    poster->refused++;
    poster->last_refused = reply->line;
}

static void
on_moved(void *ctx)
{
    (void)ctx;
}

/* Posts the text to the other side. */
static bool
post(struct poster *poster, const char *text, void (*other)(struct other *))
{
    int pair[2], fd;
    char *names[] = { poster->path };
    bool done;

    lang_set(LANG_EN);
    interrupted = 0;
    snprintf(poster->path, sizeof poster->path, "/tmp/turnout-post-XXXXXX");
    fd = mkstemp(poster->path);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_int_equal(fcntl(pair[0], F_SETFL, O_NONBLOCK), 0);
    assert_true(post_input_open(&poster->input, names, 1, &poster->err));
    poster->stream = (struct post_stream){ .socket = pair[0],
                                           .input = &poster->input,
                                           .listener = { on_refused, on_moved, poster },
                                           .interrupted = came };
    poster->other = (struct other){ .fd = pair[1], .play = other, .interrupt = &interrupted };
    assert_int_equal(pthread_create(&poster->other.thread, NULL, play, &poster->other), 0);
    done = post_stream_run(&poster->stream, &poster->err);
    close(pair[0]);
    pthread_join(poster->other.thread, NULL);
    return done;
}

static void
put_away(struct poster *poster)
{
    unlink(poster->path);
    post_input_close(&poster->input);
    buf_free(&poster->other.heard);
}

static void
answers(struct other *other)
{
    hear_all(other);
    say(other, "{\"line\":2,\"status\":\"rejected\",\"code\":\"bad_json\",\"message\":\"no\"}\n{\"acked\":2}\n");
    say(other, "{\"acked\":3,\"applied\":2,\"duplicate\":0,\"stale\":0,\"pending\":0,\"conflict\":0,\"rejected\":1,"
               "\"end\":true}\n");
}

static void
stream__sends_all_lines_and_hears_all_answers(void **state)
{
    struct poster poster = { 0 };

    (void)state;
    assert_true(post(&poster, "one\n\nthree", answers));
    assert_true(str_eq(buf_str(&poster.other.heard), STR("one\n\nthree\n")));
    assert_true(poster.stream.is_whole);
    assert_int_equal(poster.stream.acked, 3);
    assert_int_equal(poster.stream.counts[OUTCOME_APPLIED], 2);
    assert_int_equal(poster.stream.counts[OUTCOME_REJECTED], 1);
    assert_int_equal(poster.refused, 1);
    assert_int_equal(poster.last_refused, 2);
    put_away(&poster);
}

/* A daemon that reads nothing until its answers are taken: more of them than any socket holds. */
static void
talks_before_it_listens(struct other *other)
{
    for (int i = 1; i <= 20000; i++) {
        char line[160];

        snprintf(line, sizeof line,
                 "{\"line\":%d,\"status\":\"rejected\",\"code\":\"bad_field\",\"path\":\"data\",\"message\":"
                 "\"a message of some length, so that the buffers fill\"}\n", i);
        say(other, line);
    }
    hear_all(other);
    say(other, END_OF(200000));
}

static void
stream__takes_answers_while_the_daemon_does_not_read(void **state)
{
    struct poster poster = { 0 };
    struct buf lines = { 0 };

    (void)state;
    for (int i = 0; i < 200000; i++)
        buf_put_str(&lines, STR("0123456789\n"));
    buf_put_byte(&lines, '\0');
    assert_true(post(&poster, lines.ptr, talks_before_it_listens));
    assert_int_equal(poster.refused, 20000);
    assert_int_equal(poster.other.heard.len, 2200000);
    assert_true(poster.stream.is_whole);
    buf_free(&lines);
    put_away(&poster);
}

static void
hangs_up_early(struct other *other)
{
    char bytes[4];

    assert_int_equal(read(other->fd, bytes, sizeof bytes), 4);
    say(other, "{\"acked\":1}\n");
}

static void
stream__says_what_was_acknowledged_when_the_connection_breaks(void **state)
{
    struct poster poster = { 0 };

    (void)state;
    assert_false(post(&poster, "one\ntwo\nthree\n", hangs_up_early));
    assert_int_equal(poster.err.code, ERR_STORE);
    assert_int_equal(poster.stream.acked, 1);
    assert_false(poster.stream.is_whole);
    put_away(&poster);
}

static void
is_a_web_server(struct other *other)
{
    say(other, "HTTP/1.1 400 Bad Request\r\n");
    hear_all(other);
}

static void
stream__says_when_it_is_not_turnoutd_that_answers(void **state)
{
    struct poster poster = { 0 };

    (void)state;
    assert_false(post(&poster, "one\n", is_a_web_server));
    assert_int_equal(poster.err.code, ERR_UNAVAILABLE);
    assert_string_equal(poster.err.text, "what answers is not turnoutd: HTTP/1.1 400 Bad Request\r");
    put_away(&poster);
}

static void
never_ends_its_line(struct other *other)
{
    char bytes[1000];

    memset(bytes, 'x', sizeof bytes);
    while (send(other->fd, bytes, sizeof bytes, MSG_NOSIGNAL) > 0)
        ;
}

static void
stream__does_not_keep_an_answer_without_end(void **state)
{
    struct poster poster = { 0 };

    (void)state;
    assert_false(post(&poster, "one\n", never_ends_its_line));
    assert_int_equal(poster.err.code, ERR_UNAVAILABLE);
    put_away(&poster);
}

/* Takes a little, then the user presses Ctrl-C; the rest must end with a whole line. */
static void
is_interrupted(struct other *other)
{
    char bytes[7];

    assert_int_equal(read(other->fd, bytes, sizeof bytes), 7);
    buf_put(&other->heard, bytes, 7);
    *other->interrupt = 1;
    say(other, "{\"acked\":0}\n"); /* wakes the other side up */
    hear_all(other);
    say(other, END_OF(7));
}

static void
stream__ends_the_line_it_is_in_when_interrupted_and_hears_the_rest(void **state)
{
    struct poster poster = { 0 };
    struct buf lines = { 0 };

    (void)state;
    for (int i = 0; i < 500000; i++)
        buf_put_str(&lines, STR("0123456789\n"));
    buf_put_byte(&lines, '\0');
    assert_true(post(&poster, lines.ptr, is_interrupted));
    assert_true(poster.stream.is_stopped);
    assert_true(poster.stream.is_whole);
    assert_true(poster.other.heard.len < 5500000);
    assert_int_equal(poster.other.heard.len % 11, 0);
    buf_free(&lines);
    put_away(&poster);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stream__sends_all_lines_and_hears_all_answers),
        cmocka_unit_test(stream__takes_answers_while_the_daemon_does_not_read),
        cmocka_unit_test(stream__says_what_was_acknowledged_when_the_connection_breaks),
        cmocka_unit_test(stream__says_when_it_is_not_turnoutd_that_answers),
        cmocka_unit_test(stream__does_not_keep_an_answer_without_end),
        cmocka_unit_test(stream__ends_the_line_it_is_in_when_interrupted_and_hears_the_rest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
