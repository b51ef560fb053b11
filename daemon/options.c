/* SPDX-License-Identifier: MIT */
#include "daemon/options.h"

#include "lib/base/mem.h"
#include "lib/base/str.h"

#include <argp.h>
#include <stdlib.h>

/* Above every letter: there are no short ones. */
enum { CONFIG = 256, DB, SOCKET, CONTROL, PLUGINS, NO_SHIPPED, AS_OF, CHECK_CONFIG, FOREGROUND };

static const struct argp_option table[] = {
    { "config", CONFIG, "FILE", 0, "read FILE, not " TURNOUT_CONFIG_FILE, 0 },
    { "db", DB, "FILE", 0, "the database", 0 },
    { "socket", SOCKET, "PATH", 0, "where tools post", 0 },
    { "control", CONTROL, "PATH", 0, "where turnout asks and commands", 0 },
    { "plugins", PLUGINS, "DIR", 0, "load the rules in DIR, too; may be repeated", 0 },
    { "no-shipped", NO_SHIPPED, NULL, 0, "do not load the rules that ship", 0 },
    { "as-of", AS_OF, "DATE", 0, "figures stand for this day (2025-01-31), not for today", 0 },
    { "check-config", CHECK_CONFIG, NULL, 0, "say what is wrong with the configuration, and end", 0 },
    { "foreground", FOREGROUND, NULL, 0, "accepted; it always stays in the foreground", 0 },
    { 0 },
};

static const char doc[] =
    "Counts who took part: takes events from tools, lets rules decide what counts, publishes figures.\v"
    "It stays in the foreground and says on standard error what it does. TERM ends it, and nothing is lost.\n"
    "See turnoutd(8) and turnout.conf(5).";

static void
add_plugins(struct options *options, const char *folder)
{
    options->plugins =
        mem_grow(options->plugins, options->plugin_count, &options->plugin_capacity, sizeof *options->plugins);
    options->plugins[options->plugin_count++] = folder;
}

static error_t
parse_one(int key, char *value, struct argp_state *state)
{
    struct options *options = state->input;

    switch (key) {
    case CONFIG:
        options->config = value;
        return 0;
    case DB:
        options->db = value;
        return 0;
    case SOCKET:
        options->socket = value;
        return 0;
    case CONTROL:
        options->control = value;
        return 0;
    case PLUGINS:
        add_plugins(options, value);
        return 0;
    case NO_SHIPPED:
        options->no_shipped = true;
        return 0;
    case AS_OF:
        options->has_as_of = true;
        if (!day_parse(str_of(value), &options->as_of))
            argp_error(state, "--as-of: \"%s\" is not a date like 2025-01-31", value);
        return 0;
    case CHECK_CONFIG:
        options->check_config = true;
        return 0;
    case FOREGROUND:
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "\"%s\" is one too many: turnoutd takes options only", value);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

void
options_parse(struct options *options, int argc, char **argv)
{
    static const struct argp argp = { .options = table, .parser = parse_one, .doc = doc };

    argp_program_version = "turnoutd " TURNOUT_VERSION;
    argp_err_exit_status = 64; /* EX_USAGE, whatever libc thinks */
    *options = (struct options){ 0 };
    argp_parse(&argp, argc, argv, 0, NULL, options);
}

void
options_free(struct options *options)
{
    free(options->plugins);
    *options = (struct options){ 0 };
}
