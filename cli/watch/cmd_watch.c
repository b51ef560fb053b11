/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/filter.h"
#include "cli/filter_check.h"
#include "cli/format_option.h"
#include "cli/full_access.h"
#include "cli/interrupt.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/terminal.h"
#include "cli/watch/screen.h"
#include "cli/watch/watch_lines.h"
#include "cli/watch/watch_state.h"
#include "cli/watch/watch_view.h"
#include "lib/base/clock.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum key { KEY_FILTER = 0x200, KEY_FULL = KEY_FILTER + FILTERS, KEY_COUNT };
enum { WAKE_EVERY_MS = 1000, READ_EVERY_MS = 500, COUNT_MOST = 1000000 };

struct watch_options {
    struct cmdline base;
    struct report_filter filter;
    bool full;
    uint64_t count; /* 0: on and on */
};

static const struct argp_option argp_options[] = {
    { "unit", KEY_FILTER + FILTER_UNIT, N_("CODE"), 0, N_("only this unit; CODE/ is the unit and all below it"), 0 },
    { "indicator", KEY_FILTER + FILTER_INDICATOR, N_("NAME"), 0, N_("only this indicator"), 0 },
    { "period", KEY_FILTER + FILTER_PERIOD, N_("PERIOD"), 0, N_("only this period: 2025, 2025H1, 2025Q3, 2025-07"), 0 },
    { "count", KEY_COUNT, N_("NUMBER"), 0, N_("ends after so many changes"), 0 },
    { "full", KEY_FULL, NULL, 0, N_("shows small numbers of people as well"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct watch_options *options = state->input;

    switch (key) {
    case KEY_FILTER + FILTER_UNIT:
    case KEY_FILTER + FILTER_INDICATOR:
    case KEY_FILTER + FILTER_PERIOD:
        filter_add(&options->filter, (enum filter_kind)(key - KEY_FILTER), str_of(value));
        return 0;
    case KEY_COUNT:
        return cmdline_number(state, "count", value, 1, COUNT_MOST, &options->count);
    case KEY_FULL:
        options->full = true;
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = format_children };

/* ---- signals of a terminal ---- */

static volatile sig_atomic_t resized, stopped;

static void
on_resized(int signal)
{
    (void)signal;
    resized = 1;
}

static void
on_stopped(int signal)
{
    (void)signal;
    stopped = 1;
}

/* Let in where it waits, as those of interrupt.h. */
static void
catch_signals(void)
{
    struct sigaction resize = { .sa_handler = on_resized }, stop = { .sa_handler = on_stopped };
    sigset_t signals;

    sigemptyset(&signals);
    sigaddset(&signals, SIGWINCH);
    sigaddset(&signals, SIGTSTP);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    sigaction(SIGWINCH, &resize, NULL);
    sigaction(SIGTSTP, &stop, NULL);
    interrupt_catch_waiting();
}

/* Ctrl-Z gives the terminal back meanwhile. */
static void
rest_a_while(void)
{
    stopped = 0;
    screen_leave();
    raise(SIGSTOP);
    screen_enter();
}

/* ---- looking on ---- */

struct watching {
    const struct watch_options *options;
    struct watch_state state;
    bool on_screen, ends, has_news, is_due; /* is_due: figures are to be read, has_news: something is to be said */
    int64_t read_ms;
    uint64_t said;
};

static void
say(struct watching *watching)
{
    struct screen_size size = watching->on_screen ? screen_size() : (struct screen_size){ 0 };
    struct buf out = { 0 };

    if (watching->on_screen) {
        watch_view(&out, &watching->state, size.width, size.height, terminal_has_colour(STDOUT_FILENO));
        screen_show(buf_str(&out));
    } else if (watching->has_news) {
        (watching->options->base.wants_json ? watch_json : watch_lines)(&out, &watching->state);
        fwrite(out.ptr, 1, out.len, stdout);
        watching->ends |= fflush(stdout) != 0;
    }
    watching->said += watching->has_news;
    watching->has_news = false;
    if (watching->options->count > 0 && watching->said >= watching->options->count)
        watching->ends = true;
    buf_free(&out);
}

static bool
was_published(const json_t *before, const json_t *now)
{
    return !json_equal(json_object_get(before, "published"), json_object_get(now, "published")) ||
           !json_equal(json_object_get(before, "day"), json_object_get(now, "day")) ||
           !json_equal(json_object_get(before, "faults"), json_object_get(now, "faults"));
}

/* A few times a second at most: they are whole tables. */
static void
read_figures(struct watching *watching)
{
    int64_t now = clock_ms();

    if (!watching->is_due || (watching->read_ms > 0 && now - watching->read_ms < READ_EVERY_MS))
        return;
    watching->is_due = false;
    watching->read_ms = now;
    watching->state.trouble.code = ERR_NONE;
    watch_figures_read(&watching->state.figures, &watching->state.trouble);
    watching->has_news = true;
}

static void
note_lost(struct watching *watching)
{
    time_t now = time(NULL);
    struct tm local;

    localtime_r(&now, &local);
    strftime(watching->state.lost_at, sizeof watching->state.lost_at, "%H:%M:%S", &local);
    watching->state.is_lost = watching->has_news = true;
    watch_link_close(&watching->state.link);
}

static bool
hear(struct watching *watching, struct err *err)
{
    struct watch_state *state = &watching->state;
    json_t *before = json_incref(state->link.news);
    bool changed, good = watch_link_read(&state->link, &changed, err);

    if (changed) {
        rate_note(&state->rate, clock_ms(), (uint64_t)json_integer_value(json_object_get(state->link.news, "log")));
        watching->is_due |= was_published(before, state->link.news);
        watching->has_news |= !watching->is_due; /* else when they are read */
        state->was_lost |= state->is_lost;
        state->is_lost = false;
    }
    json_decref(before);
    if (good)
        return true;
    if (err->code != ERR_UNAVAILABLE)
        return false;
    err->code = ERR_NONE; /* it comes back */
    note_lost(watching);
    return true;
}

static void
read_keys(struct watching *watching)
{
    char keys[64];
    ssize_t count = read(STDIN_FILENO, keys, sizeof keys);

    if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN))
        watching->ends = true; /* the terminal is gone: under nohup nothing else says so */
    for (ssize_t i = 0; i < count; i++)
        watching->ends |= keys[i] == 'q' || keys[i] == 'Q';
}

static int64_t
patience(const struct watching *watching)
{
    int64_t left = watching->read_ms + READ_EVERY_MS - clock_ms();

    if (!watching->is_due)
        return WAKE_EVERY_MS;
    return left > 0 ? left : 0;
}

static bool
wait_and_hear(struct watching *watching, struct err *err)
{
    struct pollfd fds[2] = { { .fd = watching->state.link.fd, .events = POLLIN }, { .fd = watching->on_screen ? STDIN_FILENO : -1, .events = POLLIN } };
    int64_t ms = patience(watching);
    struct timespec limit = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
    sigset_t none;

    sigemptyset(&none);
    if (ppoll(fds, 2, &limit, &none) <= 0)
        fds[0].revents = fds[1].revents = 0;
    if (fds[1].revents)
        read_keys(watching);
    return !fds[0].revents || hear(watching, err);
}

/* Once a round, so once a second. */
static void
reconnect(struct watching *watching)
{
    struct err again;

    if (watching->state.link.fd < 0)
        watch_link_open(&watching->state.link, watching->options->base.places, &again);
}

static void
look_on(struct watching *watching, struct err *err)
{
    while (!watching->ends && !interrupt_came()) {
        if (!wait_and_hear(watching, err))
            return;
        if (stopped)
            rest_a_while();
        if (resized)
            screen_forget();
        resized = 0;
        if (watching->state.link.news)
            read_figures(watching);
        if (watching->on_screen || watching->has_news)
            say(watching);
        reconnect(watching);
    }
}

/* Some that most people look at first; what has another name is left out by itself. */
static void
choose_headline(struct report_filter *filter)
{
    static const struct str names[] = { STR_INIT("participation_rate"), STR_INIT("education_coverage"), STR_INIT("attendances"),
                                        STR_INIT("activities"), STR_INIT("cadence_month") };
    static const enum filter_kind whole[] = { FILTER_TEAM, FILTER_CATEGORY, FILTER_GROUP };

    bool chosen = filter->counts[FILTER_INDICATOR] > 0;

    for (size_t i = 0; !chosen && i < sizeof names / sizeof *names; i++)
        filter_add(filter, FILTER_INDICATOR, names[i]);
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        filter_add(filter, whole[i], STR("-"));
    filter_add(filter, FILTER_KIND, STR("draft"));
    filter_add(filter, FILTER_KIND, STR("official"));
}

static bool
check_filter(const char *path, const struct report_filter *filter, struct err *err)
{
    struct reader *reader = reader_open(path, err);
    struct arena arena = { 0 };
    bool done = reader && filter_check(reader, filter, &arena, err);

    reader_close(reader);
    arena_free(&arena);
    return done;
}

static void
watch(struct watch_options *options, const char *path, struct err *err)
{
    struct watching watching = {
        .options = options,
        .state = { .link = { .fd = -1 }, .figures = { .db_path = path, .filter = &options->filter, .full = options->full } },
        .is_due = true,
        .on_screen = !options->base.wants_json && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO),
    };

    if (!watch_link_open(&watching.state.link, options->base.places, err) || !check_filter(path, &options->filter, err)) {
        watch_link_free(&watching.state.link);
        return;
    }
    choose_headline(&options->filter);
    catch_signals();
    if (watching.on_screen)
        screen_enter();
    look_on(&watching, err);
    screen_leave();
    watch_link_free(&watching.state.link);
    watch_figures_free(&watching.state.figures);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct watch_options options = { .base = { .places = places, .err = err } };
    char path[PATH_MAX];

    if (cmdline_parse(&argp, argc, argv, &options.base) && places_path(places, PATH_DB, path, err) &&
        (!options.full || full_access(path, argc, argv, err)))
        watch(&options, path, err);
    filter_free(&options.filter);
    return 0;
}

const struct command command_watch = {
    .name = "watch",
    .summary = N_("shows figures as they change while events arrive"),
    .details = N_("On a terminal it takes the whole screen; q or Ctrl-C ends it. Elsewhere it prints lines, with --format json an object for each change. When the daemon ends it waits for the next one.\n"
                  "Without --indicator it shows some that most people look at first, of the latest year. Small numbers of people are hidden.\n"),
    .argp = &argp,
    .run = run,
};
