/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/dial.h"
#include "cli/format_option.h"
#include "cli/lang.h"
#include "cli/cmdline.h"
#include "cli/places.h"
#include "cli/status_costs.h"
#include "cli/status_view.h"
#include "cli/terminal.h"
#include "lib/store/reader.h"

#include <stdio.h>
#include <unistd.h>

enum key { KEY_REJECTED = 0x200 };

struct status_options {
    struct cmdline base;
    bool wants_rejected;
};

static const struct argp_option argp_options[] = {
    { "rejected", KEY_REJECTED, NULL, 0, N_("lists the lines that were refused, with the reasons"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct status_options *options = state->input;

    switch (key) {
    case KEY_REJECTED:
        options->wants_rejected = true;
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = format_children };

static bool
put_status(struct buf *out, struct reader *reader, const struct status_options *options, struct arena *arena,
           struct err *err)
{
    const struct page page = { .width = terminal_width(STDOUT_FILENO), .has_colour = terminal_has_colour(STDOUT_FILENO) };
    struct store_status status;
    char socket[PATH_MAX];
    json_t *plugins;
    bool answers;

    if (!places_path(options->base.places, PATH_SOCKET, socket, err) ||
        !reader_status(reader, arena, &status, err))
        return false;
    answers = dial_answers(socket);
    plugins = answers ? status_costs_ask(options->base.places) : NULL;
    if (options->base.wants_json)
        status_json(out, &status, answers, plugins);
    else
        status_text(out, &status, answers, plugins, &page, arena);
    json_decref(plugins);
    return true;
}

static bool
put_refused(struct buf *out, struct reader *reader, const struct status_options *options, struct arena *arena,
            struct err *err)
{
    struct refused_line *lines;
    size_t count;

    if (!reader_refused(reader, arena, &lines, &count, err))
        return false;
    if (options->base.wants_json)
        refused_json(out, lines, count);
    else
        refused_text(out, lines, count);
    return true;
}

static void
show(const struct status_options *options, const char *path, struct arena *arena, struct err *err)
{
    struct reader *reader = reader_open(path, err);
    struct buf out = { 0 };

    if (!reader)
        return;
    if (options->wants_rejected ? put_refused(&out, reader, options, arena, err)
                                : put_status(&out, reader, options, arena, err))
        fwrite(out.ptr, 1, out.len, stdout);
    reader_close(reader);
    buf_free(&out);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct status_options options = { .base = { .places = places, .err = err } };
    struct arena arena = { 0 };
    char path[PATH_MAX];

    if (cmdline_parse(&argp, argc, argv, &options.base) && places_path(places, PATH_DB, path, err))
        show(&options, path, &arena, err);
    arena_free(&arena);
    return 0;
}

const struct command command_status = {
    .name = "status",
    .summary = N_("says whether the daemon runs, how far the figures are, and what became of the events"),
    .details = N_("Reads the database; the daemon may be down.\n"),
    .argp = &argp,
    .run = run,
};
