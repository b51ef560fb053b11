/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/complaints.h"
#include "cli/format_option.h"
#include "cli/interrupt.h"
#include "cli/lang.h"
#include "cli/operands.h"
#include "cli/places.h"
#include "cli/plugin_advice.h"
#include "cli/plugin_load.h"

#include <stdio.h>
#include <stdlib.h>

enum key { KEY_NO_SHIPPED = 0x200 };

struct check_options {
    struct cmdline base;
    struct operands paths;
    bool no_shipped;
};

static const struct argp_option argp_options[] = {
    { "no-shipped", KEY_NO_SHIPPED, NULL, 0, N_("without the rules that ship beside them"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct check_options *options = state->input;

    switch (key) {
    case KEY_NO_SHIPPED:
        options->no_shipped = true;
        return 0;
    case ARGP_KEY_ARG:
        operands_add(&options->paths, value);
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = format_children };

/* Faults that are about none of the named ones are somebody else's. */
static void
complain(const struct plugin_load *load, struct complaints *complaints)
{
    const struct plugin_source *source;

    for (size_t i = 0; i < load->ruleset.fault_count; i++)
        if (plugin_load_is_named(load, &load->ruleset.faults[i], &source))
            complaints_add_fault(complaints, source, load->ruleset.faults[i].message);
    plugin_advise(load, complaints);
}

static void
put_sum(struct buf *out, unsigned long plugins, unsigned long errors, unsigned long warnings)
{
    buf_printf(out, ngettext("%lu plugin", "%lu plugins", plugins), plugins);
    buf_printf(out, ", ");
    buf_printf(out, ngettext("%lu error", "%lu errors", errors), errors);
    buf_printf(out, ", ");
    buf_printf(out, ngettext("%lu warning", "%lu warnings", warnings), warnings);
    buf_put_byte(out, '\n');
}

static void
print_text(const struct plugin_load *load, const struct complaints *complaints)
{
    struct buf out = { 0 };

    complaints_text(complaints, &out);
    put_sum(&out, load->named_count, complaints_count(complaints, NULL, false), complaints_count(complaints, NULL, true));
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
}

static json_t *
names_of(const struct plugin_load *load, int place)
{
    json_t *names = json_array();

    for (size_t i = 0; i < load->ruleset.indicator_count; i++)
        if ((int)load->ruleset.indicators[i].plugin == place)
            json_array_append_new(names, json_string(load->ruleset.indicators[i].name.ptr));
    return names;
}

static void
print_json(const struct plugin_load *load, const struct complaints *complaints)
{
    json_t *list = json_array();
    char *text;

    for (size_t i = 0; i < load->named_count; i++) {
        const struct plugin_source *source = &load->sources[i];
        int place = plugin_load_place(load, source);
        struct str name = place < 0 ? plugin_source_name(source->path) : load->ruleset.plugins[place].name;

        json_array_append_new(list, json_pack("{s:s%,s:s%,s:b,s:s?,s:o,s:o,s:o}", "plugin", name.ptr, name.len, "path", source->path.ptr,
                                              source->path.len, "loads", place >= 0, "version",
                                              place < 0 ? NULL : load->ruleset.plugins[place].version.ptr, "indicators", names_of(load, place),
                                              "errors", complaints_json(complaints, source, false), "warnings",
                                              complaints_json(complaints, source, true)));
    }
    text = json_dumps(list, JSON_INDENT(1));
    printf("%s\n", text);
    free(text);
    json_decref(list);
}

static int
check(const struct check_options *options, struct err *err)
{
    struct plugin_load load = { 0 };
    struct complaints complaints = { 0 };
    int status = 0;

    if (plugin_load_find(&load, options->paths.words, options->paths.count, !options->no_shipped, err) && plugin_load_run(&load, err)) {
        complain(&load, &complaints);
        if (options->base.wants_json)
            print_json(&load, &complaints);
        else
            print_text(&load, &complaints);
        if (complaints_count(&complaints, NULL, false) > 0)
            status = err_exit_status(ERR_RULE);
    }
    complaints_free(&complaints);
    plugin_load_free(&load);
    return status;
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct check_options options = { .base = { .places = places, .err = err } };
    int status = 0;

    interrupt_catch();
    if (cmdline_parse(&argp, argc, argv, &options.base))
        status = check(&options, err);
    operands_free(&options.paths);
    return status;
}

const struct command command_plugin_check = {
    .name = "plugin check",
    .operands = N_("[PATH…]"),
    .summary = N_("says what is wrong with rules, without a daemon: do they load, are their types and limits kept"),
    .details = N_("PATH is a plugin's folder or file, or a folder of plugins; without one the rules that ship are looked at. "
                  "A plugin takes the place of a shipped one of the same name.\n"
                  "Warnings are about what is probably not meant: a figure without a title of its own, a README or a case, a category that no case has.\n"
                  "Exit status: 0, or 65 when something does not load.\n"),
    .argp = &argp,
    .run = run,
};
