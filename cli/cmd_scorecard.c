/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/filter.h"
#include "cli/filter_check.h"
#include "cli/full_access.h"
#include "cli/html/html_page.h"
#include "cli/lang.h"
#include "cli/output.h"
#include "cli/places.h"
#include "cli/score_csv.h"
#include "cli/score_json.h"
#include "cli/score_suppression.h"
#include "cli/score_text.h"
#include "cli/sheets/score_sheets.h"
#include "lib/base/nearest.h"
#include "lib/store/reader.h"

enum key { KEY_UNIT = 0x200, KEY_TEAM, KEY_PERIOD, KEY_CARD, KEY_KIND, KEY_OFFICIAL, KEY_COMPONENTS };
enum { OFFICIAL_MOST = 1000000 };

static const unsigned formats = 1u << OUTPUT_TEXT | 1u << OUTPUT_JSON | 1u << OUTPUT_XLSX | 1u << OUTPUT_MD | 1u << OUTPUT_HTML | 1u << OUTPUT_CSV;

struct scorecard_options {
    struct output output;
    struct report_filter filter; /* FILTER_INDICATOR holds the cards */
    bool in_full; /* with components */
};

static const struct argp_option argp_options[] = {
    { "unit", KEY_UNIT, N_("CODE"), 0, N_("only this unit; CODE/ is the unit and all below it"), 0 },
    { "team", KEY_TEAM, N_("CODE"), 0, N_("only this team; - is the scores of units"), 0 },
    { "period", KEY_PERIOD, N_("PERIOD"), 0, N_("only this period: 2025, 2025H1, 2025Q3, 2025-07"), 0 },
    { "card", KEY_CARD, N_("NAME"), 0, N_("only this scorecard"), 0 },
    { "kind", KEY_KIND, N_("KIND"), 0, N_("only draft, official (of closed periods) or revised scores"), 0 },
    { "official", KEY_OFFICIAL, N_("NUMBER"), 0, N_("what the first, second ... close of a period froze, though it was opened again"), 0 },
    { "components", KEY_COMPONENTS, NULL, 0, N_("each score with all its components, not only the list"), 0 },
    { 0 },
};

static bool
parse_filter(struct scorecard_options *options, int key, const char *value)
{
    static const enum filter_kind kinds[] = { FILTER_UNIT, FILTER_TEAM, FILTER_PERIOD, FILTER_INDICATOR, FILTER_KIND };

    if (key < KEY_UNIT || key > KEY_KIND)
        return false;
    filter_add(&options->filter, kinds[key - KEY_UNIT], str_of(value));
    return true;
}

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct scorecard_options *options = state->input;

    if (parse_filter(options, key, value))
        return 0;
    switch (key) {
    case KEY_COMPONENTS:
        options->in_full = true;
        return 0;
    case KEY_OFFICIAL:
        return cmdline_number(state, "official", value, 1, OFFICIAL_MOST, &options->filter.official);
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = output_children };

static bool
check_cards(struct reader *reader, const struct report_filter *filter, struct arena *arena, struct err *err)
{
    struct str *cards;
    size_t count;

    if (!score_reader_cards(reader, arena, &cards, &count, err))
        return false;
    for (size_t i = 0; i < filter->counts[FILTER_INDICATOR]; i++) {
        struct str card = filter->values[FILTER_INDICATOR][i];
        int near;

        if (str_find(card, cards, count) >= 0)
            continue;
        near = nearest_word(card, cards, count);
        if (near >= 0)
            return err_set(err, ERR_USAGE, _("--%s: there is no %.*s; did you mean %.*s?"), "card", STR_ARG(card), STR_ARG(cards[near]));
        return err_set(err, ERR_USAGE, _("--%s: there is no %.*s"), "card", STR_ARG(card));
    }
    return true;
}

static bool
check_filter(struct reader *reader, const struct report_filter *filter, struct arena *arena, struct err *err)
{
    struct report_filter others = *filter;

    others.counts[FILTER_INDICATOR] = 0; /* there it would be looked for among the indicators */
    return filter_check(reader, &others, arena, err) && check_cards(reader, filter, arena, err);
}

