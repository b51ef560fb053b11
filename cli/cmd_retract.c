/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/columns.h"
#include "cli/daemon_words.h"
#include "cli/dial.h"
#include "cli/interrupt.h"
#include "cli/json_members.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/post_stream.h"
#include "cli/post_wait.h"
#include "cli/vocabulary.h"
#include "lib/base/digest.h"
#include "lib/store/log_reader.h"
#include "lib/store/reader.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum key { KEY_REV = 0x200, KEY_WAIT, KEY_BY };

struct retract_options {
    struct cmdline base;
    const char *source, *id, *by;
    uint64_t rev; /* 0: the greatest that was accepted */
    bool wants_wait;
};

static const struct argp_option argp_options[] = {
    { "rev", KEY_REV, N_("REV"), 0, N_("takes back up to this rev, also before the event is there; else all that were accepted"), 0 },
    { "by", KEY_BY, N_("CODE"), 0, N_("who takes it back: kept with the retraction"), 0 },
    { "wait", KEY_WAIT, NULL, 0, N_("returns when the figures are without it"), 0 },
    { 0 },
};

static error_t
take_operand(struct argp_state *state, struct retract_options *options, char *value)
{
    if (!options->source)
        options->source = value;
    else if (!options->id)
        options->id = value;
    else
        return cmdline_no_operand(state, value);
    return 0;
}

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct retract_options *options = state->input;

    switch (key) {
    case KEY_REV:
        return cmdline_number(state, "rev", value, 1, INT32_MAX, &options->rev);
    case KEY_BY:
        options->by = value;
        return 0;
    case KEY_WAIT:
        options->wants_wait = true;
        return 0;
    case ARGP_KEY_ARG:
        return take_operand(state, options, value);
    case ARGP_KEY_END:
        if (!options->id)
            return cmdline_refuse(state, _("say which event: turnout retract SOURCE ID, as turnout log lists them"));
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = places_children };

/* -- what the log has -- */

struct found {
    uint64_t greatest; /* rev; 0: no such event */
};

static bool
note(void *ctx, const struct log_line *line, struct err *err)
{
    struct found *found = ctx;

    (void)err;
    if (line->rev > found->greatest)
        found->greatest = line->rev;
    return true;
}

static bool
look_up(struct reader *reader, const char *source, const char *id, struct found *found, struct err *err)
{
    const struct str sources = str_of(source), ids = str_of(id);
    const struct log_filter filter = { .values = { [LOG_SOURCE] = &sources, [LOG_ID] = &ids },
                                       .counts = { [LOG_SOURCE] = 1, [LOG_ID] = 1 } };

    *found = (struct found){ 0 };
    return log_reader_each(reader, &filter, note, found, err);
}

static bool
find_rev(struct retract_options *options, struct reader *reader, struct err *err)
{
    struct found found;

    if (options->rev > 0)
        return true;
    if (!look_up(reader, options->source, options->id, &found, err))
        return false;
    options->rev = found.greatest;
    return options->rev > 0 ||
           err_set(err, ERR_INPUT,
                   _("no event %s of source %s was accepted; turnout log --source %s lists those that were, with --rev 1 it is taken back before it comes"),
                   options->id, options->source, options->source);
}

/* -- the event -- */

enum { ID_SIZE = sizeof "retract-" + 32 };

/* The same retraction has the same id. */
static void
make_id(const struct retract_options *options, char id[ID_SIZE])
{
    struct digest digest;
    unsigned char bytes[DIGEST_SIZE];
    int len = snprintf(id, ID_SIZE, "retract-");

    digest_begin(&digest);
    digest_add(&digest, options->id, strlen(options->id) + 1);
    digest_add(&digest, &options->rev, sizeof options->rev);
    digest_end(&digest, bytes);
    for (size_t i = 0; i < 16; i++, len += 2)
        snprintf(id + len, ID_SIZE - (size_t)len, "%02x", bytes[i]);
}

