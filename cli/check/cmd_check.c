/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/check/check_print.h"
#include "cli/cmdline.h"
#include "cli/filter.h"
#include "cli/filter_check.h"
#include "cli/format_option.h"
#include "cli/full_access.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/suppression.h"
#include "lib/store/pace_facts.h"
#include "lib/store/rule_settings.h"

#include <stdio.h>

enum key { KEY_FILTER = 0x200, KEY_FULL = KEY_FILTER + FILTERS };

struct check_options {
    struct cmdline base;
    struct report_filter filter;
    bool quiet, full;
};

static const struct argp_option argp_options[] = {
    { "unit", KEY_FILTER + FILTER_UNIT, N_("CODE"), 0, N_("only this unit; CODE/ is the unit and all below it"), 0 },
    { "period", KEY_FILTER + FILTER_PERIOD, N_("PERIOD"), 0, N_("only this period: 2025, 2025H1, 2025Q3, 2025-07"), 0 },
    { "indicator", KEY_FILTER + FILTER_INDICATOR, N_("NAME"), 0, N_("only this indicator"), 0 },
    { "team", KEY_FILTER + FILTER_TEAM, N_("CODE"), 0, N_("of this team, not of the unit as a whole"), 0 },
    { "category", KEY_FILTER + FILTER_CATEGORY, N_("CODE"), 0, N_("of this category, not of the unit as a whole"), 0 },
    { "group", KEY_FILTER + FILTER_GROUP, N_("CODE"), 0, N_("of this group, not of the unit as a whole"), 0 },
    { "quiet", 'q', NULL, 0, N_("prints nothing: the exit status says it"), 0 },
    { "full", KEY_FULL, NULL, 0, N_("judges small numbers of people as well"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct check_options *options = state->input;

    if (filter_take(&options->filter, key - KEY_FILTER, value))
        return 0;
    switch (key) {
    case 'q':
        options->quiet = true;
        return 0;
    case KEY_FULL:
        options->full = true;
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = format_children };

/* ---- what the judge has to know ---- */

struct looking {
    struct reader *reader;
    struct arena *arena;
    struct pace_facts facts;
    struct rule_settings settings;
    struct str *prorated; /* read when somebody asks */
    size_t prorated_count;
    bool has_prorated;
};

static bool
is_prorated(struct looking *looking, struct str indicator, bool *prorated, struct err *err)
{
    if (!looking->has_prorated &&
        !pace_facts_prorated(looking->reader, looking->arena, &looking->prorated, &looking->prorated_count, err))
        return false;
    looking->has_prorated = true;
    *prorated = str_find(indicator, looking->prorated, looking->prorated_count) >= 0;
    return true;
}

/* What is paced by its days may have a target that is the share of them already: that is looked up when it matters. */
static bool
judge(struct looking *looking, const struct report_row *row, struct check_result *result, struct err *err)
{
    struct check_about about = {
        .grows = str_find(row->figure.indicator, looking->facts.growing, looking->facts.growing_count) >= 0,
        .is_paused = row->stale_plugin.ptr != NULL,
        .year_start_month = looking->settings.year_start_month,
    };

    if (!day_parse(row->day, &about.day))
        return err_set(err, ERR_STORE, _("the as-of day %.*s is none"), STR_ARG(row->day));
    *result = check_judge(row, &about);
    if (result->verdict != CHECK_ON_PACE)
        return true;
    if (!is_prorated(looking, row->figure.indicator, &about.is_prorated, err))
        return false;
    *result = check_judge(row, &about);
    return true;
}

/* ---- rows ---- */

static bool
add_up(struct looking *looking, const struct report_row *rows, size_t count, struct check_summary *summary, struct err *err)
{
    summary->all = arena_array(looking->arena, count + 1, sizeof *summary->all);
    for (size_t i = 0; i < count; i++) {
        struct checked *checked = &summary->all[summary->count];
        if (!summary->day.ptr || !rows[i].stale_plugin.ptr)
            summary->day = rows[i].day; /* one that stays as it was is of an earlier day */
        if (!check_applies(&rows[i]))
            continue;
        checked->row = &rows[i];
        if (!judge(looking, &rows[i], &checked->result, err))
            return false;
        summary->counts[checked->result.verdict]++;
        if (checked->result.verdict > summary->worst)
            summary->worst = checked->result.verdict;
        summary->count++;
    }
    if (summary->count == 0)
        summary->worst = CHECK_UNKNOWN;
    return true;
}

static bool
read_all(struct looking *looking, const struct check_options *options, struct check_summary *summary, struct err *err)
{
    struct report_row *rows;
    uint64_t log;
    size_t count;

    return pace_facts_read(looking->reader, looking->arena, &looking->facts, err) &&
           rule_settings_get(looking->reader, looking->arena, &looking->settings, err) &&
           reader_report(looking->reader, &options->filter, looking->arena, &rows, &count, err) &&
           (options->full || suppression_hide(looking->reader, &options->filter, rows, count, looking->arena, err)) &&
           add_up(looking, rows, count, summary, err) &&
           reader_positions(looking->reader, &log, &summary->position, err);
}

/* Rows of teams, categories and groups when somebody asks for them; closed periods are judged by what was closed. */
static void
narrow(struct report_filter *filter)
{
    static const enum filter_kind parts[] = { FILTER_TEAM, FILTER_CATEGORY, FILTER_GROUP };
    bool asked = false;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        asked |= filter->counts[parts[i]] > 0;
    for (size_t i = 0; !asked && i < sizeof parts / sizeof *parts; i++)
        filter_add(filter, parts[i], STR("-"));
    filter_add(filter, FILTER_KIND, STR("draft"));
    filter_add(filter, FILTER_KIND, STR("official"));
}

static bool
look(struct check_options *options, const char *path, struct arena *arena, struct check_summary *summary, struct err *err)
{
    struct looking looking = { .reader = reader_open(path, err), .arena = arena };
    bool done;

    if (!looking.reader)
        return false;
    done = filter_check(looking.reader, &options->filter, arena, err) && filter_choose_year(&options->filter, looking.reader, arena, err);
    narrow(&options->filter);
    done = done && reader_begin(looking.reader, err) && read_all(&looking, options, summary, err);
    reader_end(looking.reader);
    reader_close(looking.reader);
    return done;
}

static void
print(const struct check_options *options, const struct check_summary *summary, struct arena *arena)
{
    struct buf out = { 0 };

    if (options->quiet)
        return;
    if (options->base.wants_json)
        check_json(&out, summary);
    else
        check_text(&out, summary, arena);
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct check_options options = { .base = { .places = places, .err = err } };
    struct check_summary summary = { 0 };
    struct arena arena = { 0 };
    char path[PATH_MAX];
    int status = 0;

    if (cmdline_parse(&argp, argc, argv, &options.base) && places_path(places, PATH_DB, path, err) &&
        (!options.full || full_access(path, argc, argv, err)) && look(&options, path, &arena, &summary, err)) {
        print(&options, &summary, &arena);
        status = check_exit_status(summary.worst);
    }
    filter_free(&options.filter);
    arena_free(&arena);
    return status;
}

const struct command command_check = {
    .name = "check",
    .summary = N_("says for cron and monitoring whether every target is met"),
    .details = N_("The exit status is 0 when every target is met, or on its way to be met; 1: one is at risk, behind the pace of an open period; 2: one is missed, or cannot be met any more; 3: of one nothing can be said. Of several the worst counts: missed, unknown, at risk.\n"
                  "Without --period it is the latest year. Small numbers of people are not judged, but unknown; --full judges them.\n"),
    .argp = &argp,
    .run = run,
};
