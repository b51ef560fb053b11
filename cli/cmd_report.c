/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/filter.h"
#include "cli/filter_check.h"
#include "cli/full_access.h"
#include "cli/crosstab/axes.h"
#include "cli/crosstab/crosstab.h"
#include "cli/crosstab/selection.h"
#include "cli/html/html_page.h"
#include "cli/lang.h"
#include "cli/output.h"
#include "cli/places.h"
#include "cli/report_beside.h"
#include "cli/report_csv.h"
#include "cli/report_json.h"
#include "cli/report_rows.h"
#include "cli/report_text.h"
#include "cli/sheets/report_sheets.h"

enum key { KEY_FILTER = 0x200, KEY_OFFICIAL = KEY_FILTER + FILTERS, KEY_BY, KEY_NO_EXPLAIN };
enum { OFFICIAL_MOST = 1000000 };

static const unsigned formats = 1u << OUTPUT_TEXT | 1u << OUTPUT_JSON | 1u << OUTPUT_CSV | 1u << OUTPUT_XLSX | 1u << OUTPUT_MD | 1u << OUTPUT_HTML;

struct report_options {
    struct output output;
    struct report_filter filter;
    struct axes axes;
    bool no_explain; /* of a page: without what lies behind the figures */
};

static const struct argp_option argp_options[] = {
    { "unit", KEY_FILTER + FILTER_UNIT, N_("CODE"), 0, N_("only this unit; CODE/ is the unit and all below it"), 0 },
    { "period", KEY_FILTER + FILTER_PERIOD, N_("PERIOD"), 0, N_("only this period: 2025, 2025H1, 2025Q3, 2025-07"), 0 },
    { "indicator", KEY_FILTER + FILTER_INDICATOR, N_("NAME"), 0, N_("only this indicator"), 0 },
    { "team", KEY_FILTER + FILTER_TEAM, N_("CODE"), 0, N_("only this team; - is the rows without one"), 0 },
    { "category", KEY_FILTER + FILTER_CATEGORY, N_("CODE"), 0, N_("only this category; - is the rows without one"), 0 },
    { "group", KEY_FILTER + FILTER_GROUP, N_("CODE"), 0, N_("only this group; - is the rows without one"), 0 },
    { "kind", KEY_FILTER + FILTER_KIND, N_("KIND"), 0, N_("only draft, official (of closed periods) or revised figures"), 0 },
    { "official", KEY_OFFICIAL, N_("NUMBER"), 0, N_("what the first, second ... close of a period froze, though it was opened again"), 0 },
    { "by", KEY_BY, N_("ROWS,COLUMNS"), 0, N_("as a table of unit, team, category, group, indicator, month, quarter, half, year or period against another of these"), 0 },
    { "no-explain", KEY_NO_EXPLAIN, NULL, 0, N_("html without what lies behind the figures: quicker where the log is long"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct report_options *options = state->input;

    if (filter_take(&options->filter, key - KEY_FILTER, value))
        return 0;
    switch (key) {
    case KEY_OFFICIAL:
        return cmdline_number(state, "official", value, 1, OFFICIAL_MOST, &options->filter.official);
    case KEY_BY:
        return axes_parse(str_of(value), &options->axes, options->output.base.err) ? 0 : EINVAL;
    case KEY_NO_EXPLAIN:
        options->no_explain = true;
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = output_children };

/* Text is about one year, what is handed on too; programs get all they did not filter. */
static enum report_scope
choose_scope(const struct output *output)
{
    switch (output->format) {
    case OUTPUT_JSON:
    case OUTPUT_CSV:
        return SCOPE_FILTER;
    case OUTPUT_XLSX:
        return SCOPE_YEAR_PARTS;
    default:
        return SCOPE_YEAR;
    }
}

static bool
is_for_people(const struct output *output)
{
    return output->format == OUTPUT_TEXT || output->format == OUTPUT_MD;
}

static bool
names_one(const struct report_filter *filter, enum filter_kind kind)
{
    for (size_t i = 0; i < filter->counts[kind]; i++)
        if (!str_eq(filter->values[kind][i], STR("-")))
            return true;
    return false;
}

static struct report_view
choose_view(const struct report_options *options)
{
    struct report_view view = { .page = output_page(&options->output) };

    view.in_full[BREAKDOWN_TEAM] = names_one(&options->filter, FILTER_TEAM);
    view.in_full[BREAKDOWN_CATEGORY] = names_one(&options->filter, FILTER_CATEGORY);
    view.in_full[BREAKDOWN_GROUP] = names_one(&options->filter, FILTER_GROUP);
    view.has_all_indicators = options->filter.counts[FILTER_INDICATOR] > 0;
    return view;
}

/* What was read for the report. */
struct found {
    struct report_row *rows;
    size_t count;
    struct report_view view; /* of text and Markdown */
    struct selection table;  /* with --by */
};

static struct str
only_period(const struct report_filter *filter)
{
    return filter->counts[FILTER_PERIOD] == 1 ? filter->values[FILTER_PERIOD][0] : (struct str){ 0 };
}

static bool
print_rows(const struct report_options *options, const struct found *found, struct arena *arena, struct err *err)
{
    struct buf out = { 0 };
    bool done = true;

    switch (options->output.format) {
    case OUTPUT_JSON:
        report_json(&out, found->rows, found->count);
        break;
    case OUTPUT_CSV:
        report_csv(&out, found->rows, found->count);
        break;
    case OUTPUT_XLSX:
        done = report_sheets(&out, found->rows, found->count, only_period(&options->filter), arena, err);
        break;
    default:
        if (options->axes.is_given)
            crosstab_print(&out, &found->table, &found->view.page, arena);
        else
            report_text(&out, found->rows, found->count, &found->view, arena);
    }
    done = done && output_write(&options->output, buf_str(&out), err);
    buf_free(&out);
    return done;
}

/* With --by: what has a place in the table; programs get no totals, which are figures of another breakdown or period. */
static bool
read_table(struct reader *reader, struct report_options *options, struct found *found, struct arena *arena, struct err *err)
{
    bool for_people = is_for_people(&options->output);

    if (for_people && !filter_choose_year(&options->filter, reader, arena, err))
        return false;
    if (!axes_filter(&options->axes, &options->filter, reader, arena, err) ||
        !report_rows_read(reader, &options->filter, SCOPE_FILTER, options->output.full, arena, &found->rows, &found->count, err))
        return false;
    found->table = selection_make(&options->axes, found->rows, found->count,
                                  !for_people || options->axes.rows == AXIS_INDICATOR || options->filter.counts[FILTER_INDICATOR] > 0,
                                  for_people, arena);
    found->rows = arena_array(arena, found->table.count + 1, sizeof *found->rows);
    for (found->count = 0; found->count < found->table.count; found->count++)
        found->rows[found->count] = *found->table.cells[found->count].row;
    return true;
}

static bool
read_figures(struct reader *reader, struct report_options *options, struct found *found, struct arena *arena, struct err *err)
{
    const struct output *output = &options->output;

    if (!report_rows_read(reader, &options->filter, choose_scope(output), output->full, arena, &found->rows, &found->count, err))
        return false;
    return !is_for_people(output) ||
           report_read_beside(&found->view, reader, &options->filter, found->rows, found->count, output->full, arena, err);
}

/* In one transaction, so that what is hidden is decided on the figures that are printed, and what stands beside them is of the same moment. */
static bool
read_all(struct reader *reader, struct report_options *options, struct found *found, struct arena *arena, struct err *err)
{
    bool done;

    if (!reader_begin(reader, err))
        return false;
    found->view = choose_view(options);
    done = options->axes.is_given ? read_table(reader, options, found, arena, err) : read_figures(reader, options, found, arena, err);
    reader_end(reader);
    return done;
}

static bool
put_page(struct report_options *options, struct reader *reader, const char *path, struct arena *arena, struct err *err)
{
    const struct html_subject subject = {
        .places = options->output.base.places, .db = path, .full = options->output.full, .no_explain = options->no_explain,
    };
    struct buf out = { 0 };
    bool done = filter_choose_year(&options->filter, reader, arena, err) &&
                html_report(&out, &subject, reader, &options->filter, arena, err) &&
                output_write(&options->output, buf_str(&out), err);

    buf_free(&out);
    return done;
}

static bool
put_rows(struct report_options *options, struct reader *reader, struct arena *arena, struct err *err)
{
    struct found found = { 0 };

    return read_all(reader, options, &found, arena, err) && print_rows(options, &found, arena, err);
}

static bool
report(struct report_options *options, const char *path, struct arena *arena, struct err *err)
{
    struct reader *reader = reader_open(path, err);
    bool done;

    if (!reader)
        return false;
    done = filter_check(reader, &options->filter, arena, err);
    if (done && options->output.format == OUTPUT_HTML)
        done = put_page(options, reader, path, arena, err);
    else if (done)
        done = put_rows(options, reader, arena, err);
    reader_close(reader);
    return done;
}

/* A workbook has its own comparison of units. */
static bool
check_axes(const struct report_options *options, struct err *err)
{
    int format = options->output.format;

    if (!options->axes.is_given || is_for_people(&options->output) || format == OUTPUT_JSON || format == OUTPUT_CSV)
        return true;
    return err_set(err, ERR_USAGE, _("--by makes tables of text and md, and orders json and csv; other formats compare units by themselves"));
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct report_options options = { .output = { .base = { .places = places, .err = err }, .formats = formats } };
    struct arena arena = { 0 };
    char path[PATH_MAX];

    if (cmdline_parse(&argp, argc, argv, &options.output.base) && output_check(&options.output, err) &&
        check_axes(&options, err) && places_path(places, PATH_DB, path, err) &&
        (!options.output.full || full_access(path, argc, argv, err)))
        report(&options, path, &arena, err);
    filter_free(&options.filter);
    arena_free(&arena);
    return 0;
}

const struct command command_report = {
    .name = "report",
    .summary = N_("shows the figures: who took part, of how many, and what is missing to the target"),
    .details = N_("Without --period the text shows the latest year. A filter may be given several times; one that is "
                  "not given filters nothing.\n"
                  "People are counted by name; behind the number stand the bounds between which the true one lies when "
                  "some were only counted by head: 2325 [2325–2410]. Of the boxes ■ is done, □ is missing, ▣ and ▢ are "
                  "the same while the time is not over.\n"
                  "--by makes a table: units against indicators (--by unit,indicator), teams against months (--by team,month). "
                  "Totals are figures of their own, of the whole unit or period: people are never added up.\n"),
    .argp = &argp,
    .run = run,
};
