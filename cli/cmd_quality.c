/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/filter.h"
#include "cli/filter_check.h"
#include "cli/full_access.h"
#include "cli/html/html_page.h"
#include "cli/lang.h"
#include "cli/output.h"
#include "cli/places.h"
#include "cli/quality_csv.h"
#include "cli/quality_json.h"
#include "cli/quality_report.h"
#include "cli/quality_text.h"
#include "cli/sheets/quality_sheets.h"
#include "lib/model/quality_rule.h"

#include <string.h>

enum key { KEY_UNIT = 0x200, KEY_CHECK };

static const unsigned formats = 1u << OUTPUT_TEXT | 1u << OUTPUT_JSON | 1u << OUTPUT_XLSX | 1u << OUTPUT_MD | 1u << OUTPUT_HTML | 1u << OUTPUT_CSV;

struct quality_options {
    struct output output;
    struct report_filter filter; /* FILTER_INDICATOR: the check */
};

static const struct argp_option argp_options[] = {
    { "unit", KEY_UNIT, N_("CODE"), 0, N_("only this unit; CODE/ is the unit and all below it"), 0 },
    { "check", KEY_CHECK, N_("NAME"), 0, N_("only what this check found"), 0 },
    { 0 },
};

/* Those that a plugin turns on, and what is found of paused plugins whatever it does. */
static error_t
add_check(struct argp_state *state, struct quality_options *options, const char *value)
{
    struct str names[QUALITY_CHECKS + 1];
    error_t wrong;
    int check;

    memcpy(names, quality_check_names, sizeof quality_check_names);
    names[QUALITY_CHECKS] = STR("stale_figures");
    wrong = cmdline_choice(state, "check", value, names, QUALITY_CHECKS + 1, &check);
    if (wrong == 0)
        filter_add(&options->filter, FILTER_INDICATOR, str_of(value));
    return wrong;
}

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct quality_options *options = state->input;

    switch (key) {
    case KEY_UNIT:
        filter_add(&options->filter, FILTER_UNIT, str_of(value));
        return 0;
    case KEY_CHECK:
        return add_check(state, options, value);
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = output_children };

static bool
print(const struct quality_options *options, const struct quality_report *report, struct arena *arena, struct err *err)
{
    const struct page page = output_page(&options->output);
    struct buf out = { 0 };
    bool done = true;

    switch (options->output.format) {
    case OUTPUT_JSON:
        quality_json(&out, report, arena);
        break;
    case OUTPUT_CSV:
        quality_csv(&out, report);
        break;
    case OUTPUT_XLSX:
        done = quality_sheets(&out, report, arena, err);
        break;
    case OUTPUT_HTML:
        html_quality(&out, options->output.full, report, arena);
        break;
    default:
        quality_text(&out, report, &page, arena);
    }
    done = done && output_write(&options->output, buf_str(&out), err);
    buf_free(&out);
    return done;
}

static void
show(struct quality_options *options, const char *path, struct arena *arena, struct err *err)
{
    struct report_filter units = options->filter;
    struct quality_report report = { 0 };
    struct reader *reader = reader_open(path, err);
    bool done;

    if (!reader)
        return;
    units.counts[FILTER_INDICATOR] = 0; /* checks are not indicators */
    done = filter_check(reader, &units, arena, err) && reader_begin(reader, err) &&
           quality_report_read(reader, &options->filter, options->output.full, arena, &report, err);
    reader_end(reader);
    reader_close(reader);
    if (done)
        print(options, &report, arena, err);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct quality_options options = { .output = { .base = { .places = places, .err = err }, .formats = formats } };
    struct arena arena = { 0 };
    char path[PATH_MAX];

    if (cmdline_parse(&argp, argc, argv, &options.output.base) && output_check(&options.output, err) && places_path(places, PATH_DB, path, err) &&
        (!options.output.full || full_access(path, argc, argv, err)))
        show(&options, path, &arena, err);
    filter_free(&options.filter);
    arena_free(&arena);
    return 0;
}

const struct command command_quality = {
    .name = "quality",
    .summary = N_("shows what in the data somebody should look at, and the plan check"),
    .details = N_("Findings stand in order of how grave they are, each with the events that are behind it as source/id. "
                  "They stand for a log position of their own: while many events come, they may be some seconds older than the figures.\n"
                  "Small numbers of people are hidden as in reports; --full shows them.\n"
                  "What is looked for, and from when on it speaks, is set by the plugin quality.\n"),
    .argp = &argp,
    .run = run,
};
