/* SPDX-License-Identifier: MIT */
#include "daemon/control_explain.h"

#include "daemon/query.h"
#include "lib/engine/engine.h"
#include "lib/engine/explain.h"

#include <time.h>

/* A member that is a text or is not there. */
static bool
read_code(const json_t *params, const char *name, struct str *code, struct err *err)
{
    const json_t *value = json_object_get(params, name);

    *code = (struct str){ 0 };
    if (!value || json_is_null(value))
        return true;
    if (!json_is_string(value))
        return err_set(err, ERR_USAGE, "%s: a text is expected", name);
    *code = (struct str){ json_string_value(value), json_string_length(value) };
    return true;
}

/* Without one everything is told. */
static bool
read_limit(const json_t *params, uint64_t *limit, struct err *err)
{
    const json_t *value = json_object_get(params, "limit");

    *limit = 0;
    if (!value || json_is_null(value))
        return true;
    if (!json_is_integer(value) || json_integer_value(value) < 1)
        return err_set(err, ERR_USAGE, "limit: a whole number from 1 on is expected");
    *limit = (uint64_t)json_integer_value(value);
    return true;
}

static bool
read_question(const json_t *params, struct explain_question *question, struct err *err)
{
    const struct {
        const char *name;
        struct str *code;
    } members[] = {
        { "indicator", &question->indicator }, { "unit", &question->unit },   { "team", &question->team },
        { "category", &question->category },   { "group", &question->group }, { "period", &question->period },
    };

    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (!read_code(params, members[i].name, members[i].code, err))
            return false;
    question->events = json_is_true(json_object_get(params, "events"));
    return read_limit(params, &question->limit, err) &&
           (question->indicator.ptr || err_set(err, ERR_USAGE, "indicator: say which one"));
}

bool
control_explain_ask(struct query *query, struct engine *engine, struct err *err)
{
    struct explain_question question;
    bool waits;

    if (!read_question(query->params, &question, err) ||
        !engine_explain(engine, &question, time(NULL), &query->result, &waits, err))
        return false;
    return !waits || err_set(err, ERR_UNAVAILABLE, "the rules have not answered yet; ask again");
}