/* What people read is about one year; programs get all they did not filter. */
static bool
choose_year(struct scorecard_options *options, struct reader *reader, struct arena *arena, struct err *err)
{
    return options->output.base.wants_json || options->output.format == OUTPUT_CSV || filter_choose_year(&options->filter, reader, arena, err);
}

/* Who names a unit or a team wants to see how its score came about. */
static bool
names_one(const struct report_filter *filter)
{
    for (size_t i = 0; i < filter->counts[FILTER_UNIT]; i++)
        if (!filter_is_subtree(FILTER_UNIT, filter->values[FILTER_UNIT][i]))
            return true;
    for (size_t i = 0; i < filter->counts[FILTER_TEAM]; i++)
        if (!filter_is_none(FILTER_TEAM, filter->values[FILTER_TEAM][i]))
            return true;
    return false;
}

static bool
print_scores(const struct scorecard_options *options, const struct score_report *scores, size_t count, struct arena *arena,
             struct err *err)
{
    struct score_view view = { .page = output_page(&options->output), .in_full = options->in_full || names_one(&options->filter) };
    struct buf out = { 0 };
    bool done = true;

    switch (options->output.format) {
    case OUTPUT_JSON:
        score_json(&out, scores, count);
        break;
    case OUTPUT_CSV:
        if (options->in_full)
            score_component_csv(&out, scores, count);
        else
            score_csv(&out, scores, count);
        break;
    case OUTPUT_XLSX:
        done = score_sheets(&out, scores, count, arena, err);
        break;
    case OUTPUT_HTML:
        html_scorecard(&out, options->output.full, (struct score_report *)scores, count, arena);
        break;
    default:
        score_text(&out, scores, count, &view, arena);
    }
    done = done && output_write(&options->output, buf_str(&out), err);
    buf_free(&out);
    return done;
}

/* One transaction, so that what is hidden is decided on the figures behind the scores. */
static bool
read_scores(struct reader *reader, const struct scorecard_options *options, struct score_report **scores, size_t *count,
            struct arena *arena, struct err *err)
{
    const struct report_filter *filter = &options->filter;
    bool done = reader_begin(reader, err) && score_reader_report(reader, filter, arena, scores, count, err) &&
                (options->output.full || score_suppression_apply(reader, filter, *scores, *count, arena, err));

    reader_end(reader);
    return done;
}

static bool
show(struct scorecard_options *options, const char *path, struct arena *arena, struct err *err)
{
    struct reader *reader = reader_open(path, err);
    struct score_report *scores;
    size_t count;
    bool done;

    if (!reader)
        return false;
    done = check_filter(reader, &options->filter, arena, err) && choose_year(options, reader, arena, err) &&
           read_scores(reader, options, &scores, &count, arena, err);
    reader_close(reader);
    return done && print_scores(options, scores, count, arena, err);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct scorecard_options options = { .output = { .base = { .places = places, .err = err }, .formats = formats } };
    struct arena arena = { 0 };
    char path[PATH_MAX];

    if (cmdline_parse(&argp, argc, argv, &options.output.base) && output_check(&options.output, err) && places_path(places, PATH_DB, path, err) &&
        (!options.output.full || full_access(path, argc, argv, err)))
        show(&options, path, &arena, err);
    filter_free(&options.filter);
    arena_free(&arena);
    return 0;
}

const struct command command_scorecard = {
    .name = "scorecard",
    .summary = N_("shows the scores: points for each component, total, grade and rank"),
    .details = N_("Without --period the text shows the latest year. Of several scores the list is shown, by rank; with --unit or "
                  "--team, or --components, each of them with its components. The printed points add up by hand.\n"
                  "Where a self-assessment was declared it stands between the full and the computed points, and what differs "
                  "from it is shown.\n"),
    .argp = &argp,
    .run = run,
};
