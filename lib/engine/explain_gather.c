/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain_gather.h"

#include "lib/base/mem.h"

#include <stdlib.h>

/* Where what is told goes to. */
struct gathering {
    struct gathered_figure *root, *open;
};

#define ADD(of, list, count, capacity, ...)                                         \
    do {                                                                            \
        (of)->list = mem_grow((of)->list, (of)->count, &(of)->capacity, sizeof *(of)->list); \
        (of)->list[(of)->count++] = __VA_ARGS__;                                    \
    } while (0)

static void
begin_figure(struct gathering *gathering, const struct indicator *indicator)
{
    struct gathered_figure *figure = mem_new(sizeof *figure);

    figure->indicator = indicator;
    figure->parent = gathering->open;
    if (figure->parent)
        ADD(figure->parent, children, child_count, child_capacity, figure);
    else
        gathering->root = figure;
    gathering->open = figure;
}

static void
end_figure(struct gathering *gathering, const struct figure *figure)
{
    gathering->open->figure = *figure;
    gathering->open = gathering->open->parent;
}

/* Of an average the statements are told day by day, in the same order: mostly it is the one after the last. */
static void
add_population(struct gathered_measure *measure, const struct population_evidence *told)
{
    for (size_t i = 0; i < measure->population_count; i++) {
        size_t at = (measure->told_last + 1 + i) % measure->population_count;
        if (measure->populations[at].told.seq != told->seq)
            continue;
        measure->populations[at].days++;
        measure->told_last = at;
        return;
    }
    measure->told_last = measure->population_count;
    ADD(measure, populations, population_count, population_capacity, (struct gathered_population){ *told, 1 });
}

static void
add_item(struct gathered_measure *measure, const struct item_evidence *told)
{
    for (size_t i = 0; i < measure->item_count; i++)
        if (measure->items[i].item == told->item)
            return;
    ADD(measure, items, item_count, item_capacity, *told);
}

/* What was told since the sub-period before was told of this one; of one that is not expected nothing counts. */
static void
add_part(struct gathered_measure *measure, const struct part_evidence *told)
{
    if (told->letter == '.')
        measure->session_count = measure->told_before;
    for (size_t i = measure->told_before; i < measure->session_count; i++)
        measure->sessions[i].part = (int)measure->part_count;
    measure->told_before = measure->session_count;
    ADD(measure, parts, part_count, part_capacity, *told);
}

static void
add_to_measure(struct gathered_measure *measure, const struct evidence *evidence)
{
    switch (evidence->kind) {
    case EVIDENCE_SESSION:
        ADD(measure, sessions, session_count, session_capacity, (struct gathered_session){ evidence->as.session, -1, false });
        break;
    case EVIDENCE_RECORD:
        ADD(measure, records, record_count, record_capacity, evidence->as.record);
        break;
    case EVIDENCE_ITEM:
        add_item(measure, &evidence->as.item);
        break;
    case EVIDENCE_PART:
        add_part(measure, &evidence->as.part);
        break;
    case EVIDENCE_ENTRY:
        ADD(measure, entries, entry_count, entry_capacity, evidence->as.entry);
        break;
    case EVIDENCE_STRETCH:
        measure->has_stretch = true;
        measure->stretch = evidence->as.stretch;
        break;
    case EVIDENCE_POPULATION:
        add_population(measure, &evidence->as.population);
        break;
    case EVIDENCE_VENUE:
        ADD(measure, venues, venue_count, venue_capacity, evidence->as.venue);
        break;
    case EVIDENCE_THING:
        ADD(measure, things, thing_count, thing_capacity, evidence->as.thing);
        break;
    case EVIDENCE_FIGURE:
    case EVIDENCE_FIGURE_END:
    case EVIDENCE_MEASURE:
    case EVIDENCE_TARGET:
        break;
    }
}

