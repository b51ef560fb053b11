/* SPDX-License-Identifier: MIT */
#include "daemon/control_methods.h"

#include "daemon/backups.h"
#include "daemon/changes.h"
#include "daemon/control.h"
#include "daemon/control_explain.h"
#include "daemon/control_faults.h"
#include "daemon/control_services.h"
#include "daemon/control_status.h"
#include "daemon/planner.h"
#include "daemon/query.h"
#include "daemon/watchers.h"
#include "lib/base/nearest.h"

typedef void method_fn(const struct control_services *services, struct control_call *call, const json_t *params);

static void
call_status(const struct control_services *services, struct control_call *call, const json_t *params)
{
    (void)params;
    control_status_call(services, call);
}

static void
call_plugins(const struct control_services *services, struct control_call *call, const json_t *params)
{
    (void)params;
    control_plugins_call(services, call);
}

static void
call_faults(const struct control_services *services, struct control_call *call, const json_t *params)
{
    query_call(services->writer, call, params, control_faults_ask);
}

static void
call_reload(const struct control_services *services, struct control_call *call, const json_t *params)
{
    changes_ask(services->changes, CHANGE_RELOAD, call, params);
}

static void
call_explain(const struct control_services *services, struct control_call *call, const json_t *params)
{
    query_call(services->writer, call, params, control_explain_ask);
}

static void
call_plan(const struct control_services *services, struct control_call *call, const json_t *params)
{
    planner_call(services->planner, call, params);
}

static void
call_apply(const struct control_services *services, struct control_call *call, const json_t *params)
{
    changes_ask(services->changes, CHANGE_APPLY, call, params);
}

static void
call_rollback(const struct control_services *services, struct control_call *call, const json_t *params)
{
    changes_ask(services->changes, CHANGE_ROLLBACK, call, params);
}

static void
call_backup(const struct control_services *services, struct control_call *call, const json_t *params)
{
    backups_call(services->backups, call, params);
}

static void
call_watch(const struct control_services *services, struct control_call *call, const json_t *params)
{
    (void)params;
    watchers_call(services->watchers, call);
}

enum { METHODS = 10 };

static const struct str names[METHODS] = { STR_INIT("status"), STR_INIT("plugins"), STR_INIT("reload"), STR_INIT("apply"),
                                             STR_INIT("rollback"), STR_INIT("explain"), STR_INIT("plan"),   STR_INIT("backup"),
                                             STR_INIT("faults"), STR_INIT("watch") };

/* In the order of the names. */
static method_fn *const methods[METHODS] = { call_status, call_plugins, call_reload, call_apply, call_rollback, call_explain,
                                            call_plan,   call_backup, call_faults, call_watch };

void
control_methods_call(const struct control_services *services, struct control_call *call, const char *method,
                     const json_t *params)
{
    int found = str_find(str_of(method), names, METHODS);
    int near = found < 0 ? nearest_word(str_of(method), names, METHODS) : -1;

    if (found >= 0)
        methods[found](services, call, params);
    else
        control_refuse(call, RPC_NO_METHOD, NULL, "there is no method \"%.100s\"%s%s%s", method,
                       near < 0 ? "" : ": did you mean \"", near < 0 ? "" : names[near].ptr, near < 0 ? "" : "\"?");
}
