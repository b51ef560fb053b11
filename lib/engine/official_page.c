/* SPDX-License-Identifier: MIT */
#include "lib/engine/official_page.h"

#include "lib/base/buf.h"
#include "lib/model/emission.h"
#include "lib/model/record_fields.h"
#include "lib/model/record_walk.h"
#include "lib/model/unit_tree.h"
#include "lib/store/officials.h"

#include <stdlib.h>

static uint32_t
place_of(struct codebook *keys, const struct figure_row *row, bool add)
{
    struct buf key = { 0 };
    uint32_t place;

    buf_put_field(&key, row->indicator);
    buf_put_field(&key, row->category);
    buf_put_field(&key, row->group);
    place = add ? codebook_add(keys, buf_str(&key)) : codebook_find(keys, buf_str(&key));
    buf_free(&key);
    return place;
}

static bool
read_rows(struct official_page *page, const struct freezer *freezer, const struct period *period, struct str team, struct err *err)
{
    const struct official_source *source = freezer->source;
    int64_t closing = page->closed->closing;

    return source ? source->page(source->ctx, closing, period->first, period->end, team, &page->arena, &page->rows, &page->count, err)
                  : officials_page(freezer->officials, closing, period->first, period->end, team, &page->arena, &page->rows,
                                   &page->count, err);
}

bool
official_page_open(struct official_page *page, const struct freezer *freezer, uint32_t unit, struct str team,
                   const struct period *period, struct err *err)
{
    *page = (struct official_page){ .closed = freezer_find(freezer, unit, period) };
    if (!page->closed)
        return true;
    if (!read_rows(page, freezer, period, team, err))
        return false;
    for (size_t i = 0; i < page->count; i++)
        place_of(&page->keys, &page->rows[i], true);
    return true;
}

void
official_page_close(struct official_page *page)
{
    free(page->rows);
    codebook_free(&page->keys);
    arena_free(&page->arena);
    *page = (struct official_page){ 0 };
}

static bool
numbers_agree(bool has_a, int64_t a, bool has_b, int64_t b)
{
    return has_a == has_b && (!has_a || a == b);
}

static bool
texts_agree(struct str a, struct str b)
{
    return a.ptr && b.ptr ? str_eq(a, b) : !a.ptr && !b.ptr;
}

static bool
counts_agree(const struct figure_row *a, const struct figure_row *b)
{
    return numbers_agree(a->has_numerator, a->numerator, b->has_numerator, b->numerator) &&
           numbers_agree(a->has_denominator, a->denominator, b->has_denominator, b->denominator) &&
           numbers_agree(a->has_bounds, a->named, b->has_bounds, b->named) &&
           numbers_agree(a->has_bounds, a->lower, b->has_bounds, b->lower) &&
           numbers_agree(a->has_bounds, a->upper, b->has_bounds, b->upper) &&
           numbers_agree(a->has_met, a->met, b->has_met, b->met) &&
           numbers_agree(a->has_short, a->shortfall, b->has_short, b->shortfall);
}

const struct figure_row *
official_page_row(const struct official_page *page, const struct figure_row *live)
{
    uint32_t place = place_of((struct codebook *)(uintptr_t)&page->keys, live, false);

    return place < page->count ? &page->rows[place] : NULL;
}

bool
official_page_agrees(const struct official_page *page, const struct figure_row *live)
{
    const struct figure_row *official = official_page_row(page, live);

    return official && counts_agree(official, live) && texts_agree(official->state, live->state) &&
           texts_agree(official->method, live->method) && texts_agree(official->target, live->target) &&
           texts_agree(official->flags, live->flags) && texts_agree(official->notes, live->notes);
}

/* -- lateness -- */

static bool
session_is_late(const struct session *session, uint64_t close)
{
    const struct attendance_entry *entry;
    struct entry_walk walk;

    if (emitted_origin(session->chosen->base.seq) > close || (session->headcount && emitted_origin(session->headcount->base.seq) > close))
        return true;
    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk)))
        if (entry->holds && emitted_origin(entry_seq(entry)) > close)
            return true;
    return false;
}

static bool
sessions_are_late(const struct scope *scope, uint64_t close)
{
    for (size_t i = 0; i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        for (size_t k = 0; k < bucket->session_count; k++)
            if (session_is_late(bucket->sessions[k], close))
                return true;
    }
    return false;
}

struct late_search {
    uint64_t close;
    bool found;
};

static void
look(void *ctx, const struct record *record)
{
    struct late_search *search = ctx;

    search->found |= emitted_origin(record->base.seq) > search->close;
}

static bool
records_are_late(const struct scope *scope, uint64_t close)
{
    struct late_search search = { close, false };

    for (int type = 0; type < EVENT_TYPES && !search.found; type++)
        if (event_type_is_record((enum event_type)type) && type != EVENT_PERIOD_CLOSE && type != EVENT_PERIOD_REOPEN)
            record_walk(scope, (enum event_type)type, RULE_NONE, &scope->period, look, &search);
    return search.found;
}

static bool
plans_are_late(const struct scope *scope, uint64_t close)
{
    const struct facts *facts = scope->facts;

    for (size_t i = 0; i < facts->plans.count; i++) {
        const struct plan_statement *item = facts->plans.items[i].current;
        const struct zone *zone;
        day_t last;
        if (!item || item->base.seq <= close)
            continue;
        zone = facts->units.units[item->unit].zone;
        last = when_last_day(&item->put.window, zone);
        if (period_has(&scope->period, when_first_day(&item->put.window, zone), last) &&
            (scope->team != CODE_NONE ? item->team == scope->team
                                      : unit_under(&facts->units, item->unit, scope->unit, unit_epoch(&facts->units, last))))
            return true;
    }
    return false;
}

bool
official_page_is_late(struct official_page *page, const struct scope *scope)
{
    uint64_t close = page->closed->close;

    if (page->asked && page->category == scope->category)
        return page->is_late;
    page->asked = true;
    page->category = scope->category;
    page->is_late = sessions_are_late(scope, close) || records_are_late(scope, close) ||
                    (scope->category == CODE_NONE && plans_are_late(scope, close));
    return page->is_late;
}
