/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/explain_ask.h"
#include "cli/explain_hide.h"
#include "cli/explain_lists.h"
#include "cli/explain_replay.h"
#include "cli/explain_text.h"
#include "cli/format_option.h"
#include "cli/full_access.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/terminal.h"
#include "lib/store/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum key { KEY_UNIT = 0x200, KEY_PERIOD, KEY_TEAM, KEY_CATEGORY, KEY_GROUP, KEY_EVENTS, KEY_ALL, KEY_FULL, KEY_WIDTH };
enum { WIDTH_LEAST = 20, WIDTH_MOST = 1000 };
/* Sessions (and records) of a measure that are listed without --all: as many as one reads, as many as a program may want. */
enum { LISTED_IN_TEXT = 40, LISTED_IN_JSON = 300 };

struct explain_options {
    struct cmdline base;
    struct explain_question question;
    bool full, all;
    uint64_t width; /* 0: that of the terminal */
};

static const struct argp_option argp_options[] = {
    { "unit", KEY_UNIT, N_("CODE"), 0, N_("of this unit"), 0 },
    { "period", KEY_PERIOD, N_("PERIOD"), 0, N_("over this period: 2025, 2025H1, 2025Q3, 2025-07"), 0 },
    { "team", KEY_TEAM, N_("CODE"), 0, N_("of this team; its unit need not be named"), 0 },
    { "category", KEY_CATEGORY, N_("CODE"), 0, N_("of this category"), 0 },
    { "group", KEY_GROUP, N_("CODE"), 0, N_("of this group"), 0 },
    { "events", KEY_EVENTS, NULL, 0, N_("with the log position of every attendance (in json)"), 0 },
    { "all", KEY_ALL, NULL, 0, N_("every session and record, not only those with the most people"), 0 },
    { "full", KEY_FULL, NULL, 0, N_("small numbers of people, too; for those who may, and logged"), 0 },
    { "width", KEY_WIDTH, N_("COLUMNS"), 0, N_("the width of the text; else that of the terminal"), 0 },
    { 0 },
};

static bool
parse_code(struct explain_question *question, int key, const char *value)
{
    struct str *const codes[] = { &question->unit, &question->period, &question->team, &question->category, &question->group };

    if (key < KEY_UNIT || key > KEY_GROUP)
        return false;
    *codes[key - KEY_UNIT] = str_of(value);
    return true;
}

static error_t
parse_indicator(struct explain_options *options, char *value, struct argp_state *state)
{
    if (options->question.indicator.ptr)
        return cmdline_refuse(state, _("one indicator at a time: %.*s or %s"), STR_ARG(options->question.indicator), value);
    options->question.indicator = str_of(value);
    return 0;
}

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct explain_options *options = state->input;

    if (parse_code(&options->question, key, value))
        return 0;
    switch (key) {
    case KEY_EVENTS:
        options->question.events = true;
        return 0;
    case KEY_ALL:
        options->all = true;
        return 0;
    case KEY_FULL:
        options->full = true;
        return 0;
    case KEY_WIDTH:
        return cmdline_number(state, "width", value, WIDTH_LEAST, WIDTH_MOST, &options->width);
    case ARGP_KEY_ARG:
        return parse_indicator(options, value, state);
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = format_children };

static bool
check(const struct explain_options *options, struct err *err)
{
    if (!options->question.indicator.ptr)
        return err_set(err, ERR_USAGE, "%s", _("say which indicator or scorecard: turnout explain education_coverage --unit U --period P"));
    if (!options->question.unit.ptr && !options->question.team.ptr)
        return err_set(err, ERR_USAGE, "%s", _("say of which unit (--unit) or team (--team)"));
    if (!options->question.period.ptr)
        return err_set(err, ERR_USAGE, "%s", _("say over which period: --period 2025, 2025H1, 2025Q3 or 2025-07"));
    return true;
}

/* The daemon has everything at hand; without one the command does the same by itself. */
static bool
get(const struct explain_options *options, const char *db_path, json_t **answer, struct err *err)
{
    struct explain_question question = options->question;
    bool no_daemon;

    question.limit = options->all ? 0 : options->base.wants_json ? LISTED_IN_JSON : LISTED_IN_TEXT;
    if (explain_ask(options->base.places, &question, answer, &no_daemon, err))
        return true;
    if (!no_daemon)
        return false;
    *err = (struct err){ 0 };
    return explain_replay(db_path, &question, answer, err);
}

static bool
hide_small(json_t *answer, const char *path, struct arena *arena, struct err *err)
{
    struct reader *reader = reader_open(path, err);
    bool done = reader && reader_begin(reader, err) && explain_hide(answer, reader, arena, err);

    if (reader) {
        reader_end(reader);
        reader_close(reader);
    }
    return done;
}

static void
print_json(const json_t *answer)
{
    char *text = json_dumps(answer, JSON_INDENT(1));

    puts(text);
    free(text);
}

static void
print(const struct explain_options *options, json_t *answer, struct arena *arena)
{
    struct page page = { .width = (size_t)options->width, .has_colour = terminal_has_colour(STDOUT_FILENO) };
    struct buf out = { 0 };

    if (options->base.wants_json) {
        print_json(answer);
        return;
    }
    if (page.width == 0)
        page.width = terminal_width(STDOUT_FILENO);
    if (!options->all)
        explain_cut_lists(answer, LISTED_IN_TEXT);
    explain_print_text(&out, answer, &page, arena);
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct explain_options options = { .base = { .places = places, .err = err } };
    struct arena arena = { 0 };
    json_t *answer = NULL;
    char path[PATH_MAX];

    if (cmdline_parse(&argp, argc, argv, &options.base) && check(&options, err) && places_path(places, PATH_DB, path, err) &&
        (!options.full || full_access(path, argc, argv, err)) && get(&options, path, &answer, err) &&
        (options.full || hide_small(answer, path, &arena, err)))
        print(&options, answer, &arena);
    json_decref(answer);
    arena_free(&arena);
    return 0;
}

const struct command command_explain = {
    .name = "explain",
    .operands = N_("INDICATOR"),
    .summary = N_("says how a figure or a score came about, and what is missing"),
    .details = N_("The figure as in the report, the sessions and events behind it with their log positions, the rule, the target and where it comes from, "
                  "and what is still possible.\n"
                  "Of more sessions than one reads those with the most people are listed; --all lists every one.\n"
                  "Small numbers of people are hidden as in the report; those of single sessions, too.\n"),
    .argp = &argp,
    .run = run,
};