static void
put_event(struct buf *line, const struct retract_options *options, const char *id)
{
    char now[32];
    time_t seconds = time(NULL);
    struct tm utc;

    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &utc));
    buf_put_byte(line, '{');
    json_text(line, "specversion", STR("1.0"));
    json_text(line, "id", str_of(id));
    json_text(line, "source", str_of(options->source));
    json_text(line, "type", STR("turnout.retract"));
    json_text(line, "time", str_of(now));
    json_key(line, "data");
    buf_put_byte(line, '{');
    json_text(line, "source", str_of(options->source));
    json_text(line, "id", str_of(options->id));
    json_number(line, "rev", true, (int64_t)options->rev);
    if (options->by)
        json_text(line, "by", str_of(options->by));
    buf_put_str(line, STR("}}\n"));
}

/* -- posting it -- */

static void
on_refused(void *ctx, const struct reply *reply)
{
    struct err *err = ctx;
    struct buf why = { 0 };

    put_refusal(&why, reply->code);
    buf_put_str(&why, STR(": "));
    put_said(&why, reply->message);
    err_set(err, ERR_INPUT, "%.*s", STR_ARG(buf_str(&why)));
    buf_free(&why);
}

static void
on_moved(void *ctx)
{
    (void)ctx;
}

/* The line as a file, which is what the stream reads. */
static bool
post_line(const char *socket, const struct buf *line, struct err *err)
{
    char path[32], *names[] = { path };
    struct post_input input = { .fd = -1 };
    struct post_stream stream = { .socket = -1, .input = &input, .listener = { on_refused, on_moved, err },
                                  .interrupted = interrupt_came };
    int file = memfd_create("retraction", MFD_CLOEXEC);
    bool done = false;

    if (file < 0 || write(file, line->ptr, line->len) != (ssize_t)line->len) {
        err_set(err, ERR_INTERNAL, _("no memory for the event: %s"), strerror(errno));
        goto out;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    stream.socket = dial(socket, err);
    done = stream.socket >= 0 && post_input_open(&input, names, 1, err) && post_stream_run(&stream, err) &&
           err->code == ERR_NONE;
out:
    post_input_close(&input);
    if (stream.socket >= 0)
        close(stream.socket);
    if (file >= 0)
        close(file);
    return done;
}

static bool
wait_for_it(const struct retract_options *options, const char *db, const char *socket, struct err *err)
{
    const struct post_wait wait = { db, socket, 0, interrupt_came };

    return !options->wants_wait || post_wait(&wait, err);
}

static void
say(const struct retract_options *options, const char *text)
{
    struct buf out = { 0 };

    columns_put(&out, str_of(options->source));
    buf_put_byte(&out, ' ');
    columns_put(&out, str_of(options->id));
    buf_printf(&out, " rev %" PRIu64 ": %s\n", options->rev, text);
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
}

static bool
take_back(struct retract_options *options, struct reader *reader, const char *socket, bool *was_there, struct err *err)
{
    struct buf line = { 0 };
    struct found earlier;
    char id[ID_SIZE];
    bool done;

    if (!find_rev(options, reader, err))
        return false;
    make_id(options, id);
    if (!look_up(reader, options->source, id, &earlier, err))
        return false;
    *was_there = earlier.greatest > 0;
    if (*was_there)
        return true;
    put_event(&line, options, id);
    done = post_line(socket, &line, err);
    buf_free(&line);
    return done;
}

static void
retract(struct retract_options *options, struct err *err)
{
    char db[PATH_MAX], socket[PATH_MAX];
    struct reader *reader;
    bool was_there = false;

    if (!places_path(options->base.places, PATH_DB, db, err) ||
        !places_path(options->base.places, PATH_SOCKET, socket, err))
        return;
    reader = reader_open(db, err);
    if (!reader)
        return;
    if (take_back(options, reader, socket, &was_there, err) && wait_for_it(options, db, socket, err))
        say(options, was_there ? _("was taken back before") : _("taken back"));
    reader_close(reader);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct retract_options options = { .base = { .places = places, .err = err } };

    if (cmdline_parse(&argp, argc, argv, &options.base))
        retract(&options, err);
    return 0;
}

const struct command command_retract = {
    .name = "retract",
    .operands = N_("SOURCE ID"),
    .summary = N_("takes an event back, as if it had not been posted"),
    .details = N_("Source and id are those that turnout log lists. The event stays in the log; posting it again with a higher rev brings it "
                  "back. Taking back what another source posted needs the right to post as that source.\n"),
    .argp = &argp,
    .run = run,
};
