/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/filter.h"
#include "cli/filter_check.h"
#include "cli/full_access.h"
#include "cli/lang.h"
#include "cli/new_file.h"
#include "cli/places.h"
#include "cli/rule_process.h"
#include "cli/summary/data.h"
#include "cli/summary/paper_docx.h"
#include "cli/summary/paper_html.h"
#include "cli/summary/paper_md.h"
#include "cli/summary/template_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum key { KEY_UNIT = 0x200, KEY_PERIOD, KEY_FORMAT, KEY_SOURCES, KEY_OUT, KEY_TEMPLATE, KEY_FULL };
enum format { FORMAT_MD, FORMAT_HTML, FORMAT_DOCX, FORMAT_JSON, FORMATS };

static const struct str formats[FORMATS] = { STR_INIT("md"), STR_INIT("html"), STR_INIT("docx"), STR_INIT("json") };

struct summary_options {
    struct cmdline base;
    struct report_filter filter; /* of its kinds unit and period */
    int format;
    bool has_sources, full;
    const char *out, *template; /* or NULL */
};

static const struct argp_option argp_options[] = {
    { "unit", KEY_UNIT, N_("CODE"), 0, N_("of this unit"), 0 },
    { "period", KEY_PERIOD, N_("PERIOD"), 0, N_("over this period: 2025, 2025H1, 2025Q3, 2025-07; else the latest year"), 0 },
    { "format", KEY_FORMAT, N_("FORMAT"), 0, N_("md, html or docx (by pandoc); json is what a template is given"), 0 },
    { "sources", KEY_SOURCES, NULL, 0, N_("with a footnote for every figure and event it stands on"), 0 },
    { "out", KEY_OUT, N_("FILE"), 0, N_("to this file, which is replaced as a whole; else to standard output"), 0 },
    { "template", KEY_TEMPLATE, N_("FILE"), 0, N_("worded by this file instead of the one that ships"), 0 },
    { "full", KEY_FULL, NULL, 0, N_("small numbers of people, too; for those who may, and logged"), 0 },
    { 0 },
};

static error_t
parse_one(struct summary_options *options, enum filter_kind kind, const char *name, char *value, struct argp_state *state)
{
    if (options->filter.counts[kind] > 0)
        return cmdline_refuse(state, _("--%s: one at a time: %.*s or %s"), name, STR_ARG(options->filter.values[kind][0]), value);
    filter_add(&options->filter, kind, str_of(value));
    return 0;
}

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct summary_options *options = state->input;

    switch (key) {
    case KEY_UNIT:
        return parse_one(options, FILTER_UNIT, "unit", value, state);
    case KEY_PERIOD:
        return parse_one(options, FILTER_PERIOD, "period", value, state);
    case KEY_FORMAT:
        return cmdline_choice(state, "format", value, formats, FORMATS, &options->format);
    case KEY_SOURCES:
        options->has_sources = true;
        return 0;
    case KEY_OUT:
        options->out = value;
        return 0;
    case KEY_TEMPLATE:
        options->template = value;
        return 0;
    case KEY_FULL:
        options->full = true;
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = places_children };

static bool
check(const struct summary_options *options, struct err *err)
{
    struct str unit = options->filter.counts[FILTER_UNIT] > 0 ? options->filter.values[FILTER_UNIT][0] : (struct str){ 0 };

    if (unit.len == 0)
        return err_set(err, ERR_USAGE, "%s", _("say of which unit: turnout summary --unit U --period P"));
    if (unit.ptr[unit.len - 1] == '/')
        return err_set(err, ERR_USAGE, _("--unit: a summary is of one unit; that of %.*s tells of those below it, too"), (int)unit.len - 1,
                       unit.ptr);
    if (options->format == FORMAT_DOCX && !options->out && isatty(STDOUT_FILENO))
        return err_set(err, ERR_USAGE, "%s", _("a docx is no text for a terminal: name a file with --out"));
    return true;
}

/* ---- reading ---- */

static bool
read_data(struct summary_options *options, const char *path, struct arena *arena, json_t **data, struct err *err)
{
    struct reader *reader = reader_open(path, err);
    struct report_filter *filter = &options->filter;
    bool done;

    if (!reader)
        return false;
    done = filter_check(reader, filter, arena, err) && filter_choose_year(filter, reader, arena, err) &&
           (filter->counts[FILTER_PERIOD] > 0 || err_set(err, ERR_INPUT, _("there is nothing to summarise: %s has no figures"), path)) &&
           summary_data(reader, filter->values[FILTER_UNIT][0], filter->values[FILTER_PERIOD][0], options->full, arena, data, err);
    reader_close(reader);
    return done;
}

/* ---- writing ---- */

static bool
word(const struct summary_options *options, const char *data, struct arena *arena, struct document *document, struct err *err)
{
    char path[PATH_MAX];
    struct buf text = { 0 };
    struct template_request request;
    bool done = template_file_read(options->template, path, &text, err);

    request = (struct template_request){ .file = str_of(path), .text = buf_str(&text), .data = str_of(data) };
    done = done && rule_process_write(&request, arena, document, err);
    buf_free(&text);
    return done;
}

static bool
format_document(const struct summary_options *options, const struct document *document, struct buf *out, struct err *err)
{
    if (options->format == FORMAT_DOCX)
        return paper_docx(out, document, options->has_sources, err);
    if (options->format == FORMAT_HTML)
        paper_html(out, document, options->has_sources);
    else
        paper_md(out, document, options->has_sources, false);
    return true;
}

static bool
write_out(const struct summary_options *options, const json_t *data, struct arena *arena, struct buf *out, struct err *err)
{
    char *text = json_dumps(data, options->format == FORMAT_JSON ? JSON_INDENT(1) : JSON_COMPACT);
    struct document document;
    bool done = true;

    if (options->format == FORMAT_JSON)
        buf_printf(out, "%s\n", text);
    else
        done = word(options, text, arena, &document, err) && format_document(options, &document, out, err);
    free(text);
    return done;
}

static bool
summarise(struct summary_options *options, const char *path, struct arena *arena, struct err *err)
{
    struct buf out = { 0 };
    json_t *data = NULL;
    bool done = read_data(options, path, arena, &data, err) && write_out(options, data, arena, &out, err);

    if (done && options->out)
        done = new_file_put(options->out, buf_str(&out), err);
    else if (done)
        fwrite(out.ptr, 1, out.len, stdout);
    json_decref(data);
    buf_free(&out);
    return done;
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct summary_options options = { .base = { .places = places, .err = err } };
    struct arena arena = { 0 };
    char path[PATH_MAX];

    if (cmdline_parse(&argp, argc, argv, &options.base) && check(&options, err) && places_path(places, PATH_DB, path, err) &&
        (!options.full || full_access(path, argc, argv, err)))
        summarise(&options, path, &arena, err);
    filter_free(&options.filter);
    arena_free(&arena);
    return 0;
}

const struct command command_summary = {
    .name = "summary",
    .summary = N_("writes the yearly activity summary of a unit, from the figures, for a secretary to sign"),
    .details = N_("Every number is one of turnout report; with --sources each has a footnote that says which. What was not reported is said to be missing.\n"
                  "The wording is a template in Lua: zh.lua or en.lua in ~/.config/turnout/summary or /etc/turnout/summary, else the one that ships.\n"),
    .argp = &argp,
    .run = run,
};
