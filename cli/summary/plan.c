/* SPDX-License-Identifier: MIT */
#include "cli/summary/plan.h"

#include "cli/json_read.h"

static const struct str held = STR_INIT("turnout.activity.held");

struct planning {
    const struct summary_question *question;
    struct statements items, drops;
    json_t *data;
};

static void
choose(const struct summary_question *question, struct str type, struct statements *statements)
{
    statements_choose(statements, question->events, question->event_count, &type, 1, "item", true, question->arena);
}

/* ---- an item ---- */

/* The sessions that were held for it: {title, date, source}. */
static json_t *
sessions_of(const struct summary_question *question, struct str item)
{
    static const char *const members[] = { "title", NULL };
    const struct statements *sessions = &question->sessions;
    json_t *list = json_array();

    for (size_t i = 0; i < sessions->count; i++) {
        const struct told_event *session = &sessions->told[i];
        json_t *object;
        if (!str_eq(session->event->type, held) || !str_eq(json_str(session->data, "item"), item))
            continue;
        object = told_object(session, question->unit, question->arena);
        told_members(object, session->data, members);
        json_array_append_new(list, object);
    }
    return list;
}

/* Was one of them held within the item's window? */
static bool
is_in_window(const struct summary_question *question, const struct told_event *item, struct str code)
{
    const struct statements *sessions = &question->sessions;
    const struct period window = { .kind = PERIOD_DAYS, .first = item->first, .end = item->last + 1 };

    for (size_t i = 0; i < sessions->count; i++) {
        const struct told_event *session = &sessions->told[i];
        if (str_eq(session->event->type, held) && str_eq(json_str(session->data, "item"), code) &&
            told_lies_in(session, &window))
            return true;
    }
    return false;
}

static const char *
state_of(const struct summary_question *question, const struct told_event *item, const struct told_event *drop, size_t count)
{
    json_int_t asked = json_is_integer(json_object_get(item->data, "count")) ? json_integer_value(json_object_get(item->data, "count")) : 1;

    if (count > 0 && (json_int_t)count >= asked)
        return "held";
    if (drop)
        return json_is_true(json_object_get(drop->data, "approved")) ? "excused" : "dropped";
    if (count > 0)
        return "partly";
    return item->last < question->today ? "not_held" : "to_come";
}

static json_t *
item_object(const struct planning *planning, const struct told_event *item)
{
    static const char *const members[] = { "item", "title", "kind", "role", "count", NULL }, *const why[] = { "reason", NULL };
    const struct summary_question *question = planning->question;
    struct str code = json_str(item->data, "item"), category = json_str(item->data, "category"), team = json_str(item->data, "team");
    const struct told_event *drop = statements_about(&planning->drops, "item", code);
    json_t *object = told_object(item, question->unit, question->arena), *sessions = sessions_of(question, code);

    told_members(object, item->data, members);
    if (category.ptr)
        told_text(object, "category_name", told_category(category));
    if (team.ptr)
        told_text(object, "team", told_called(statements_about(&question->teams, "team", team), team));
    json_object_set_new(object, "state", json_string(state_of(question, item, drop, json_array_size(sessions))));
    json_object_set_new(object, "sessions", sessions);
    json_object_set_new(object, "in_window", json_boolean(is_in_window(question, item, code)));
    if (drop)
        told_members(object, drop->data, why);
    return object;
}

/* ---- lists ---- */

/* Those whose window ends there: then they are due. By date of the window. */
static json_t *
items_of(const struct planning *planning, const struct period *period, const char *list)
{
    json_t *items = json_array();
    size_t left_out = 0;

    for (day_t day = period->first; day < period->end; day++)
        for (size_t i = 0; i < planning->items.count; i++) {
            const struct told_event *item = &planning->items.told[i];
            if (item->last != day)
                continue;
            if (json_array_size(items) < SUMMARY_LIST_MAX)
                json_array_append_new(items, item_object(planning, item));
            else
                left_out++;
        }
    if (left_out > 0)
        json_object_set_new(json_object_get(planning->data, "left_out"), list, json_integer((json_int_t)left_out));
    return items;
}

void
summary_plan_tell(const struct summary_question *question, json_t *data)
{
    struct planning planning = { .question = question, .data = data };

    choose(question, STR("turnout.plan.put"), &planning.items);
    choose(question, STR("turnout.plan.drop"), &planning.drops);
    json_object_set_new(data, "plan", items_of(&planning, &question->period.period, "plan"));
    json_object_set_new(data, "next_plan", items_of(&planning, &question->next.period, "next_plan"));
    statements_free(&planning.items);
    statements_free(&planning.drops);
}
