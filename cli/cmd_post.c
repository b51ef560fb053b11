/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/columns.h"
#include "cli/daemon_words.h"
#include "cli/dial.h"
#include "cli/interrupt.h"
#include "cli/lang.h"
#include "cli/cmdline.h"
#include "cli/import/import_options.h"
#include "cli/import/import_post.h"
#include "cli/import/import_report.h"
#include "cli/post_stream.h"
#include "cli/post_totals.h"
#include "cli/post_wait.h"
#include "cli/progress.h"
#include "cli/vocabulary.h"
#include "cli/places.h"
#include "lib/base/mem.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum key { KEY_FORMAT = 0x200, KEY_WAIT, KEY_TIMEOUT };
enum format { FORMAT_TEXT, FORMAT_JSON, FORMATS };
enum { STATUS_INTERRUPTED = 128 + SIGINT, TIMEOUT_MOST = 1000000 };

static const struct str formats[FORMATS] = { STR_INIT("text"), STR_INIT("json") };

struct post_options {
    struct cmdline base;
    struct import_options import;
    char **files;
    size_t file_count;
    int format;
    bool wants_wait, is_quiet, is_verbose;
    uint64_t timeout; /* seconds; 0: none */
};

static const struct argp_option argp_options[] = {
    { "wait", KEY_WAIT, NULL, 0, N_("returns when the figures hold what was posted"), 0 },
    { "timeout", KEY_TIMEOUT, N_("SECONDS"), 0, N_("with --wait: gives up after that time"), 0 },
    { "format", KEY_FORMAT, N_("FORMAT"), 0, N_("json prints the totals on standard output, for programs"), 0 },
    { "quiet", 'q', NULL, 0, N_("no bar and no totals; refused lines are named all the same"), 0 },
    { "verbose", 'v', NULL, 0, N_("the totals even when nobody watches"), 0 },
    { 0 },
};

static void
add_file(struct post_options *options, char *name)
{
    options->files = mem_resize(options->files, (options->file_count + 1) * sizeof *options->files);
    options->files[options->file_count++] = name;
}

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct post_options *options = state->input;

    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = state->child_inputs[1] = state->input;
        return 0;
    case KEY_FORMAT:
        return cmdline_choice(state, "format", value, formats, FORMATS, &options->format);
    case KEY_WAIT:
        options->wants_wait = true;
        return 0;
    case KEY_TIMEOUT:
        return cmdline_number(state, "timeout", value, 1, TIMEOUT_MOST, &options->timeout);
    case 'q':
        options->is_quiet = true;
        return 0;
    case 'v':
        options->is_verbose = true;
        return 0;
    case ARGP_KEY_ARG:
        add_file(options, value);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t
parse_import(int key, char *value, struct argp_state *state)
{
    struct post_options *options = state->input;

    return import_options_parse(&options->import, key, value, state);
}

static const struct argp import_argp = { .options = import_argp_options, .parser = parse_import };
static const struct argp_child children[] = {
    { .argp = &import_argp, .header = N_("Tables:") },
    { .argp = &places_argp, .header = N_("Options of every command:") },
    { 0 },
};
static const struct argp argp = { .options = argp_options, .parser = parse, .children = children };

struct session {
    struct post_input input;
    struct post_stream stream;
    struct progress progress;
    struct import_post *tables; /* NULL: the files are lines already */
};

static void
put_place(const struct session *session, const struct reply *reply, struct buf *text)
{
    const char *name = "?";
    uint64_t line = reply->line;

    if (session->tables) {
        import_put_place(&session->tables->import, line, reply->path, text);
        buf_put_str(text, STR(": "));
        put_refusal(text, reply->code);
        return;
    }
    post_lines_find(&session->input.lines, reply->line, &name, &line);
    columns_put(text, str_of(name));
    buf_printf(text, ":%llu: ", (unsigned long long)line);
    put_refusal(text, reply->code);
    buf_put_str(text, reply->path.len > 0 ? STR(" ") : STR(""));
    columns_put(text, reply->path);
}

static void
on_refused(void *ctx, const struct reply *reply)
{
    struct session *session = ctx;
    struct buf text = { 0 };

    put_place(session, reply, &text);
    buf_put_str(&text, STR(": "));
    put_said(&text, reply->message);
    buf_put_byte(&text, '\n');
    progress_hide(&session->progress);
    fwrite(text.ptr, 1, text.len, stderr);
    buf_free(&text);
}

static void
on_moved(void *ctx)
{
    struct session *session = ctx;
    const struct progress_figures figures = { session->stream.acked, session->input.bytes, session->input.total };

    progress_show(&session->progress, &figures);
}

/* A bar would run over what a person types. */
static bool
is_typed(const struct post_options *options)
{
    bool reads_standard_input = options->file_count == 0;

    for (size_t i = 0; i < options->file_count; i++)
        reads_standard_input = reads_standard_input || strcmp(options->files[i], "-") == 0;
    return reads_standard_input && isatty(STDIN_FILENO);
}

static bool
open_input(const struct post_options *options, struct session *session, struct err *err)
{
    static char *lines[1];

    if (!session->tables)
        return post_input_open(&session->input, options->files, options->file_count, err);
    lines[0] = session->tables->path;
    return post_input_open(&session->input, lines, 1, err);
}

