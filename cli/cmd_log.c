/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/columns.h"
#include "cli/json_members.h"
#include "cli/lang.h"
#include "cli/log_ndjson.h"
#include "cli/places.h"
#include "lib/base/mem.h"
#include "lib/store/log_reader.h"
#include "lib/store/reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum key { KEY_FORMAT = 0x200, KEY_FROM, KEY_TO, KEY_FIELD /* + enum log_field */ };
enum format { FORMAT_TEXT, FORMAT_NDJSON, FORMAT_JSON, FORMATS };
enum { STATES = 5, FLUSH_AT = 1 << 16 };

static const struct str formats[FORMATS] = { STR_INIT("text"), STR_INIT("ndjson"), STR_INIT("json") };
static const struct str states[STATES] = { STR_INIT("applied"), STR_INIT("superseded"), STR_INIT("retracted"),
                                           STR_INIT("inactive"), STR_INIT("pending") };

struct log_options {
    struct cmdline base;
    int format;
    struct log_filter filter;
    struct str *values[LOG_FIELDS]; /* those of the filter */
};

static const struct argp_option argp_options[] = {
    { "state", KEY_FIELD + LOG_STATE, N_("STATE"), 0, N_("only events that are applied, superseded, retracted, inactive or pending"), 0 },
    { "source", KEY_FIELD + LOG_SOURCE, N_("SOURCE"), 0, N_("only events of this source"), 0 },
    { "id", KEY_FIELD + LOG_ID, N_("ID"), 0, N_("only events of this id: every rev of them"), 0 },
    { "type", KEY_FIELD + LOG_TYPE, N_("TYPE"), 0, N_("only events of this type: turnout.attendance, or attendance alone"), 0 },
    { "activity", KEY_FIELD + LOG_ACTIVITY, N_("CODE"), 0, N_("only events that name this activity"), 0 },
    { "unit", KEY_FIELD + LOG_UNIT, N_("CODE"), 0, N_("only events of this unit"), 0 },
    { "from", KEY_FROM, N_("POSITION"), 0, N_("from this log position on"), 0 },
    { "to", KEY_TO, N_("POSITION"), 0, N_("up to and with this log position"), 0 },
    { "format", KEY_FORMAT, N_("FORMAT"), 0, N_("text (for people), ndjson (to be posted again) or json (with position and state, one a line)"), 0 },
    { 0 },
};

static void
add_value(struct log_options *options, enum log_field field, struct str value)
{
    size_t count = options->filter.counts[field]++;

    options->values[field] = mem_resize(options->values[field], (count + 1) * sizeof *options->values[field]);
    options->values[field][count] = value;
    options->filter.values[field] = options->values[field];
}

static error_t
add_state(struct argp_state *state, const char *value)
{
    int choice;
    error_t result = cmdline_choice(state, "state", value, states, STATES, &choice);

    if (result == 0)
        add_value(state->input, LOG_STATE, states[choice]);
    return result;
}

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct log_options *options = state->input;

    switch (key) {
    case KEY_FORMAT:
        return cmdline_choice(state, "format", value, formats, FORMATS, &options->format);
    case KEY_FROM:
        return cmdline_number(state, "from", value, 1, INT64_MAX, &options->filter.from);
    case KEY_TO:
        return cmdline_number(state, "to", value, 1, INT64_MAX, &options->filter.to);
    case KEY_FIELD + LOG_STATE:
        return add_state(state, value);
    case KEY_FIELD + LOG_SOURCE ... KEY_FIELD + LOG_UNIT:
        add_value(options, (enum log_field)(key - KEY_FIELD), str_of(value));
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = places_children };

/* -- lines -- */

/* "attendance" is meant as "turnout.attendance", too; other people's types are named whole. */
static void
add_own_types(struct log_options *options, struct arena *arena)
{
    size_t given = options->filter.counts[LOG_TYPE];

    for (size_t i = 0; i < given; i++) {
        struct str type = options->values[LOG_TYPE][i];
        if (!str_starts(type, STR("turnout.")))
            add_value(options, LOG_TYPE, arena_printf(arena, "turnout.%.*s", STR_ARG(type)));
    }
}

static void
put_json(struct buf *out, const struct log_line *line)
{
    buf_put_byte(out, '{');
    json_number(out, "seq", true, (int64_t)line->seq);
    json_text(out, "source", line->source);
    json_text(out, "id", line->id);
    json_number(out, "rev", true, (int64_t)line->rev);
    json_text(out, "type", line->type);
    json_text(out, "time", line->time);
    json_text(out, "local_date", line->local_date);
    json_text(out, "precision", line->precision);
    json_text(out, "unit", line->unit);
    json_text(out, "state", line->state);
    json_text(out, "recorded_at", line->recorded_at);
    json_key(out, "data");
    buf_put_str(out, line->data);
    buf_put_str(out, STR("}\n"));
}

/* A text that is not there is a dash, so that the columns stay. */
static void
put_word(struct buf *out, struct str word, size_t width)
{
    columns_pad(out, word.ptr ? word : STR("–"), width, ALIGN_LEFT);
    buf_put_str(out, STR("  "));
}

static void
put_text(struct buf *out, const struct log_line *line)
{
    buf_printf(out, "%8llu  ", (unsigned long long)line->seq);
    put_word(out, line->state, 10);
    put_word(out, line->local_date, 10);
    put_word(out, line->type, 26);
    columns_put(out, line->source);
    buf_put_byte(out, ' ');
    columns_put(out, line->id);
    if (line->rev != 1)
        buf_printf(out, " rev %llu", (unsigned long long)line->rev);
    buf_put_str(out, STR("  "));
    columns_put(out, line->data);
    buf_put_byte(out, '\n');
}

struct printer {
    const struct log_options *options;
    struct buf out;
};

static bool
flush(struct buf *out, struct err *err)
{
    if (out->len > 0 && fwrite(out->ptr, 1, out->len, stdout) < out->len)
        return err_set(err, ERR_STORE, _("cannot write the output: %s"), strerror(errno));
    out->len = 0;
    return true;
}

static bool
on_line(void *ctx, const struct log_line *line, struct err *err)
{
    struct printer *printer = ctx;

    switch ((enum format)printer->options->format) {
    case FORMAT_NDJSON:
        log_ndjson_put(&printer->out, line);
        break;
    case FORMAT_JSON:
        put_json(&printer->out, line);
        break;
    default:
        put_text(&printer->out, line);
        break;
    }
    return printer->out.len < FLUSH_AT || flush(&printer->out, err);
}

static void
show(struct log_options *options, const char *path, struct err *err)
{
    struct printer printer = { .options = options };
    struct reader *reader = reader_open(path, err);
    struct arena arena = { 0 };

    if (!reader)
        return;
    add_own_types(options, &arena);
    if (log_reader_each(reader, &options->filter, on_line, &printer, err))
        flush(&printer.out, err);
    reader_close(reader);
    buf_free(&printer.out);
    arena_free(&arena);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct log_options options = { .base = { .places = places, .err = err } };
    char path[PATH_MAX];

    if (cmdline_parse(&argp, argc, argv, &options.base) && places_path(places, PATH_DB, path, err))
        show(&options, path, err);
    for (int field = 0; field < LOG_FIELDS; field++)
        free(options.values[field]);
    return 0;
}

const struct command command_log = {
    .name = "log",
    .summary = N_("lists the accepted events in the order of their acceptance"),
    .details = N_("Reads the database; the daemon may be down.\n"
                  "What --format ndjson prints gives the same figures when it is posted to an empty store. Persons stand there "
                  "under their numbers.\n"),
    .argp = &argp,
    .run = run,
};
