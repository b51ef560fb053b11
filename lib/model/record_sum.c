/* SPDX-License-Identifier: MIT */
#include "lib/model/record_sum.h"

#include "lib/base/mem.h"
#include "lib/model/exact.h"
#include "lib/model/foreign.h"
#include "lib/model/record_count.h"
#include "lib/model/record_fields.h"
#include "lib/model/record_walk.h"
#include "lib/model/reports.h"

#include <stdlib.h>

static void
collect(void *ctx, const struct record *record)
{
    struct record_list *list = ctx;

    list->records = mem_grow(list->records, list->count, &list->capacity, sizeof *list->records);
    list->records[list->count++] = (struct record *)record;
}

static bool
foreign_value_of(const struct record *record, struct str name, struct fraction *value)
{
    const struct foreign_value *found = foreign_value_find(&record->as.foreign, name);

    if (!found || found->kind != FOREIGN_NUMBER)
        return false;
    *value = found->number;
    return true;
}

static bool
value_of(const struct record *record, struct str name, struct fraction *value)
{
    const struct record_field *field = record_field_find(record->type, name);
    const void *place;

    if (record->type == EVENT_FOREIGN)
        return foreign_value_of(record, name, value);
    place = record_field_value(&record->as, field);
    if (!record_field_is_given(&record->as, field))
        return false;
    *value = field->kind == DATA_FRACTION ? *(const struct fraction *)place
                                          : (struct fraction){ *(const uint32_t *)place, 1 };
    return true;
}

static bool
settle(struct exact total, struct fraction *sum)
{
    if (total.den == 0 || total.num > INT64_MAX || total.num < INT64_MIN || total.den > INT64_MAX)
        return false;
    *sum = (struct fraction){ (int64_t)total.num, (int64_t)total.den };
    return true;
}

/* Records of which none says the number leave it unknown, unless the unit says that this was all there is to say. */
static bool
is_told(const struct scope *scope, const struct measure *measure, const struct record_list *list)
{
    struct fraction value;

    for (size_t i = 0; measure->field.ptr && i < list->count; i++)
        if (value_of(list->records[i], measure->field, &value))
            return true;
    return !measure->field.ptr || list->count == 0 || reports_cover(scope, record_dataset_of(measure));
}

static struct exact
sum_of(const struct record_list *list, struct str field)
{
    struct exact total = { 0, 1 };
    struct fraction value;

    for (size_t i = 0; i < list->count; i++)
        if (value_of(list->records[i], field, &value))
            total = exact_add(total, exact_of(value));
    return total;
}

/* -- the last of each unit -- */

static int
by_unit(const void *a, const void *b)
{
    const struct record *x = *(struct record *const *)a, *y = *(struct record *const *)b;

    return (x->view.unit > y->view.unit) - (x->view.unit < y->view.unit);
}

static bool
is_later(const struct facts *facts, const struct record *a, const struct record *b)
{
    if (a->view.last != b->view.last)
        return a->view.last > b->view.last;
    return statement_cmp_single(&a->base, &b->base, facts->units.default_zone, facts->records.log) > 0;
}

static void
keep_given(struct record_list *list, struct str field)
{
    struct fraction value;
    size_t kept = 0;

    for (size_t i = 0; i < list->count; i++)
        if (value_of(list->records[i], field, &value))
            list->records[kept++] = list->records[i];
    list->count = kept;
}

static void
keep_last_of_each_unit(const struct facts *facts, struct record_list *list)
{
    size_t kept = 0;

    if (list->count > 1)
        qsort(list->records, list->count, sizeof *list->records, by_unit);
    for (size_t i = 0; i < list->count; i++) {
        struct record *record = list->records[i];
        if (kept == 0 || list->records[kept - 1]->view.unit != record->view.unit)
            list->records[kept++] = record;
        else if (is_later(facts, record, list->records[kept - 1]))
            list->records[kept - 1] = record;
    }
    list->count = kept;
}

/* -- awards -- */

static struct fraction
points_of(const struct measure *measure, const struct record *record)
{
    return measure->points[record->as.award_put.level][record->as.award_put.rank];
}

static int
by_winner_and_contest(const void *a, const void *b)
{
    const struct record *x = *(struct record *const *)a, *y = *(struct record *const *)b;

    if (x->team != y->team)
        return x->team < y->team ? -1 : 1;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return str_cmp(x->as.award_put.contest, y->as.award_put.contest);
}

/* Of one contest a team or unit keeps its best award only. */
static struct exact
points_sum(const struct measure *measure, struct record_list *list)
{
    struct exact total = { 0, 1 };
    struct fraction best = { 0, 1 };

    if (list->count > 1)
        qsort(list->records, list->count, sizeof *list->records, by_winner_and_contest);
    for (size_t i = 0; i < list->count; i++) {
        struct fraction points = points_of(measure, list->records[i]);
        bool is_new = i == 0 || by_winner_and_contest(&list->records[i - 1], &list->records[i]) != 0;
        if (is_new || fraction_cmp(points, best) > 0)
            best = points;
        if (i + 1 == list->count || by_winner_and_contest(&list->records[i], &list->records[i + 1]) != 0)
            total = exact_add(total, exact_of(best));
    }
    return total;
}

bool
record_sum(const struct scope *scope, const struct measure *measure, struct fraction *sum)
{
    struct record_list list = { 0 };
    struct scope quiet = *scope;
    struct exact total;
    bool told;

    quiet.witness = NULL; /* what is left of the list is told */
    record_walk_measure(&quiet, measure, measure->rule, &scope->period, collect, &list);
    told = is_told(scope, measure, &list);
    if (measure->kind == MEASURE_LATEST) {
        keep_given(&list, measure->field);
        keep_last_of_each_unit(scope->facts, &list);
    }
    for (size_t i = 0; i < list.count; i++)
        record_tell(scope, list.records[i]);
    total = measure->kind == MEASURE_AWARDS ? points_sum(measure, &list) : sum_of(&list, measure->field);
    free(list.records);
    return told && settle(total, sum);
}
