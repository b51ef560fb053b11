/* SPDX-License-Identifier: MIT */
#include "cli/watch/screen.h"
#include "lib/base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { LINES = 20, LINE_BYTES = 400, PACKET_SIZE = 1 << 16 };

/* Standard output is a socket that keeps writes apart; read is what stood in each. */
static int out_before, read_end;

static int
set_up(void **state)
{
    int ends[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends), 0);
    fflush(stdout);
    out_before = dup(STDOUT_FILENO);
    assert_int_equal(dup2(ends[1], STDOUT_FILENO), STDOUT_FILENO);
    close(ends[1]);
    read_end = ends[0];
    screen_forget();
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    dup2(out_before, STDOUT_FILENO);
    close(out_before);
    close(read_end);
    return 0;
}

/* Lines of that letter, more than any buffer between takes at once. */
static void
show(char letter)
{
    struct buf text = { 0 };

    for (int i = 0; i < LINES; i++) {
        for (int k = 0; k < LINE_BYTES; k++)
            buf_put_byte(&text, (uint8_t)letter);
        buf_put_byte(&text, '\n');
    }
    screen_show(buf_str(&text));
    buf_free(&text);
}

static size_t
letters_of_next_write(char letter)
{
    static char packet[PACKET_SIZE];
    ssize_t len = recv(read_end, packet, sizeof packet, 0);
    size_t count = 0;

    for (ssize_t i = 0; i < len; i++)
        count += packet[i] == letter;
    return count;
}

static void
screen__is_written_with_one_write(void **state)
{
    size_t first, second, nothing;

    (void)state;
    show('a');
    show('b');
    first = letters_of_next_write('a');
    second = letters_of_next_write('b');
    nothing = letters_of_next_write('b');
    assert_int_equal(first, LINES * LINE_BYTES);
    assert_int_equal(second, LINES * LINE_BYTES);
    assert_int_equal(nothing, 0);
}

static void
screen__that_is_shown_again_is_not_written_again(void **state)
{
    size_t first, second;

    (void)state;
    show('a');
    show('a');
    first = letters_of_next_write('a');
    second = letters_of_next_write('a');
    assert_int_equal(first, LINES * LINE_BYTES);
    assert_int_equal(second, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(screen__is_written_with_one_write, set_up, tear_down),
        cmocka_unit_test_setup_teardown(screen__that_is_shown_again_is_not_written_again, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("screen", tests, NULL, NULL);
}
