/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/control_client.h"
#include "cli/format_option.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/plan_text.h"
#include "cli/plugin_change.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum key { KEY_ALL = 0x200 };

struct plan_options {
    struct cmdline base;
    bool all;
};

static const struct argp_option argp_options[] = {
    { "all", KEY_ALL, NULL, 0, N_("every figure and score that differs, not only the greatest"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct plan_options *options = state->input;

    switch (key) {
    case KEY_ALL:
        options->all = true;
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = format_children };

/* What comes before the answer. */
struct hearing {
    json_t *cells, *scores;
    bool draws, is_drawn, has_faults;
};

static void
wipe(struct hearing *hearing)
{
    if (hearing->is_drawn)
        fputs("\r\033[K", stderr);
    hearing->is_drawn = false;
}

static void
draw(struct hearing *hearing, const json_t *params)
{
    long long done = json_integer_value(json_object_get(params, "done")), total = json_integer_value(json_object_get(params, "total"));
    const char *step = json_string_value(json_object_get(params, "step"));

    if (!hearing->draws || !step || total <= 0)
        return;
    wipe(hearing);
    fprintf(stderr, step[0] == 'a' ? _("asking the rules: %lld %%") : _("computing: %lld %%"), done * 100 / total);
    fflush(stderr);
    hearing->is_drawn = true;
}

static void
on_progress(void *ctx, const json_t *params)
{
    struct hearing *hearing = ctx;
    json_t *cells = json_object_get(params, "cells"), *scores = json_object_get(params, "scores");

    if (cells)
        json_array_extend(hearing->cells, cells);
    else if (scores)
        json_array_extend(hearing->scores, scores);
    else
        draw(hearing, params);
}

static size_t
print_faults(const json_t *faults)
{
    const json_t *fault;
    size_t i;

    json_array_foreach(faults, i, fault)
        plugin_fault_print(fault);
    return json_array_size(faults);
}

static void
on_refused(void *ctx, int code, const json_t *data)
{
    struct hearing *hearing = ctx;

    (void)code;
    wipe(hearing);
    hearing->has_faults = print_faults(json_object_get(data, "faults")) > 0;
}

static void
show(const struct plan_options *options, json_t *plan, const struct hearing *hearing)
{
    const struct page page = { .width = terminal_width(STDOUT_FILENO), .has_colour = terminal_has_colour(STDOUT_FILENO) };
    struct buf out = { 0 };
    char *text;

    if (options->base.wants_json) {
        if (options->all)
            json_object_set_new(plan, "all", json_pack("{s:O,s:O}", "cells", hearing->cells, "scores", hearing->scores));
        text = json_dumps(plan, JSON_COMPACT);
        buf_printf(&out, "%s\n", text);
        free(text);
    } else {
        plan_text(&out, plan, options->all ? hearing->cells : NULL, options->all ? hearing->scores : NULL, &page);
    }
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
}

static void
plan(const struct plan_options *options, struct places *places, struct hearing *hearing, struct err *err)
{
    const struct control_listener listener = { .progressed = on_progress, .refused = on_refused, .ctx = hearing };
    json_t *result;

    if (!control_ask(places, "plan", json_pack("{s:b}", "all", options->all), &listener, &result, err)) {
        if (hearing->has_faults)
            err_set(err, ERR_RULE, _("there is nothing to compare: the rules do not load"));
        wipe(hearing);
        return;
    }
    wipe(hearing);
    show(options, result, hearing);
    if (print_faults(json_object_get(result, "faults")) > 0)
        err_set(err, ERR_RULE, _("some of these rules fail: their figures were not compared"));
    json_decref(result);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct plan_options options = { .base = { .places = places, .err = err } };
    struct hearing hearing = { .cells = json_array(), .scores = json_array(), .draws = isatty(STDERR_FILENO) };

    if (cmdline_parse(&argp, argc, argv, &options.base))
        plan(&options, places, &hearing, err);
    json_decref(hearing.cells);
    json_decref(hearing.scores);
    return 0;
}

const struct command command_plugin_plan = {
    .name = "plugin plan",
    .summary = N_("shows what the rules' files, as they are now, would change"),
    .details = N_("Nothing is changed, and posting goes on. Figures and scores by the files and by the rules in force are compared at one position of the log.\n"),
    .argp = &argp,
    .run = run,
};
