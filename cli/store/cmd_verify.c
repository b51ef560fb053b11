/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include "cli/cmdline.h"
#include "cli/format_option.h"
#include "cli/full_access.h"
#include "cli/lang.h"
#include "cli/places.h"
#include "cli/store/looking_on.h"
#include "cli/store/verify_hide.h"
#include "cli/store/verify_rebuild.h"
#include "cli/store/verify_text.h"
#include "lib/store/frozen_check.h"
#include "lib/store/log_verify.h"
#include "lib/store/reader.h"
#include "lib/store/store.h"

#include <stdio.h>
#include <stdlib.h>

enum key { KEY_QUICK = 0x200, KEY_FULL };

struct verify_options {
    struct cmdline base;
    bool quick, full;
};

static const struct argp_option argp_options[] = {
    { "quick", KEY_QUICK, NULL, 0, N_("checks file and log, and makes no figures anew"), 0 },
    { "full", KEY_FULL, NULL, 0, N_("shows small numbers of people as well"), 0 },
    { 0 },
};

static error_t
parse(int key, char *value, struct argp_state *state)
{
    struct verify_options *options = state->input;

    switch (key) {
    case KEY_QUICK:
        options->quick = true;
        return 0;
    case KEY_FULL:
        options->full = true;
        return 0;
    default:
        return cmdline_other(key, value, state);
    }
}

static const struct argp argp = { .options = argp_options, .parser = parse, .children = format_children };

/* ---- file and log ---- */

struct finding {
    json_t *problems;
    const char *about;
};

static void
add_problem(void *ctx, struct str what)
{
    struct finding *finding = ctx;

    json_array_append_new(finding->problems, json_pack("{s:s,s:o}", "about", finding->about, "message",
                                                       json_stringn_nocheck(what.ptr, what.len)));
}

/* A log that is not as it was committed is a finding; one that cannot be read at all is, too. */
static bool
check_log(struct store *store, const struct check_watch *watch, struct finding *finding, struct err *err)
{
    struct err why;

    finding->about = "log";
    if (log_verify(store, watch, &why))
        return true;
    if (why.code != ERR_STORE) {
        *err = why;
        return false;
    }
    add_problem(finding, str_of(why.text));
    return true;
}

static bool
check_store(struct store *store, const struct check_watch *watch, json_t *problems, struct err *err)
{
    struct finding finding = { problems, "file" };
    struct err unreadable;
    size_t found;

    if (!file_check(store, watch, add_problem, &finding, &found, err) || !check_log(store, watch, &finding, err))
        return false;
    finding.about = "frozen";
    if (!frozen_check(store, add_problem, &finding, &found, &unreadable) && json_array_size(problems) == 0) {
        *err = unreadable; /* else it is known why */
        return false;
    }
    return true;
}

static bool
check(const char *path, const struct check_watch *watch, json_t *result, struct err *err)
{
    struct store *store = store_open_to_read(path, err);
    struct reader *reader = store ? reader_open(path, err) : NULL;
    uint64_t events = 0, published;
    bool done = reader && check_store(store, watch, json_object_get(result, "problems"), err);

    if (done && json_array_size(json_object_get(result, "problems")) == 0)
        done = reader_positions(reader, &events, &published, err);
    json_object_set_new(result, "events", json_integer((json_int_t)events));
    reader_close(reader);
    store_close(store);
    return done;
}

/* ---- what is said ---- */

static bool
has_differences(const json_t *result)
{
    return json_object_size(json_object_get(result, "counts")) > 0;
}

static void
print(const struct verify_options *options, const json_t *result)
{
    struct buf out = { 0 };
    char *text;

    if (options->base.wants_json) {
        text = json_dumps(result, JSON_COMPACT);
        buf_printf(&out, "%s\n", text);
        free(text);
    } else {
        verify_text(&out, result);
    }
    fwrite(out.ptr, 1, out.len, stdout);
    buf_free(&out);
}

/* The exit status, by way of err: damage before differences. */
static void
judge(const json_t *result, const char *path, struct err *err)
{
    if (json_array_size(json_object_get(result, "problems")) > 0)
        err_set(err, ERR_STORE, _("%s is damaged or was altered: restore a backup"), path);
    else if (has_differences(result))
        err_set(err, ERR_INPUT, "%s", _("what is published does not follow from the log: start turnoutd again, which publishes all of it anew"));
    else if (json_object_get(result, "fault"))
        err_set(err, ERR_RULE, "%s", _("a rule failed: not everything was compared"));
}

static void
verify(const struct verify_options *options, const char *path, struct looking_on *looking, json_t *result, struct err *err)
{
    bool sound;

    if (!check(path, &looking->watch, result, err))
        return;
    sound = json_array_size(json_object_get(result, "problems")) == 0;
    if (sound && !options->quick && !verify_rebuild(path, &looking->percent, result, err))
        return;
    if (!options->full && !verify_hide(path, json_object_get(result, "differences"), err))
        return;
    looking_on_end(looking);
    json_object_set_new(result, "ok", json_boolean(sound && !has_differences(result)));
    print(options, result);
    judge(result, path, err);
}

static int
run(struct places *places, int argc, char **argv, struct err *err)
{
    struct verify_options options = { .base = { .places = places, .err = err } };
    struct looking_on looking;
    char path[PATH_MAX];
    json_t *result;

    if (!cmdline_parse(&argp, argc, argv, &options.base) || !places_path(places, PATH_DB, path, err) ||
        (options.full && !full_access(path, argc, argv, err)))
        return 0;
    result = json_pack("{s:s,s:b,s:[]}", "database", path, "quick", options.quick, "problems");
    looking_on_begin(&looking);
    verify(&options, path, &looking, result, err);
    looking_on_end(&looking);
    json_decref(result);
    return 0;
}

const struct command command_verify = {
    .name = "verify",
    .summary = N_("checks the database, and whether what is published follows from the log"),
    .details = N_("First the file, the hash chain of the log, and what was frozen; then all figures, scores and states of events are made anew from the log, by the rules in force, and compared. Nothing is changed; the daemon may run.\n"
                  "Small numbers of people are hidden as in the report.\n"),
    .argp = &argp,
    .run = run,
};
