/* SPDX-License-Identifier: MIT */
/*
 * turnoutd: reads the command line and the configuration, finds its parts, and serves.
 */
#include "daemon/config.h"
#include "daemon/log.h"
#include "daemon/notify.h"
#include "daemon/options.h"
#include "daemon/plan_store.h"
#include "daemon/rights.h"
#include "daemon/rule_check.h"
#include "daemon/rule_history.h"
#include "daemon/server.h"
#include "lib/base/mem.h"
#include "lib/base/parts.h"
#include "lib/base/paths.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_THREAD__
/*
 * libuv closes descriptors by a system call that the thread sanitizer does not
 * see, and takes the next open of the same number by another thread for a race.
 */
const char *__tsan_default_suppressions(void);

const char *
__tsan_default_suppressions(void)
{
    return "called_from_lib:libuv.so\n";
}
#endif

/* What a run needs, in the order in which it is made. */
struct setup {
    struct options options;
    struct config config;
    char db[PATH_MAX], socket[PATH_MAX], control[PATH_MAX], worker[PATH_MAX];
    struct plugin_folder *folders;
    struct plugin_origin origin;
    struct plugin_set *plugins;
    struct rule_history history;
    struct rights rights;
    int handed_over;
};

static bool
read_config(struct setup *setup, struct err *err)
{
    config_init(&setup->config);
    if (setup->options.config)
        return config_read_file(&setup->config, setup->options.config, err);
    return config_read_system(&setup->config, TURNOUT_CONFIG_FILE, err);
}

/* The command line goes before the configuration, which goes before the default. */
static bool
choose_path(const char **setting, const char *option, enum path_kind kind, char path[PATH_MAX], struct err *err)
{
    if (option)
        *setting = option;
    if (*setting)
        return true;
    *setting = path;
    return path_default(kind, path, err);
}

static bool
choose_paths(struct setup *setup, struct err *err)
{
    struct settings *settings = &setup->config.settings;

    return choose_path(&settings->db, setup->options.db, PATH_DB, setup->db, err) &&
           choose_path(&settings->socket, setup->options.socket, PATH_SOCKET, setup->socket, err) &&
           choose_path(&settings->control, setup->options.control, PATH_CONTROL, setup->control, err);
}

/* An installation without shipped rules is possible; a folder that somebody names must be there. */
static bool
find_plugins(struct setup *setup, struct err *err)
{
    const struct options *options = &setup->options;
    size_t count = 0;

    setup->folders = mem_array(options->plugin_count + 1, sizeof *setup->folders);
    if (!options->no_shipped)
        setup->folders[count++] = (struct plugin_folder){ place_of_plugins(), true };
    for (size_t i = 0; i < options->plugin_count; i++)
        setup->folders[count++] = (struct plugin_folder){ options->plugins[i], false };
    setup->origin = (struct plugin_origin){
        .folders = setup->folders,
        .folder_count = count,
        .limits = rule_limits_default,
        .overrides = setup->config.overrides,
        .override_count = setup->config.override_count,
    };
    setup->origin.limits.round_ms = setup->config.settings.rule_budget;
    setup->plugins = rule_history_start(&setup->history, setup->config.settings.db, &setup->origin, err);
    return setup->plugins != NULL;
}

static bool
prepare(struct setup *setup, struct err *err)
{
    if (!read_config(setup, err) || !choose_paths(setup, err) || !find_plugins(setup, err))
        return false;
    rights_init(&setup->rights, setup->config.grants, setup->config.grant_count);
    return true;
}

static bool
serve(struct setup *setup, struct err *err)
{
    const struct settings *settings = &setup->config.settings;
    const struct server_config config = {
        .settings = settings,
        .rights = &setup->rights,
        .origin = &setup->origin,
        .plugins = setup->plugins,
        .history = &setup->history,
        .worker_program = setup->worker,
        .handed_over = setup->handed_over,
        .has_as_of = setup->options.has_as_of,
        .as_of = setup->options.as_of,
    };

    setup->plugins = NULL;
    return server_run(&config, err);
}

static bool
check_or_serve(struct setup *setup, struct err *err)
{
    if (!prepare(setup, err))
        return false;
    if (setup->options.check_config) {
        if (!place_of_worker(setup->worker, err) || !rule_check(&setup->origin, setup->worker, err))
            return false;
        puts("ok");
        return true;
    }
    return notify_take_socket(&setup->handed_over, err) && place_of_worker(setup->worker, err) &&
           path_make_folder(setup->config.settings.db, err) && serve(setup, err);
}

int
main(int argc, char **argv)
{
    struct setup setup = { 0 };
    struct err err = { 0 };
    bool good;

    if (argc == 3 && strcmp(argv[1], PLAN_STORE_OPTION) == 0)
        return plan_store_serve(argv[2]);

    signal(SIGPIPE, SIG_IGN);
    log_init();
    options_parse(&setup.options, argc, argv);
    good = check_or_serve(&setup, &err);
    if (!good)
        log_error("%s", err.text);
    plugin_set_free(setup.plugins);
    rule_history_free(&setup.history);
    free(setup.folders);
    config_free(&setup.config);
    options_free(&setup.options);
    return good ? EXIT_SUCCESS : err_exit_status(err.code);
}
