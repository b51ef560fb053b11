/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/control_client.h"
#include "cli/interrupt.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/store/looking_on.h"
#include "lib/base/mem.h"
#include "lib/store/backup.h"
#include "lib/store/lock_file.h"
#include "lib/store/reader.h"
#include "lib/store/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum key { KEY_FORCE = 0x200 };
enum { STEP_MS = 50, NO_SUCH = -32003 /* docs/control.md: the daemon has another database */ };

struct backup_options {
    struct cmdline base;
    const char *file;
    bool force;
};

static const struct argp_option argp_options[] = {
    { "force", KEY_FORCE, NULL, 0, N_("replaces an older backup of that name"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct backup_options *options = state->input;

    switch (key) {
    case KEY_FORCE:
        options->force = true;
        return 0;
    case ARGP_KEY_ARG:
        return cmdline_one_file(state, value, &options->file);
    case ARGP_KEY_END:
        return options->file ? 0 : cmdline_refuse(state, _("say which file the backup is to be: turnout backup FILE"));
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = places_children };

/* The daemon's folder is not ours. To be freed. */
static char *
absolute(const char *file, struct err *err)
{
    char folder[PATH_MAX];
    size_t size;
    char *path;

    if (file[0] == '/')
        return mem_text(str_of(file));
    if (!getcwd(folder, sizeof folder)) {
        err_set(err, ERR_INTERNAL, _("the current folder has no name: %s"), strerror(errno));
        return NULL;
    }
    size = strlen(folder) + strlen(file) + 2;
    path = mem_new(size);
    snprintf(path, size, "%s/%s", folder, file);
    return path;
}

static void
say_done(const char *file, uint64_t bytes, uint64_t position)
{
    printf(_("backup: %s, %llu KiB, events up to log position %llu\n"), file, (unsigned long long)(bytes + 1023) / 1024,
           (unsigned long long)position);
}

/* ---- through the daemon ---- */

struct asking {
    struct looking_on *looking;
    bool has_other; /* the daemon that answers has another database */
};

static void
on_progress(void *ctx, const json_t *params)
{
    struct asking *asking = ctx;

    percent_show(&asking->looking->percent, _("copying"), (uint64_t)json_integer_value(json_object_get(params, "done")),
                 (uint64_t)json_integer_value(json_object_get(params, "total")));
}

static void
on_refused(void *ctx, int code, const json_t *data)
{
    struct asking *asking = ctx;

    (void)data;
    asking->has_other = code == NO_SUCH;
}

/* *nobody: no daemon has this database, as far as is known. */
static bool
ask_daemon(const struct backup_options *options, const char *path, const char *db_path, struct looking_on *looking, bool *nobody,
           struct err *err)
{
    struct asking asking = { .looking = looking };
    const struct control_listener listener = { .progressed = on_progress, .refused = on_refused, .ctx = &asking };
    json_t *params = json_pack("{s:s,s:s,s:b}", "file", path, "database", db_path, "force", options->force), *result;

    if (!control_ask(options->base.places, "backup", params, &listener, &result, err)) {
        *nobody = asking.has_other || err->code == ERR_UNAVAILABLE;
        return false;
    }
    looking_on_end(looking);
    say_done(path, (uint64_t)json_integer_value(json_object_get(result, "bytes")),
             (uint64_t)json_integer_value(json_object_get(result, "position")));
    json_decref(result);
    return true;
}

/* ---- without one ---- */

static bool
copy(struct store *store, const struct backup_options *options, const char *path, const struct check_watch *watch,
     struct backup_progress *progress, struct err *err)
{
    struct backup *backup = backup_begin(store_sql(store), path, err);
    char *temporary = NULL;
    bool done = backup != NULL;

    while (done && !progress->is_complete) {
        done = backup_step(backup, STEP_MS, progress, err) && check_watch_goes_on(watch, err);
        check_watch_tell(watch, CHECK_COPYING, progress->done, progress->total);
    }
    if (done)
        temporary = backup_take(backup, err);
    else
        backup_free(backup);
    done = temporary && backup_seal(temporary, path, options->force, err);
    free(temporary);
    return done;
}

static bool
read_position(const char *db_path, uint64_t *position, struct err *err)
{
    struct reader *reader = reader_open(db_path, err);
    uint64_t published;
    bool done = reader && reader_positions(reader, position, &published, err);

    reader_close(reader);
    return done;
}

/* The lock keeps a daemon from starting on the database meanwhile. */
static bool
copy_alone(const struct backup_options *options, const char *path, const char *db_path, struct looking_on *looking, struct err *err)
{
    struct backup_progress progress = { 0 };
    struct store *store = NULL;
    uint64_t position = 0;
    int lock = lock_file_take(db_path, err);
    bool done;

    if (lock < 0)
        return err->code == ERR_UNAVAILABLE &&
               err_set(err, ERR_UNAVAILABLE, _("%s: a daemon has it, but none answers on the control socket: name that with --control or TURNOUT_CONTROL"), db_path);
    interrupt_catch(); /* a daemon notices by itself that nobody waits */
    store = store_open_to_read(db_path, err);
    done = store && read_position(db_path, &position, err) && copy(store, options, path, &looking->watch, &progress, err);
    store_close(store);
    lock_file_release(lock);
    if (!done)
        return false;
    looking_on_end(looking);
    say_done(path, progress.total, position);
    return true;
}

static void
take(const struct backup_options *options, const char *path, struct looking_on *looking, struct err *err)
{
    char db_path[PATH_MAX], *real;
    bool nobody = false;

    if (!places_path(options->base.places, PATH_DB, db_path, err))
        return;
    real = realpath(db_path, NULL);
    if (!real) {
        err_set(err, ERR_NO_FILE, _("%s: %s; name the database with --db or TURNOUT_DB"), db_path, strerror(errno));
        return;
    }
    if (backup_may_write(path, options->force, real, err) && !ask_daemon(options, path, real, looking, &nobody, err) && nobody) {
        *err = (struct err){ 0 };
        copy_alone(options, path, real, looking, err);
    }
    free(real);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct backup_options options = { .base = { .places = places, .err = err } };
    struct looking_on looking;
    char *path;

    if (!cmdline_parse(&argp, argc, argv, &options.base))
        return 0;
    path = absolute(options.file, err);
    if (!path)
        return 0;
    looking_on_begin(&looking);
    take(&options, path, &looking, err);
    looking_on_end(&looking);
    free(path);
    return interrupt_status();
}

const struct command command_backup = {
    .name = "backup",
    .operands = N_("FILE"),
    .summary = N_("copies the database to a file while events go on coming in"),
    .details = N_("A daemon that runs writes the file itself, as its own user: choose a folder in which it may write. The backup is a whole store: turnout --db FILE reads it.\n"
                  "It holds the keys by which persons are recognised: keep it as you keep the database.\n"),
    .argp = &argp,
    .run = run,
};
