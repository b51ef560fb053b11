/* SPDX-License-Identifier: MIT */
#include "cli/explain_ask.h"

#include "cli/control_client.h"
#include "lib/base/clock.h"

#include <poll.h>

/* Rules answer about what just came in milliseconds; on a busy machine, or while other rules take over, it takes its time. */
enum { NOT_NOW = -32004 /* docs/control.md */, PATIENCE_MS = 60000, FIRST_REST_MS = 2, LONGEST_REST_MS = 200 };

static void
put_code(json_t *params, const char *name, struct str code)
{
    if (code.ptr)
        json_object_set_new(params, name, json_stringn(code.ptr, code.len));
}

static json_t *
params_of(const struct explain_question *question)
{
    json_t *params = json_object();

    put_code(params, "indicator", question->indicator);
    put_code(params, "unit", question->unit);
    put_code(params, "team", question->team);
    put_code(params, "category", question->category);
    put_code(params, "group", question->group);
    put_code(params, "period", question->period);
    if (question->events)
        json_object_set_new(params, "events", json_true());
    if (question->limit > 0)
        json_object_set_new(params, "limit", json_integer((json_int_t)question->limit));
    return params;
}

/* What the daemon said, if it refused. */
static void
on_refused(void *ctx, int code, const json_t *data)
{
    (void)data;
    *(int *)ctx = code;
}

bool
explain_ask(const struct places *places, const struct explain_question *question, json_t **answer, bool *no_daemon,
            struct err *err)
{
    int64_t until = clock_ms() + PATIENCE_MS;
    int refused = NOT_NOW, rest = FIRST_REST_MS;
    const struct control_listener listener = { .refused = on_refused, .ctx = &refused };
    bool done = false;

    while (!done && refused == NOT_NOW && clock_ms() < until) {
        refused = 0;
        done = control_ask(places, "explain", params_of(question), &listener, answer, err);
        if (refused == NOT_NOW) {
            poll(NULL, 0, rest);
            rest = rest * 2 < LONGEST_REST_MS ? rest * 2 : LONGEST_REST_MS;
        }
    }
    *no_daemon = !done && refused == 0;
    return done;
}