static bool
send_all(const struct post_options *options, struct session *session, struct err *err)
{
    char socket[PATH_MAX];
    bool done;

    if (!places_path(options->base.places, PATH_SOCKET, socket, err) || !open_input(options, session, err))
        return false;
    session->stream = (struct post_stream){ .socket = dial(socket, err),
                                            .input = &session->input,
                                            .listener = { on_refused, on_moved, session },
                                            .interrupted = interrupt_came };
    if (session->stream.socket < 0)
        return false;
    interrupt_catch_waiting();
    if (!options->is_quiet && !is_typed(options))
        progress_begin(&session->progress);
    done = post_stream_run(&session->stream, err);
    progress_hide(&session->progress);
    close(session->stream.socket);
    if (!done)
        err_wrap(err, _("%llu lines acknowledged, posting all of it again is safe"),
                 (unsigned long long)session->stream.acked);
    return done;
}

static bool
wait_for_it(const struct post_options *options, struct err *err)
{
    char db[PATH_MAX], socket[PATH_MAX];
    struct post_wait wait = { db, socket, options->timeout * 1000, interrupt_came };

    if (!options->wants_wait || interrupt_came())
        return true;
    return places_path(options->base.places, PATH_DB, db, err) &&
           places_path(options->base.places, PATH_SOCKET, socket, err) && post_wait(&wait, err);
}

static void
say_totals(const struct post_options *options, const struct post_stream *stream)
{
    struct buf text = { 0 };

    if (options->format == FORMAT_JSON) {
        post_totals_json(&text, stream);
        fwrite(text.ptr, 1, text.len, stdout);
    }
    text.len = 0;
    if (stream->is_stopped)
        buf_put_str(&text, str_of(_("interrupted: ")));
    post_totals_text(&text, stream);
    if (stream->is_stopped || (!options->is_quiet && (options->is_verbose || isatty(STDERR_FILENO))))
        fprintf(stderr, "%.*s\n", STR_ARG(buf_str(&text)));
    buf_free(&text);
}

static int
post(const struct post_options *options, struct import_post *tables, struct err *err)
{
    struct session session = { .input = { .fd = -1 }, .tables = tables };
    bool done = send_all(options, &session, err);
    int status = 0;

    if (session.stream.listener.ctx)
        say_totals(options, &session.stream);
    post_input_close(&session.input);
    if (!done || !wait_for_it(options, err))
        return 0;
    if (session.stream.counts[OUTCOME_CONFLICT] > 0 || session.stream.counts[OUTCOME_REJECTED] > 0 ||
        (tables && tables->import.totals.refused > 0))
        status = err_exit_status(ERR_INPUT);
    return interrupt_came() ? STATUS_INTERRUPTED : status;
}

/* What the rows came to; the daemon's totals follow. */
static void
say_rows(const struct post_options *options, const struct import *import)
{
    struct buf text = { 0 };

    import_put_totals(import, &text);
    if (!options->is_quiet && (options->is_verbose || isatty(STDERR_FILENO)))
        fprintf(stderr, "%.*s\n", STR_ARG(buf_str(&text)));
    buf_free(&text);
}

/* Ctrl-C while the files were read is no failure. */
static int
say_interrupted(struct err *err)
{
    if (!interrupt_came())
        return 0;
    *err = (struct err){ 0 };
    fprintf(stderr, "%s\n", _("interrupted: nothing was sent"));
    return STATUS_INTERRUPTED;
}

static int
post_tables(const struct post_options *options, struct err *err)
{
    struct import_post tables = { .named = 0 };
    const struct import *import = &tables.import;
    char db[PATH_MAX];
    int status = 0;

    if (!places_path(options->base.places, PATH_DB, db, err))
        return 0;
    if (!import_post_read(&tables, &options->import, options->files, options->file_count, db,
                          !options->is_quiet && !is_typed(options), err)) {
        status = say_interrupted(err);
    } else if (options->import.is_dry_run) {
        import_post_show(&tables, options->format == FORMAT_JSON);
        status = import->totals.refused > 0 ? err_exit_status(ERR_INPUT) : 0;
    } else {
        say_rows(options, import);
        status = post(options, &tables, err);
    }
    import_post_free(&tables);
    return status;
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct post_options options = { .base = { .places = places, .err = err } };
    int status = 0;

    if (cmdline_parse(&argp, argc, argv, &options.base))
        status = options.import.is_wanted ? post_tables(&options, err) : post(&options, NULL, err);
    free(options.files);
    import_options_free(&options.import);
    return status;
}

const struct command command_post = {
    .name = "post",
    .operands = N_("[FILE…]"),
    .summary = N_("sends events to the daemon, one a line, from files or from standard input"),
    .details = N_("Without a file, and for the file -, standard input is read. What was posted before is recognised: "
                  "posting a file again does no harm.\n"
                  "Each line that is refused is named on standard error with the reason; the others are counted.\n"
                  "With --csv the files are tables, CSV or .xlsx: a row is an event. All of them are read and checked before anything is sent; "
                  "rows that are wrong are named by row and column. The id of an event comes from what the row is about (an attendance: "
                  "activity and person), never from where it stands, so that posting a sheet again changes nothing, and posting a corrected one "
                  "corrects. turnout post --csv attendance --dry-run FILE shows what would be sent.\n"),
    .argp = &argp,
    .run = run,
};
