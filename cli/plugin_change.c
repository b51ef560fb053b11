/* SPDX-License-Identifier: MIT */
#include "cli/plugin_change.h"

#include "cli/columns.h"
#include "cli/control_client.h"
#include "cli/lang.h"
#include "lib/base/buf.h"

#include <stdio.h>

void
plugin_fault_print(const json_t *fault)
{
    const char *plugin = json_string_value(json_object_get(fault, "plugin"));
    const char *file = json_string_value(json_object_get(fault, "file"));
    const char *message = json_string_value(json_object_get(fault, "message"));
    struct buf text = { 0 };

    if (file)
        buf_printf(&text, "%s:%lld: ", file, (long long)json_integer_value(json_object_get(fault, "line")));
    else if (plugin)
        buf_printf(&text, "%s: ", plugin);
    columns_put(&text, str_of(message));
    buf_put_byte(&text, '\n');
    fwrite(text.ptr, 1, text.len, stderr);
    buf_free(&text);
}

static void
on_refused(void *ctx, int code, const json_t *data)
{
    const json_t *faults = json_object_get(data, "faults"), *fault;
    size_t i;

    (void)code;
    *(bool *)ctx = json_array_size(faults) > 0;
    json_array_foreach(faults, i, fault)
        plugin_fault_print(fault);
}

static void
print_names(const json_t *names)
{
    const json_t *name;
    size_t i;

    json_array_foreach(names, i, name)
        printf("  %s\n", json_string_value(name));
}

static void
print_unchanged(const json_t *result)
{
    long long same_as = (long long)json_integer_value(json_object_get(result, "same_as"));

    if (same_as > 0)
        printf(_("The files are those that the rules were rolled back from: version %lld stays. turnout plugin apply takes them all the same.\n"),
               same_as);
    else
        printf("%s\n", _("The files are as they were applied: nothing changes."));
}

/* What no rollback brings back. */
static void
print_parameters(const json_t *parameters)
{
    const json_t *parameter;
    size_t i;

    if (json_array_size(parameters) > 0)
        printf("%s\n", _("The parameters stay those of the configuration, which were others then:"));
    json_array_foreach(parameters, i, parameter) {
        const char *then = json_string_value(json_object_get(parameter, "then")), *now = json_string_value(json_object_get(parameter, "now"));
        printf(_("  %s was %s and is %s\n"), json_string_value(json_object_get(parameter, "name")), then ? then : _("not set"),
               now ? now : _("not set"));
    }
}

static void
print_result(const json_t *result)
{
    const json_t *changed = json_object_get(result, "changed");
    unsigned long long position = (unsigned long long)json_integer_value(json_object_get(result, "position"));
    long long version = (long long)json_integer_value(json_object_get(result, "version"));

    if (!json_is_true(json_object_get(result, "applied"))) {
        print_unchanged(result);
        return;
    }
    printf(_("Version %lld of the rules is applied; the figures stand for log position %llu.\n"), version, position);
    if (json_array_size(changed) == 0)
        printf("%s\n", _("No plugin computes anything else than before."));
    else
        printf("%s\n", _("These plugins compute something else:"));
    print_names(changed);
    print_parameters(json_object_get(result, "parameters"));
}

bool
plugin_change(const struct places *places, const char *method, json_t *params, struct err *err)
{
    bool has_faults = false;
    const struct control_listener listener = { .refused = on_refused, .ctx = &has_faults };
    json_t *result;

    if (!control_ask(places, method, params, &listener, &result, err)) {
        if (has_faults)
            err_set(err, ERR_RULE, _("nothing was changed"));
        return false;
    }
    print_result(result);
    json_decref(result);
    return true;
}
