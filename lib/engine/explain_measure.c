/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain_measure.h"

#include "lib/engine/explain_records.h"
#include "lib/engine/explain_sessions.h"

/* What a sub-period's letter says, in a word. */
static const char *
word_of_letter(char letter)
{
    switch (letter) {
    case '1':
        return "met";
    case '0':
        return "missed";
    case '+':
        return "in_progress_met";
    case '-':
        return "in_progress";
    default:
        return "not_expected";
    }
}

/* The sessions of a sub-period, and how many of them are left out. */
static void
put_activities(json_t *object, const struct gathered_measure *measure, int part)
{
    json_t *list = json_array();
    json_int_t left_out = 0;

    for (size_t i = 0; i < measure->session_count; i++) {
        const struct gathered_session *session = &measure->sessions[i];
        if (session->part != part)
            continue;
        if (session->is_left_out)
            left_out++;
        else
            json_array_append_new(list, explain_text(session->told.session->chosen->put->activity));
    }
    json_object_set_new(object, "activities", list);
    if (left_out > 0)
        json_object_set_new(object, "left_out", json_integer(left_out));
}

static json_t *
parts(const struct scope *scope, const struct gathered_measure *measure)
{
    json_t *list = json_array();

    for (size_t i = 0; i < measure->part_count; i++) {
        const struct part_evidence *part = &measure->parts[i];
        char code[PERIOD_CODE_SIZE];
        json_t *object;
        period_code(&part->period, scope->year_start_month, code);
        object = json_pack("{s:s, s:s, s:I, s:I}", "period", code, "state", word_of_letter(part->letter), "had",
                           (json_int_t)part->had, "needed", (json_int_t)part->needed);
        put_activities(object, measure, (int)i);
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *
items(const struct scope *scope, const struct gathered_measure *measure)
{
    const struct plans *plans = &scope->facts->plans;
    json_t *list = json_array();

    for (size_t i = 0; i < measure->item_count; i++) {
        const struct item_evidence *told = &measure->items[i];
        const struct plan_statement *current = plans->items[told->item].current;
        json_t *item = json_pack("{s:o, s:o, s:o, s:o, s:I, s:I}", "item", explain_text(codebook_name(&plans->codes, told->item)),
                                 "title", explain_text(current->put.title), "from", explain_day(told->first), "to",
                                 explain_day(told->last), "revision", (json_int_t)current->base.rev, "seq",
                                 (json_int_t)current->base.seq);
        if (told->has_credit)
            json_object_update_new(item, json_pack("{s:I, s:I, s:I, s:b}", "done", (json_int_t)told->done, "required",
                                                   (json_int_t)told->required, "weight", (json_int_t)told->weight, "dropped",
                                                   told->dropped));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *
entries(const struct gathered_measure *measure)
{
    json_t *list = json_array();

    for (size_t i = 0; i < measure->entry_count; i++) {
        const struct entry_evidence *told = &measure->entries[i];
        json_array_append_new(list, json_pack("{s:o, s:I, s:I, s:b}", "name", explain_text(told->name), "found",
                                              (json_int_t)told->found, "needed", (json_int_t)told->needed, "met",
                                              told->found >= told->needed));
    }
    return list;
}

/* The sessions on the two days between which there was none. */
static json_t *
activity_on(const struct gathered_measure *measure, day_t day, bool is_edge)
{
    for (size_t i = 0; !is_edge && i < measure->session_count; i++) {
        const struct session *session = measure->sessions[i].told.session;
        if (session->first <= day && day <= session->last)
            return explain_text(session->chosen->put->activity);
    }
    return json_null();
}

static json_t *
stretch(const struct gathered_measure *measure)
{
    const struct stretch_evidence *told = &measure->stretch;

    return json_pack("{s:o, s:o, s:I, s:o, s:o}", "from", explain_day(told->from), "to", explain_day(told->to), "days",
                     (json_int_t)told->days, "after", activity_on(measure, told->from, told->begins_at_edge), "before",
                     activity_on(measure, told->to, told->ends_at_edge));
}

static json_t *
populations(const struct scope *scope, const struct gathered_measure *measure)
{
    json_t *list = json_array();

    for (size_t i = 0; i < measure->population_count; i++) {
        const struct population_evidence *told = &measure->populations[i].told;
        json_array_append_new(
            list, json_pack("{s:o, s:I, s:o, s:o, s:o, s:I, s:b, s:I}", "unit",
                            explain_text(codebook_name(&scope->facts->units.codes, told->unit)), "count",
                            (json_int_t)told->count, "from", explain_day(told->from), "day", explain_day(told->day), "source",
                            explain_text(told->source), "days", (json_int_t)measure->populations[i].days, "stale", told->stale,
                            "seq", (json_int_t)told->seq));
    }
    return list;
}

static json_t *
venues(const struct gathered_measure *measure)
{
    json_t *list = json_array();

    for (size_t i = 0; i < measure->venue_count; i++) {
        const struct venue_evidence *told = &measure->venues[i];
        const struct venue_put *put = &told->venue->as.venue_put;
        json_array_append_new(list, json_pack("{s:o, s:o, s:I, s:I, s:I, s:I, s:I}", "venue", explain_text(put->venue), "name",
                                              explain_text(put->name), "met", (json_int_t)told->met, "expected",
                                              (json_int_t)told->expected, "excused", (json_int_t)told->excused, "gap",
                                              (json_int_t)told->gap, "seq", (json_int_t)told->venue->base.seq));
    }
    return list;
}

static json_t *
things(const struct gathered_measure *measure)
{
    json_t *list = json_array();

    for (size_t i = 0; i < measure->thing_count; i++) {
        const struct thing_evidence *told = &measure->things[i];
        json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:o}", "kind", explain_text(told->kind), "code",
                                              explain_text(told->code), "name", explain_text(told->name), "seq",
                                              told->seq ? json_integer((json_int_t)told->seq) : json_null()));
    }
    return list;
}

/* What of a measure's options says how people or populations were looked for. */
static void
put_options(json_t *object, const struct measure *measure)
{
    if (measure->kind == MEASURE_PEOPLE) {
        json_object_set_new(object, "who", explain_text(people_who_names[measure->who]));
        json_object_set_new(object, "scope", explain_text(people_scope_names[measure->scope]));
        json_object_set_new(object, "min_times", json_integer(measure->min_times));
        json_object_set_new(object, "min_minutes", json_integer(measure->min_minutes));
    }
    if (measure->kind == MEASURE_POPULATION) {
        json_object_set_new(object, "basis", explain_text(basis_names[measure->basis]));
        json_object_set_new(object, "mode", explain_text(population_mode_names[measure->mode]));
    }
    if (measure->kind == MEASURE_CONSTANT) {
        char text[DECIMAL_SIZE];
        fraction_text(measure->constant, text);
        json_object_set_new(object, "value", json_string(text));
    }
}

static void
put_list(json_t *object, const char *name, size_t count, json_t *list)
{
    if (count > 0)
        json_object_set(object, name, list);
    json_decref(list);
}

json_t *
explain_measure(const struct scope *scope, const struct ruleset *ruleset, const struct gathered_figure *figure,
                const struct gathered_measure *measure, const struct explain_telling *telling)
{
    const struct measure *of = measure->measure;
    json_t *object = json_pack("{s:s, s:o, s:o}", "role", measure->is_whole ? "denominator" : "numerator", "kind",
                               explain_text(measure_kind_names[of->kind]), "rule",
                               of->rule < 0 || (size_t)of->rule >= ruleset->rule_count ? json_null() : explain_text(ruleset->rules[of->rule].name));

    put_options(object, of);
    if (of->kind == MEASURE_PEOPLE && !measure->is_whole && figure->figure.has_bounds)
        json_object_set_new(object, "bounds", explain_bounds(measure, &figure->figure));
    put_list(object, "sessions", measure->session_count, explain_sessions(scope, measure, telling));
    if (measure->left_out.sessions > 0)
        json_object_set_new(object, "left_out", explain_left_out(&measure->left_out));
    put_list(object, "parts", measure->part_count, parts(scope, measure));
    put_list(object, "items", measure->item_count, items(scope, measure));
    put_list(object, "entries", measure->entry_count, entries(measure));
    if (measure->has_stretch)
        json_object_set_new(object, "stretch", stretch(measure));
    put_list(object, "populations", measure->population_count, populations(scope, measure));
    put_list(object, "venues", measure->venue_count, venues(measure));
    put_list(object, "things", measure->thing_count, things(measure));
    explain_put_records(object, scope, measure, telling);
    return object;
}
