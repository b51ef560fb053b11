/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/interrupt.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/store/looking_on.h"
#include "lib/store/restore.h"

#include <stdio.h>

enum key { KEY_DRY_RUN = 0x200 };

struct restore_options {
    struct cmdline base;
    const char *file;
    bool dry_run;
};

static const struct argp_option argp_options[] = {
    { "dry-run", KEY_DRY_RUN, NULL, 0, N_("only checks the backup"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct restore_options *options = state->input;

    switch (key) {
    case KEY_DRY_RUN:
        options->dry_run = true;
        return 0;
    case ARGP_KEY_ARG:
        return cmdline_one_file(state, value, &options->file);
    case ARGP_KEY_END:
        return options->file ? 0 : cmdline_refuse(state, _("say which backup: turnout restore FILE"));
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = places_children };

static void
say_done(const struct restored *restored, const char *file, const char *db_path)
{
    printf(_("restored: %s is now what %s was, with the events up to log position %llu\n"), db_path, file,
           (unsigned long long)restored->position);
    if (restored->kept)
        printf(_("the database that was there is kept: %s\n"), restored->kept);
    if (restored->forgotten > 0)
        printf(ngettext("%llu person who was forgotten since then stays forgotten\n",
                        "%llu persons who were forgotten since then stay forgotten\n", restored->forgotten),
               (unsigned long long)restored->forgotten);
    printf("%s\n", _("start turnoutd, and let the tools post again what came after the backup"));
}

static void
restore(const struct restore_options *options, struct looking_on *looking, struct err *err)
{
    struct restored restored = { 0 };
    char db_path[PATH_MAX];

    if (!places_path(options->base.places, PATH_DB, db_path, err))
        return;
    if (options->dry_run ? restore_check(options->file, &looking->watch, &restored, err)
                         : restore_run(options->file, db_path, &looking->watch, &restored, err)) {
        looking_on_end(looking);
        if (options->dry_run)
            printf(_("%s is a sound backup, with the events up to log position %llu; nothing was changed\n"), options->file,
                   (unsigned long long)restored.position);
        else
            say_done(&restored, options->file, db_path);
    }
    restored_free(&restored);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct restore_options options = { .base = { .places = places, .err = err } };
    struct looking_on looking;

    if (!cmdline_parse(&argp, argc, argv, &options.base))
        return 0;
    interrupt_catch();
    looking_on_begin(&looking);
    restore(&options, &looking, err);
    looking_on_end(&looking);
    return interrupt_status();
}

const struct command command_restore = {
    .name = "restore",
    .operands = N_("FILE"),
    .summary = N_("puts a backup in the place of the database"),
    .details = N_("The daemon must not run. The backup is checked first: its pages, the hash chain of its log, its version. The database that was there is kept under a name of its own.\n"),
    .argp = &argp,
    .run = run,
};
