/* SPDX-License-Identifier: MIT */
#include "cli/places.h"

#include "cli/lang.h"
#include "cli/cmdline.h"

#include <stdio.h>
#include <string.h>

enum key { KEY_DB = 0x100, KEY_SOCKET, KEY_CONTROL, KEY_LANG, KEY_NO_PAGER };

static const struct argp_option options[] = {
    { "db", KEY_DB, N_("FILE"), 0, N_("the database; else $TURNOUT_DB, else where turnoutd keeps it"), 0 },
    { "socket", KEY_SOCKET, N_("PATH"), 0, N_("the daemon's socket for events; else $TURNOUT_SOCKET"), 0 },
    { "control", KEY_CONTROL, N_("PATH"), 0, N_("the daemon's socket for control; else $TURNOUT_CONTROL"), 0 },
    { "lang", KEY_LANG, N_("zh|en"), 0, N_("the language; else that of the locale"), 0 },
    { "no-pager", KEY_NO_PAGER, NULL, 0, N_("never through a pager; else long text on a terminal goes through $TURNOUT_PAGER, $PAGER or less"), 0 },
    { "help", 'h', NULL, 0, N_("prints this"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct cmdline *base = state->input;
    enum lang lang;

    switch (key) {
    case KEY_DB:
    case KEY_SOCKET:
    case KEY_CONTROL:
        base->places->given[key - KEY_DB + PATH_DB] = value;
        return 0;
    case KEY_LANG:
        if (!lang_parse(value, &lang))
            return cmdline_refuse(state, _("--lang is zh or en, not \"%s\""), value);
        lang_set(lang);
        return 0;
    case KEY_NO_PAGER:
        base->places->no_pager = true;
        return 0;
    case 'h':
        return 0; /* seen before anything is parsed */
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp places_argp = { .options = options, .parser = parse };
const struct argp_child places_children[] = { { .argp = &places_argp, .header = N_("Options of every command:") }, { 0 } };

bool
places_path(const struct places *places, enum path_kind kind, char path[PATH_MAX], struct err *err)
{
    const char *given = places->given[kind];

    if (!given)
        return path_of_command(kind, path, err);
    if (strlen(given) >= PATH_MAX)
        return err_set(err, ERR_USAGE, _("a path has fewer than %d bytes"), PATH_MAX);
    snprintf(path, PATH_MAX, "%s", given);
    return true;
}
