/* SPDX-License-Identifier: MIT */
#include "tests/support/control.h"

#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"

#include <stdlib.h>

json_t *
control_next(struct client *client)
{
    const char *line = client_line(client);
    json_error_t why;
    json_t *said;

    if (!line)
        return NULL;
    said = json_loads(line, 0, &why);
    if (!said)
        check_failed("no JSON came from the control socket: %s", line);
    return said;
}

json_t *
control_request(const struct daemon *daemon, const char *method, json_t *params)
{
    json_t *request = json_pack("{s:s,s:i,s:s,s:o*}", "jsonrpc", "2.0", "id", 7, "method", method, "params", params);
    char *text = json_dumps(request, JSON_COMPACT);
    struct client client;
    json_t *said;

    client_open(&client, daemon->control);
    client_send_text(&client, text);
    client_send_text(&client, "\n");
    do {
        said = control_next(&client);
        if (!said)
            check_failed("the daemon closed the control socket before it answered %s", text);
        if (json_object_get(said, "method")) {
            json_decref(said);
            said = NULL;
        }
    } while (!said);
    client_close(&client);
    assert_int_equal(json_integer_value(json_object_get(said, "id")), 7);
    json_decref(request);
    free(text);
    return said;
}

static json_t *
take(json_t *said, const char *member)
{
    json_t *value = json_object_get(said, member);

    if (!value) {
        char *text = json_dumps(said, 0);
        check_failed("no %s in %s", member, text);
    }
    json_incref(value);
    json_decref(said);
    return value;
}

json_t *
control_result(const struct daemon *daemon, const char *method, json_t *params)
{
    return take(control_request(daemon, method, params), "result");
}

json_t *
control_error(const struct daemon *daemon, const char *method, json_t *params, int code)
{
    json_t *error = take(control_request(daemon, method, params), "error");

    assert_int_equal(json_integer_value(json_object_get(error, "code")), code);
    return error;
}
