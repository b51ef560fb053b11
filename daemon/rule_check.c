/* SPDX-License-Identifier: MIT */
#include "daemon/rule_check.h"

#include "daemon/log.h"
#include "daemon/plugin_set.h"
#include "daemon/staging.h"
#include "lib/model/ruleset.h"

#include <uv.h>

struct checking {
    struct staging *staging;
    size_t count, faults;
    struct err err; /* the worker said nothing */
};

static void
on_done(void *ctx, struct ruleset *ruleset, struct str manifest, const struct err *err)
{
    struct checking *checking = ctx;

    (void)manifest;
    if (!ruleset) {
        checking->err = *err;
    } else {
        checking->count = ruleset->plugin_count;
        checking->faults = ruleset->fault_count;
        for (size_t i = 0; i < ruleset->fault_count; i++)
            log_error("the plugin %.*s: %.*s", STR_ARG(ruleset->faults[i].plugin), STR_ARG(ruleset->faults[i].message));
    }
    staging_close(checking->staging);
}

bool
rule_check(const struct plugin_origin *origin, const char *worker_program, struct err *err)
{
    struct plugin_set *set = plugin_set_read(origin, err);
    struct checking checking = { 0 };
    const struct staging_config config = {
        .loop = uv_default_loop(), .program = worker_program, .request = set ? &set->request : NULL, .on_done = on_done, .ctx = &checking,
    };

    if (!set) {
        err->code = ERR_CONFIG;
        return false;
    }
    checking.staging = staging_start(&config, err);
    if (checking.staging)
        uv_run(config.loop, UV_RUN_DEFAULT);
    plugin_set_free(set);
    if (!checking.staging)
        return false;
    if (checking.err.code != ERR_NONE)
        return err_set(err, ERR_CONFIG, "%s", checking.err.text);
    if (checking.faults > 0)
        return err_set(err, ERR_CONFIG, "%zu plugins load, and what is wrong with others stands above: until it is mended they are left out", checking.count);
    return true;
}
