/* SPDX-License-Identifier: MIT */
#include "cli/program.h"

#include "cli/columns.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/lang.h"
#include "cli/cmdline.h"
#include "cli/places.h"
#include "cli/terminal.h"
#include "lib/base/nearest.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* In the order in which people meet them. */
static const struct command *const commands[] = { &command_post,   &command_report,  &command_scorecard, &command_explain,
                                                  &command_quality, &command_check,  &command_summary,   &command_log,
                                                  &command_list,   &command_retract, &command_status,    &command_watch,
                                                  &command_plugin, &command_backup,  &command_restore,   &command_verify };

/* As if SIGPIPE had ended it: whoever reads no further wants to hear nothing more. */
enum { PIPE_STATUS = 128 + SIGPIPE };
enum { COMMANDS = sizeof commands / sizeof *commands, COMMANDS_MAX = 32 };

_Static_assert(COMMANDS <= COMMANDS_MAX, "room for their names");

struct program_options {
    struct cmdline base;
    bool wants_version;
};

static const struct argp_option own_options[] = {
    { "version", 'V', NULL, 0, N_("prints the version"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct program_options *options = state->input;

    (void)value;
    if (key == ARGP_KEY_INIT)
        state->child_inputs[0] = state->input;
    if (key == 'V')
        options->wants_version = true;
    return key == ARGP_KEY_INIT || key == 'V' ? 0 : ARGP_ERR_UNKNOWN;
}

static const struct argp argp = { .options = own_options, .parser = parse, .children = places_children };

static void
print(FILE *stream, struct buf *text)
{
    fwrite(text->ptr, 1, text->len, stream);
    buf_free(text);
}

static bool
wants_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

static void
print_program_help(FILE *stream)
{
    struct buf text = { 0 };

    help_program(&text, commands, COMMANDS, &argp, terminal_width(fileno(stream)));
    print(stream, &text);
}

/* Its last word. */
static struct str
own_name(const struct command *command)
{
    const char *space = strrchr(command->name, ' ');

    return str_of(space ? space + 1 : command->name);
}

static const struct command *
find_command(const struct command *const *among, size_t count, const char *name, struct err *err)
{
    struct str names[COMMANDS_MAX];
    int found;

    for (size_t i = 0; i < count; i++)
        names[i] = own_name(among[i]);
    found = str_find(str_of(name), names, count);
    if (found >= 0)
        return among[found];
    found = nearest_word(str_of(name), names, count);
    if (found >= 0)
        err_set(err, ERR_USAGE, _("there is no command \"%s\": did you mean %s?"), name, among[found]->name);
    else
        err_set(err, ERR_USAGE, _("there is no command \"%s\": turnout --help lists them"), name);
    return NULL;
}

static int run_command(const struct command *command, struct places *places, int argc, char **argv, struct err *err);

static int
run_subcommand(const struct command *command, struct places *places, int argc, char **argv, struct err *err)
{
    const struct command *found;
    size_t count = 0;

    while (command->subcommands[count])
        count++;
    found = find_command(command->subcommands, count, argv[0], err);
    return found ? run_command(found, places, argc, argv, err) : 0;
}

static int
run_command(const struct command *command, struct places *places, int argc, char **argv, struct err *err)
{
    struct buf text = { 0 };
    int status;

    if (command->subcommands && argc > 1 && argv[1][0] != '-')
        return run_subcommand(command, places, argc - 1, argv + 1, err);
    if (wants_help(argc, argv)) {
        help_command(&text, command, terminal_width(STDOUT_FILENO));
        print(stdout, &text);
        return 0;
    }
    if (command->subcommands) {
        help_command(&text, command, terminal_width(STDERR_FILENO));
        print(stderr, &text);
        return err_exit_status(ERR_USAGE);
    }
    status = command->run(places, argc, argv, err);
    if (err->code == ERR_USAGE)
        err_wrap(err, "%s", command->name);
    return status;
}

/* What stands in front of the command: --version, --help, the places, the command's name. */
static int
run(int argc, char **argv, struct err *err)
{
    struct places places = { 0 };
    struct program_options options = { .base = { .places = &places, .err = err } };
    const struct command *command;
    int at;

    if (!cmdline_end(&argp, argc, argv, &at, err) || !cmdline_parse(&argp, at, argv, &options.base))
        return 0;
    if (options.wants_version) {
        printf("turnout %s\n", TURNOUT_VERSION);
        return 0;
    }
    if (wants_help(at, argv)) {
        print_program_help(stdout);
        return 0;
    }
    if (at == argc) {
        print_program_help(stderr);
        return err_exit_status(ERR_USAGE);
    }
    command = find_command(commands, COMMANDS, argv[at], err);
    return command ? run_command(command, &places, argc - at, argv + at, err) : 0;
}

static void
print_error(const struct err *err)
{
    struct buf text = { 0 };

    buf_put_str(&text, STR("turnout: "));
    columns_put(&text, str_of(err->text));
    buf_put_byte(&text, '\n');
    print(stderr, &text);
}

int
program_run(int argc, char **argv)
{
    struct err err = { 0 };
    int status;

    lang_init();
    status = run(argc, argv, &err);
    if ((fflush(stdout) != 0 || ferror(stdout)) && errno == EPIPE)
        return PIPE_STATUS;
    /* Output that did not get where it should, a full disk for example, is no success. */
    if ((fflush(stdout) != 0 || ferror(stdout)) && err.code == ERR_NONE)
        err_set(&err, ERR_STORE, _("cannot write the output: %s"), strerror(errno));
    if (err.code == ERR_NONE)
        return status;
    print_error(&err);
    return err_exit_status(err.code);
}
