/* SPDX-License-Identifier: MIT */
#include "lib/model/plans.h"

#include "lib/base/mem.h"

#include <stdlib.h>

void
plans_init(struct plans *plans, const struct log_order *log)
{
    *plans = (struct plans){ .log = log };
}

void
plans_free(struct plans *plans)
{
    for (size_t i = 0; i < plans->count; i++) {
        free(plans->items[i].statements);
        free(plans->items[i].sessions);
    }
    free(plans->items);
    codebook_free(&plans->codes);
    codebook_free(&plans->texts);
    *plans = (struct plans){ 0 };
}

uint32_t
plans_number(struct plans *plans, struct str code)
{
    uint32_t number = codebook_add(&plans->codes, code);

    while (plans->count < plans->codes.count) {
        plans->items = mem_grow(plans->items, plans->count, &plans->capacity, sizeof *plans->items);
        plans->items[plans->count++] = (struct plan_item){ 0 };
    }
    return number;
}

static struct str
keep(struct plans *plans, struct str text)
{
    if (!text.ptr)
        return text;
    return codebook_name(&plans->texts, codebook_add(&plans->texts, text));
}

static struct plan_put
keep_put(struct plans *plans, const struct plan_put *put)
{
    struct plan_put kept = *put;

    kept.item = keep(plans, put->item);
    kept.unit = keep(plans, put->unit);
    kept.title = keep(plans, put->title);
    kept.category = keep(plans, put->category);
    kept.team = keep(plans, put->team);
    return kept;
}

uint32_t
plans_state(struct plans *plans, const struct event *event, uint64_t seq, struct units *units, struct teams *teams)
{
    const struct plan_put *put = &event->as.plan_put;
    uint32_t number = plans_number(plans, put->item);
    struct plan_item *item = &plans->items[number];

    item->statements = mem_grow(item->statements, item->count, &item->capacity, sizeof *item->statements);
    item->current = NULL; /* may have moved */
    item->statements[item->count++] = (struct plan_statement){
        .base = { seq, event->at, event->rev },
        .put = keep_put(plans, put),
        .unit = units_number(units, put->unit),
        .team = put->team.ptr ? teams_number(teams, put->team) : CODE_NONE,
    };
    return number;
}

uint32_t
plans_withdraw(struct plans *plans, const struct event *event, uint64_t seq)
{
    uint32_t number = plans_number(plans, event->as.plan_put.item);
    struct plan_item *item = &plans->items[number];

    item->current = NULL;
    for (size_t i = 0; i < item->count; i++) {
        if (item->statements[i].base.seq != seq)
            continue;
        item->statements[i] = item->statements[--item->count];
        break;
    }
    return number;
}

void
plans_link(struct plans *plans, uint32_t number, struct session *session)
{
    struct plan_item *item = &plans->items[number];

    item->sessions = mem_grow(item->sessions, item->session_count, &item->session_capacity, sizeof *item->sessions);
    item->sessions[item->session_count++] = session;
}

void
plans_unlink(struct plans *plans, uint32_t number, const struct session *session)
{
    struct plan_item *item = &plans->items[number];

    for (size_t i = 0; i < item->session_count; i++) {
        if (item->sessions[i] != session)
            continue;
        item->sessions[i] = item->sessions[--item->session_count];
        return;
    }
}

void
plans_resolve_item(struct plans *plans, uint32_t number, struct units *units, struct teams *teams)
{
    struct plan_item *item = &plans->items[number];
    const struct plan_statement *held = NULL;

    for (size_t i = 0; i < item->count; i++) {
        const struct plan_statement *statement = &item->statements[i];
        if (!unit_known(units, statement->unit) ||
            (statement->team != CODE_NONE && !team_current(teams, statement->team, units)))
            continue;
        if (!held || statement_cmp_single(&statement->base, &held->base, units->default_zone, plans->log) > 0)
            held = statement;
    }
    item->current = held;
}
