/* SPDX-License-Identifier: MIT */
#include "lib/engine/fault_news.h"

#include "lib/engine/engine_state.h"
#include "lib/model/fault_text.h"
#include "lib/store/event_log.h"

/* The event at that position; when the log cannot be read the fault is told without it. */
static void
name_event(struct engine *engine, uint64_t seq, struct fault_row *row, struct arena *arena)
{
    struct err err;

    row->seq = seq;
    if (seq > 0 && !ledger_identity(&engine->ledger, seq, arena, &row->source, &row->id, &err))
        row->source = row->id = (struct str){ 0 };
}

static void
name_session(struct engine *engine, uint32_t number, struct fault_row *row, struct arena *arena)
{
    const struct facts *facts = &engine->facts;

    if (number >= facts->session_count || !facts->sessions[number])
        return;
    row->subject = STR("session");
    row->activity = codebook_name(&facts->activities, number);
    if (facts->sessions[number]->chosen)
        name_event(engine, facts->sessions[number]->chosen->base.seq, row, arena);
}

static void
name_item(struct engine *engine, uint32_t number, struct fault_row *row, struct arena *arena)
{
    const struct plans *plans = &engine->facts.plans;

    if (number >= plans->codes.count)
        return;
    row->subject = STR("plan_item");
    row->activity = codebook_name(&plans->codes, number);
    if (plans->items[number].current)
        name_event(engine, plans->items[number].current->base.seq, row, arena);
}

static void
name_record(struct engine *engine, uint32_t number, struct fault_row *row, struct arena *arena)
{
    const struct records *records = &engine->facts.records;

    if (number >= records->count || !records->all[number])
        return;
    row->subject = STR("event");
    name_event(engine, records->all[number]->base.seq, row, arena);
}

static struct str
breakdown(const char *what, const struct codebook *codes, uint32_t number, struct arena *arena)
{
    if (number == CODE_NONE || number >= codes->count)
        return STR("");
    return arena_printf(arena, " %s=%.*s", what, STR_ARG(codebook_name(codes, number)));
}

/* "u team=yaogu 2025" */
static void
name_figure(struct engine *engine, struct hash128 key, struct fault_row *row, struct arena *arena)
{
    const struct score_place *place = answer_book_place(&engine->publisher.answers, key);
    const struct facts *facts = &engine->facts;
    char period[PERIOD_CODE_SIZE];
    struct str unit;

    row->subject = STR("figure");
    if (!place)
        return;
    unit = place->unit < facts->units.codes.count ? codebook_name(&facts->units.codes, place->unit) : STR("");
    period_code(&place->period, engine->config.year_start_month, period);
    row->figure = arena_printf(arena, "%.*s%.*s%.*s%.*s %s", STR_ARG(unit),
                               STR_ARG(breakdown("team", &facts->teams.codes, place->team, arena)),
                               STR_ARG(breakdown("category", &facts->categories.codes, place->category, arena)),
                               STR_ARG(breakdown("group", &facts->people.groups, place->group, arena)), period);
}

static void
name_subject(struct engine *engine, const struct rule_fault *fault, struct fault_row *row, struct arena *arena)
{
    const struct rule *rule = &engine->ruleset.rules[fault->rule];

    row->rule = rule->name;
    if (rule->subject == SUBJECT_FIGURES)
        name_figure(engine, fault->question, row, arena);
    else if (rule->subject == SUBJECT_SESSION)
        name_session(engine, fault->subject, row, arena);
    else if (rule->subject == SUBJECT_PLAN_ITEM)
        name_item(engine, fault->subject, row, arena);
    else
        name_record(engine, fault->subject, row, arena);
}

static void
take_message(struct fault_row *row, struct str message)
{
    struct fault_place place = fault_text_place(message);

    row->message = fault_text_first(message);
    row->traceback = fault_text_traceback(message);
    if (place.file.len > 0) {
        row->file = place.file;
        row->line = place.line;
    }
}

struct fault_row
fault_describe(struct engine *engine, const struct rule_fault *fault, struct arena *arena)
{
    struct fault_row row = {
        .plugin = engine->ruleset.plugins[fault->plugin].name,
        .cause = fault_cause_names[fault->cause],
        .position = event_log_head(engine->log),
        .used = fault->used,
        .limit = fault->limit,
    };

    take_message(&row, fault->message);
    if (fault->rule >= 0 && (size_t)fault->rule < engine->ruleset.rule_count && engine->ruleset.rules[fault->rule].plugin == fault->plugin)
        name_subject(engine, fault, &row, arena);
    return row;
}

struct fault_row
fault_of_loading(struct str plugin, struct str message, uint64_t position)
{
    struct fault_row row = { .plugin = plugin, .cause = fault_cause_names[FAULT_LOADING], .position = position };

    take_message(&row, message);
    return row;
}
