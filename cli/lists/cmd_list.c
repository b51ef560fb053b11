/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/filter.h"
#include "cli/filter_check.h"
#include "cli/lang.h"
#include "cli/lists/list_print.h"
#include "cli/output.h"
#include "cli/places.h"

enum key { KEY_UNIT = 0x200 };

static const unsigned formats = 1u << OUTPUT_TEXT | 1u << OUTPUT_JSON | 1u << OUTPUT_CSV | 1u << OUTPUT_MD;

struct list_options {
    struct output output;
    struct report_filter filter;
    int list; /* CODE_LISTS: none was named */
};

static const struct argp_option argp_options[] = {
    { "unit", KEY_UNIT, N_("CODE"), 0, N_("only what has figures in this unit; CODE/ is the unit and all below it"), 0 },
    { 0 },
};

/* One is said as well as many. */
static error_t
choose(const struct argp_state *state, const char *value, int *list)
{
    for (int i = 0; i < CODE_LISTS; i++)
        if (str_eq(code_list_columns[i][0], str_of(value))) {
            *list = i;
            return 0;
        }
    return cmdline_operand(state, _("what to list"), value, code_list_names, CODE_LISTS, list);
}

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct list_options *options = state->input;

    switch (key) {
    case KEY_UNIT:
        filter_add(&options->filter, FILTER_UNIT, str_of(value));
        return 0;
    case ARGP_KEY_ARG:
        return options->list < CODE_LISTS ? cmdline_no_operand(state, value) : choose(state, value, &options->list);
    case ARGP_KEY_NO_ARGS:
        return cmdline_refuse(state, _("say what to list: turnout list units, teams, categories, groups, indicators or periods"));
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = output_open_children };

static bool
print(const struct list_options *options, struct listed_code *codes, size_t count, struct arena *arena, struct err *err)
{
    const struct page page = output_page(&options->output);
    enum code_list list = (enum code_list)options->list;
    struct buf out = { 0 };
    bool done;

    list_name(list, codes, count);
    if (options->output.format == OUTPUT_JSON)
        list_json(&out, list, codes, count);
    else if (options->output.format == OUTPUT_CSV)
        list_csv(&out, list, codes, count);
    else
        list_text(&out, list, codes, count, &page, arena);
    done = output_write(&options->output, buf_str(&out), err);
    buf_free(&out);
    return done;
}

static bool
show(struct list_options *options, const char *path, struct arena *arena, struct err *err)
{
    struct reader *reader = reader_open(path, err);
    struct listed_code *codes;
    size_t count;
    bool done;

    if (!reader)
        return false;
    done = filter_check(reader, &options->filter, arena, err) &&
           code_list_read(reader, (enum code_list)options->list, &options->filter, arena, &codes, &count, err);
    reader_close(reader);
    return done && print(options, codes, count, arena, err);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct list_options options = { .output = { .base = { .places = places, .err = err }, .formats = formats }, .list = CODE_LISTS };
    struct arena arena = { 0 };
    char path[PATH_MAX];

    if (cmdline_parse(&argp, argc, argv, &options.output.base) && output_check(&options.output, err) &&
        places_path(places, PATH_DB, path, err))
        show(&options, path, &arena, err);
    filter_free(&options.filter);
    arena_free(&arena);
    return 0;
}

const struct command command_list = {
    .name = "list",
    .operands = N_("units|teams|categories|groups|indicators|periods"),
    .summary = N_("lists codes and what they are called: what reports can be asked for"),
    .details = N_("Units stand below each other as in the tree. With --unit those of the others that have figures there.\n"
                  "Reads the database; the daemon may be down.\n"),
    .argp = &argp,
    .run = run,
};
