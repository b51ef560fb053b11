/* SPDX-License-Identifier: MIT */
#include "cli/watch/screen.h"

#include "cli/terminal.h"
#include "lib/base/buf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { HEIGHT_DEFAULT = 24 };

static struct {
    bool is_on, is_registered, is_known; /* is_known: `shown` is what stands there */
    struct termios before;
    struct buf shown;
} screen;

/* With one write, so that the terminal draws one screen after the other and never a part of one. */
static void
say(struct str text)
{
    fflush(stdout);
    while (text.len > 0) {
        ssize_t done = write(STDOUT_FILENO, text.ptr, text.len);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return; /* a terminal that is gone is seen where keys are read */
        text.ptr += done;
        text.len -= (size_t)done;
    }
}

/* Signals still come from keys; what is typed is not echoed and not waited for. */
static void
raw_keys(void)
{
    struct termios raw;

    if (tcgetattr(STDIN_FILENO, &screen.before) != 0)
        return;
    raw = screen.before;
    raw.c_lflag &= (tcflag_t) ~(ICANON | ECHO);
    raw.c_cc[VMIN] = 0;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

void
screen_enter(void)
{
    if (screen.is_on)
        return;
    if (!screen.is_registered)
        atexit(screen_leave);
    screen.is_registered = screen.is_on = true;
    raw_keys();
    say(STR("\033[?1049h\033[?25l\033[H\033[2J")); /* the other screen, no cursor, empty */
    screen_forget();
}

void
screen_leave(void)
{
    if (!screen.is_on)
        return;
    screen.is_on = false;
    say(STR("\033[?25h\033[?1049l"));
    tcsetattr(STDIN_FILENO, TCSADRAIN, &screen.before);
    buf_free(&screen.shown);
}

struct screen_size
screen_size(void)
{
    struct winsize size = { 0 };

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0)
        size.ws_row = HEIGHT_DEFAULT;
    return (struct screen_size){ terminal_width(STDOUT_FILENO), size.ws_row };
}

void
screen_forget(void)
{
    screen.is_known = false;
}

/* Takes the next line off the front, without its newline. */
static bool
next_line(struct str *rest, struct str *line)
{
    const char *end = rest->len > 0 ? memchr(rest->ptr, '\n', rest->len) : NULL;
    size_t len = end ? (size_t)(end - rest->ptr) : rest->len;

    if (rest->len == 0)
        return false;
    *line = (struct str){ rest->ptr, len };
    rest->ptr += len + (end != NULL);
    rest->len -= len + (end != NULL);
    return true;
}

void
screen_show(struct str text)
{
    struct str rest = text, before = screen.is_known ? buf_str(&screen.shown) : (struct str){ 0 };
    size_t height = screen_size().height;
    struct buf out = { 0 };

    if (!screen.is_known)
        buf_put_str(&out, STR("\033[2J"));
    for (size_t row = 1; row <= height; row++) {
        struct str now = { 0 }, was = { 0 };
        bool has_now = next_line(&rest, &now), had = next_line(&before, &was);
        if ((has_now || had) && !(has_now == had && str_eq(now, was)))
            buf_printf(&out, "\033[%zu;1H%.*s\033[0m\033[K", row, STR_ARG(now));
    }
    say(buf_str(&out));
    buf_free(&out);
    screen.shown.len = 0;
    buf_put_str(&screen.shown, text);
    screen.is_known = true;
}
