/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/case_laws.h"
#include "cli/cmdline.h"
#include "cli/columns.h"
#include "cli/differences.h"
#include "cli/format_option.h"
#include "cli/interrupt.h"
#include "cli/lang.h"
#include "cli/operands.h"
#include "cli/places.h"
#include "cli/plugin_load.h"
#include "cli/plugin_needs.h"
#include "cli/trial.h"
#include "lib/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum key { KEY_NO_SHIPPED = 0x200, KEY_NO_LAWS, KEY_ALL_DIFFERENCES };
enum { SHOWN_DIFFERENCES = 5 };

struct test_options {
    struct cmdline base;
    struct operands paths;
    bool no_shipped, no_laws, all_differences;
};

/* One run of the command. */
struct test_run {
    const struct test_options *options;
    struct plugin_load load;
    struct arena arena;
    char *folder;
    json_t *cases;     /* { plugin, file, title, ok, failures, notes } each */
    size_t done, total, failed, plugins;
    bool has_bar;
    int64_t began;
};

static const struct argp_option argp_options[] = {
    { "no-laws", KEY_NO_LAWS, NULL, 0, N_("only what the cases say, without the laws"), 0 },
    { "all", KEY_ALL_DIFFERENCES, NULL, 0, N_("all differences, not only the first five of each"), 0 },
    { "no-shipped", KEY_NO_SHIPPED, NULL, 0, N_("without the rules that ship beside them"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct test_options *options = state->input;

    switch (key) {
    case KEY_NO_LAWS:
        options->no_laws = true;
        return 0;
    case KEY_ALL_DIFFERENCES:
        options->all_differences = true;
        return 0;
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

/* ---- what is printed meanwhile ---- */

static void
hide_bar(const struct test_run *run)
{
    if (run->has_bar)
        fputs("\r\033[K", stderr);
}

static void
show_bar(const struct test_run *run, struct str path)
{
    if (!run->has_bar)
        return;
    fprintf(stderr, "\r%zu/%zu %.*s\033[K", run->done + 1, run->total, STR_ARG(path));
    fflush(stderr);
}

static void
put_differences(struct buf *out, const json_t *differences, bool all)
{
    size_t count = json_array_size(differences), shown = all || count < SHOWN_DIFFERENCES ? count : SHOWN_DIFFERENCES;

    for (size_t i = 0; i < shown; i++) {
        buf_printf(out, "    ");
        difference_text(out, json_array_get(differences, i));
        buf_put_byte(out, '\n');
    }
    if (shown < count) {
        buf_printf(out, "    ");
        buf_printf(out, ngettext("and %lu other difference (--all shows it)", "and %lu other differences (--all shows them)", count - shown),
                   (unsigned long)(count - shown));
        buf_put_byte(out, '\n');
    }
}

static const char *
law_sentence(const char *law)
{
    static const char *const sentences[LAWS] = {
        N_("does not come out as the case says:"),
        N_("published after every event, the figures are not those computed at once:"),
        N_("every event posted twice gives other figures:"),
        N_("in another order the events give other figures:"),
        N_("every event inserted and retracted leaves other figures:"),
        N_("a restart after every event gives other figures:"),
    };

    return _(sentences[str_find(str_of(law), law_names, LAWS)]);
}

static void
put_failure(struct buf *out, const json_t *failure, bool all)
{
    const char *message = json_string_value(json_object_get(failure, "message"));
    const json_t *seed = json_object_get(failure, "seed");

    buf_printf(out, "  %s", law_sentence(json_string_value(json_object_get(failure, "law"))));
    if (json_is_integer(seed))
        buf_printf(out, _(" (order %d)"), (int)json_integer_value(seed));
    buf_put_byte(out, '\n');
    if (message) {
        buf_printf(out, "    ");
        columns_put(out, (struct str){ message, strcspn(message, "\n") });
        buf_put_byte(out, '\n');
    }
    put_differences(out, json_object_get(failure, "differences"), all);
}

/* A case that fails, or that has a note, is shown as soon as it is through. */
static void
print_case(const struct test_run *run, const json_t *one)
{
    const json_t *failure, *line;
    struct buf out = { 0 };
    bool ok = json_is_true(json_object_get(one, "ok"));
    size_t i;

    if (run->options->base.wants_json || ok)
        return;
    buf_printf(&out, "%s: ", _("FAILED"));
    columns_put(&out, str_of(json_string_value(json_object_get(one, "file"))));
    if (json_is_string(json_object_get(one, "title"))) {
        buf_printf(&out, ": ");
        columns_put(&out, str_of(json_string_value(json_object_get(one, "title"))));
    }
    buf_put_byte(&out, '\n');
    json_array_foreach(json_object_get(one, "failures"), i, failure)
        put_failure(&out, failure, run->options->all_differences);
    json_array_foreach(json_object_get(one, "notes"), i, line)
        buf_printf(&out, "  %s\n", json_string_value(line));
    hide_bar(run);
    fwrite(out.ptr, 1, out.len, stdout);
    fflush(stdout);
    buf_free(&out);
}

/* ---- running ---- */

static void
keep(struct test_run *run, struct str plugin, const struct case_file *file, struct str path, json_t *failures, json_t *notes)
{
    bool ok = json_array_size(failures) == 0;
    json_t *one = json_pack("{s:s%,s:s%,s:s?,s:b,s:O,s:O}", "plugin", plugin.ptr, plugin.len, "file", path.ptr, path.len, "title",
                            file->title, "ok", ok, "failures", failures, "notes", notes);

    run->failed += !ok;
    print_case(run, one);
    json_array_append_new(run->cases, one);
}

/* What keeps a case from being tried is a failure of the case, unless the machine or the user is the reason. */
static bool
is_fatal(const struct err *err)
{
    return err->code != ERR_INPUT && err->code != ERR_RULE;
}

static void
put_message(json_t *failures, const char *text)
{
    json_array_append_new(failures, json_pack("{s:s,s:n,s:s,s:[]}", "law", law_names[LAW_CASE].ptr, "seed", "message", text, "differences"));
}

/* A worker that was ended while it was asked is gone for the cases after this one. */
static bool
revive(struct test_run *run, const bool *keeps, struct err *err)
{
    *err = (struct err){ 0 };
    return plugin_load_only(&run->load, keeps, err);
}

static bool
try_file(struct test_run *run, struct str plugin, struct str path, const bool *keeps, struct err *err)
{
    json_t *failures = json_array(), *notes = json_array();
    struct case_file file;
    bool good;

    show_bar(run, path);
    good = case_file_read(&file, path, err);
    if (good)
        good = case_try(&run->load, &file, run->folder, !run->options->no_laws, failures, notes, err);
    if (!good && !is_fatal(err)) {
        bool is_lost = err->code == ERR_RULE;
        put_message(failures, err->text);
        good = true;
        *err = (struct err){ 0 };
        if (is_lost)
            good = revive(run, keeps, err);
    }
    if (good)
        keep(run, plugin, &file, path, failures, notes);
    run->done++;
    case_file_free(&file);
    json_decref(failures);
    json_decref(notes);
    return good;
}

/* The plugin with what it needs. */
static bool
test_plugin(struct test_run *run, size_t source, const bool *keeps, struct err *err)
{
    struct case_list list = case_files_of(&run->load.sources[source], &run->arena);
    struct str name = plugin_source_name(run->load.sources[source].path);

    if (list.count == 0)
        return true;
    if (!plugin_load_only(&run->load, keeps, err))
        return false;
    run->plugins++;
    for (size_t i = 0; i < list.count; i++)
        if (!try_file(run, name, list.paths[i], keeps, err))
            return false;
    return true;
}

/* A plugin that does not load has nothing to test: check says more. */
static bool
check_loaded(const struct plugin_load *load, struct err *err)
{
    const struct plugin_source *source;

    for (size_t i = 0; i < load->ruleset.fault_count; i++)
        if (plugin_load_is_named(load, &load->ruleset.faults[i], &source))
            return err_set(err, ERR_RULE, "%.*s", STR_ARG(load->ruleset.faults[i].message));
    return true;
}

static void
count_cases(struct test_run *run)
{
    for (size_t i = 0; i < run->load.named_count; i++)
        run->total += case_files_of(&run->load.sources[i], &run->arena).count;
}

/* Who needs whom is looked up while everything is loaded. */
static bool
test_all(struct test_run *run, struct err *err)
{
    size_t named = run->load.named_count, count = run->load.source_count;
    bool *keeps = arena_array(&run->arena, named * count, sizeof *keeps);

    for (size_t i = 0; i < named; i++)
        plugin_needs(&run->load, i, keeps + i * count);
    count_cases(run);
    for (size_t i = 0; i < named; i++)
        if (!test_plugin(run, i, keeps + i * count, err))
            return false;
    return true;
}

/* ---- the end ---- */

static void
print_sum(const struct test_run *run)
{
    unsigned long cases = run->done, failed = run->failed, plugins = run->plugins;
    unsigned tenths = (unsigned)((clock_ms() - run->began + 50) / 100);

    printf(ngettext("%lu case", "%lu cases", cases), cases);
    printf(ngettext(" of %lu plugin", " of %lu plugins", plugins), plugins);
    printf(run->options->no_laws ? "" : _(", each with the laws"));
    printf(ngettext(": %lu failed", ": %lu failed", failed), failed);
    printf(" (%u.%u s)\n", tenths / 10, tenths % 10);
}

static void
print_result(const struct test_run *run)
{
    char *text;

    hide_bar(run);
    if (!run->options->base.wants_json) {
        print_sum(run);
        return;
    }
    text = json_dumps(run->cases, JSON_INDENT(1));
    printf("%s\n", text);
    free(text);
}

static int
test(const struct test_options *options, struct err *err)
{
    struct test_run run = { .options = options, .has_bar = isatty(STDERR_FILENO), .began = clock_ms(), .cases = json_array() };
    bool good = plugin_load_find(&run.load, options->paths.words, options->paths.count, !options->no_shipped, err) &&
                plugin_load_run(&run.load, err) && check_loaded(&run.load, err) && (run.folder = trial_folder_make(err)) &&
                test_all(&run, err);

    if (good && run.total == 0)
        good = err_set(err, ERR_NO_FILE, "%s", _("there is no case: a plugin's cases are the JSON files of its folder cases"));
    if (good)
        print_result(&run);
    else
        hide_bar(&run);
    trial_folder_remove(run.folder);
    free(run.folder);
    json_decref(run.cases);
    plugin_load_free(&run.load);
    arena_free(&run.arena);
    if (interrupt_came())
        err->code = ERR_NONE;
    return interrupt_came() ? interrupt_status() : run.failed > 0 ? err_exit_status(ERR_RULE) : 0;
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct test_options options = { .base = { .places = places, .err = err } };
    int status = 0;

    interrupt_catch();
    if (cmdline_parse(&argp, argc, argv, &options.base))
        status = test(&options, err);
    operands_free(&options.paths);
    return status;
}

const struct command command_plugin_test = {
    .name = "plugin test",
    .operands = N_("[PATH…]"),
    .summary = N_("tries the cases beside rules, and the laws that hold for every rule"),
    .details = N_("PATH is a plugin's folder or file, or a folder of plugins; without one the rules that ship are tried. No daemon is needed.\n"
                  "Of each case the figures and scores must be the same when its events are published one by one, are posted twice, come in five other orders, "
                  "are each inserted and retracted, and when the engine starts anew after each of them.\n"
                  "Exit status: 0, or 65 when a case or a law fails or a rule does not load.\n"),
    .argp = &argp,
    .run = run,
};