static void
see(void *ctx, const struct evidence *evidence)
{
    struct gathering *gathering = ctx;
    struct gathered_figure *open = gathering->open;

    switch (evidence->kind) {
    case EVIDENCE_FIGURE:
        begin_figure(gathering, evidence->as.indicator);
        break;
    case EVIDENCE_FIGURE_END:
        end_figure(gathering, evidence->as.figure);
        break;
    case EVIDENCE_MEASURE:
        ADD(open, measures, measure_count, measure_capacity,
            (struct gathered_measure){ .measure = evidence->as.measure.measure, .is_whole = evidence->as.measure.is_whole });
        break;
    case EVIDENCE_TARGET:
        open->has_target = true;
        open->target = *evidence->as.target;
        break;
    default:
        if (open->measure_count > 0)
            add_to_measure(&open->measures[open->measure_count - 1], evidence);
    }
}

static int
by_date(const void *a, const void *b)
{
    const struct session *x = ((const struct gathered_session *)a)->told.session;
    const struct session *y = ((const struct gathered_session *)b)->told.session;

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last < y->last ? -1 : 1;
    return str_cmp(x->chosen->put->activity, y->chosen->put->activity);
}

/* A session that was told again: category by category its people add up, group by group they are others. */
static void
merge(struct gathered_session *kept, const struct gathered_session *again, const struct measure *measure)
{
    if (kept->part < 0)
        kept->part = again->part;
    if (measure->list_of != LIST_EACH || !kept->told.has_people)
        return;
    kept->told.named = kept->told.named < 0 ? -1 : kept->told.named + again->told.named;
    kept->told.least += again->told.least;
    kept->told.most += again->told.most;
}

static void
tidy_sessions(struct gathered_measure *measure)
{
    size_t kept = 0;

    if (measure->session_count > 1)
        qsort(measure->sessions, measure->session_count, sizeof *measure->sessions, by_date);
    for (size_t i = 0; i < measure->session_count; i++) {
        if (kept > 0 && measure->sessions[kept - 1].told.session == measure->sessions[i].told.session)
            merge(&measure->sessions[kept - 1], &measure->sessions[i], measure->measure);
        else
            measure->sessions[kept++] = measure->sessions[i];
    }
    measure->session_count = kept;
    for (size_t i = 0; measure->measure->kind == MEASURE_GROUPS && i < kept; i++)
        measure->sessions[i].told.has_people = false;
}

static int
by_position(const void *a, const void *b)
{
    const struct record *x = *(const struct record *const *)a, *y = *(const struct record *const *)b;

    if (x->view.first != y->view.first)
        return x->view.first < y->view.first ? -1 : 1;
    return (x->base.seq > y->base.seq) - (x->base.seq < y->base.seq);
}

static void
tidy_records(struct gathered_measure *measure)
{
    size_t kept = 0;

    if (measure->record_count > 1)
        qsort(measure->records, measure->record_count, sizeof *measure->records, by_position);
    for (size_t i = 0; i < measure->record_count; i++)
        if (kept == 0 || measure->records[kept - 1] != measure->records[i])
            measure->records[kept++] = measure->records[i];
    measure->record_count = kept;
}

static void
tidy(struct gathered_figure *figure)
{
    for (size_t i = 0; i < figure->measure_count; i++) {
        tidy_sessions(&figure->measures[i]);
        tidy_records(&figure->measures[i]);
    }
    for (size_t i = 0; i < figure->child_count; i++)
        tidy(figure->children[i]);
}

struct gathered_figure *
explain_gather(const struct scope *scope, const struct ruleset *ruleset, uint32_t indicator)
{
    struct gathering gathering = { 0 };
    const struct witness witness = { see, &gathering };
    struct scope told = *scope;

    told.witness = &witness;
    figure_compute(&told, ruleset, indicator);
    tidy(gathering.root);
    return gathering.root;
}

static void
measure_free(struct gathered_measure *measure)
{
    free(measure->sessions);
    free(measure->records);
    free(measure->items);
    free(measure->parts);
    free(measure->entries);
    free(measure->populations);
    free(measure->venues);
    free(measure->things);
}

void
gathered_figure_free(struct gathered_figure *figure)
{
    if (!figure)
        return;
    for (size_t i = 0; i < figure->measure_count; i++)
        measure_free(&figure->measures[i]);
    for (size_t i = 0; i < figure->child_count; i++)
        gathered_figure_free(figure->children[i]);
    free(figure->measures);
    free(figure->children);
    free(figure);
}
