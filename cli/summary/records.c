/* SPDX-License-Identifier: MIT */
#include "cli/summary/records.h"

#include "cli/json_read.h"
#include "cli/lang.h"

enum { SOURCE_LENGTH = 160 /* bytes, or a little more */ };

/* In the list as long as it is not too long; else one more is left out. */
static void
append(json_t *data, const char *list, json_t *object)
{
    json_t *left_out = json_object_get(data, "left_out"), *array = json_object_get(data, list);

    if (json_array_size(array) < SUMMARY_LIST_MAX)
        json_array_append_new(array, object);
    else {
        json_object_set_new(left_out, list, json_integer(json_integer_value(json_object_get(left_out, list)) + 1));
        json_decref(object);
    }
}

/* ---- teams and venues ---- */

void
summary_teams_choose(struct summary_question *question)
{
    const struct str type = STR("turnout.team.put");

    statements_choose(&question->teams, question->events, question->event_count, &type, 1, "team", true, question->arena);
}

/* Founded before the end of the period, and not dissolved before its end. */
static bool
is_there(const struct summary_question *question, const json_t *data, const char *begin, const char *end)
{
    const struct period *period = &question->period.period;
    day_t day;

    if (day_parse(json_str(data, begin), &day) && day >= period->end)
        return false;
    return !day_parse(json_str(data, end), &day) || day >= period->end;
}

static void
tell_team(const struct summary_question *question, const struct told_event *team, json_t *data)
{
    json_t *object = told_object(team, question->unit, question->arena);
    struct str code = json_str(team->data, "team"), category = json_str(team->data, "category"), kind = json_str(team->data, "kind");

    told_text(object, "code", code);
    told_text(object, "name", told_called(team, code));
    told_text(object, "kind", kind.ptr ? kind : STR("team"));
    if (category.ptr)
        told_text(object, "category_name", told_category(category));
    json_object_set_new(object, "figures", summary_figures_of_team(&question->figures, code, question->arena));
    append(data, "teams", object);
}

static void
tell_teams(const struct summary_question *question, json_t *data)
{
    for (size_t i = 0; i < question->teams.count; i++)
        if (is_there(question, question->teams.told[i].data, "founded", "dissolved"))
            tell_team(question, &question->teams.told[i], data);
}

static void
tell_venue(const struct summary_question *question, const struct told_event *venue, json_t *data)
{
    static const char *const members[] = { "kind", "equipped", "free", "weekly_minutes", NULL };
    json_t *object = told_object(venue, question->unit, question->arena);
    struct str code = json_str(venue->data, "venue");

    told_text(object, "code", code);
    told_text(object, "name", told_called(venue, code));
    told_members(object, venue->data, members);
    if (json_object_get(venue->data, "rooms"))
        json_object_set(object, "rooms", json_object_get(venue->data, "rooms"));
    append(data, "venues", object);
}

/* ---- what was posted one by one ---- */

static void
tell_award(const struct summary_question *question, const struct told_event *award, json_t *data)
{
    static const char *const members[] = { "contest", "level", "rank", NULL };
    struct str code = json_str(award->data, "team");
    const struct told_event *team = code.ptr ? statements_about(&question->teams, "team", code) : NULL;
    json_t *object;

    if (!award->event->unit.ptr && !team)
        return; /* of a team elsewhere */
    object = told_object(award, question->unit, question->arena);
    told_members(object, award->data, members);
    if (code.ptr)
        told_text(object, "team", told_called(team, code));
    append(data, "awards", object);
}

static void
tell_named(const struct summary_question *question, const struct told_event *record, json_t *data, const char *list)
{
    static const char *const members[] = { "kind", "name", "ref", NULL };
    json_t *object = told_object(record, question->unit, question->arena);

    told_members(object, record->data, members);
    append(data, list, object);
}

static void
tell_talent(const struct summary_question *question, const struct told_event *record, json_t *data)
{
    tell_named(question, record, data, "talents");
}

static void
tell_evidence(const struct summary_question *question, const struct told_event *record, json_t *data)
{
    tell_named(question, record, data, "evidence");
}

static void
tell_partner(const struct summary_question *question, const struct told_event *record, json_t *data)
{
    tell_named(question, record, data, "partners");
}

static json_t *
entry_of(json_t *list, const char *key, struct str code)
{
    json_t *entry;
    size_t i;

    json_array_foreach(list, i, entry)
        if (str_eq(json_str(entry, key), code))
            return entry;
    entry = json_pack("{s:I}", "count", (json_int_t)0);
    told_text(entry, key, code);
    json_array_append_new(list, entry);
    return entry;
}

/* One more. */
static void
count_entry(json_t *entry)
{
    json_object_set_new(entry, "count", json_integer(json_integer_value(json_object_get(entry, "count")) + 1));
}

/* {code, count, source}: one more of it; the source names the first few events. */
static void
count_word(const struct summary_question *question, const struct told_event *item, json_t *list, const char *member)
{
    struct str code = json_str(item->data, member), source;
    unsigned long long seq = item->event->seq;
    json_t *entry;

    if (!code.ptr)
        return;
    entry = entry_of(list, "code", code);
    count_entry(entry);
    source = json_str(entry, "source");
    if (!source.ptr)
        told_text(entry, "source", arena_printf(question->arena, _("%.*s, %s %.*s, log positions %llu"), STR_ARG(item->event->type), member,
                                                STR_ARG(code), seq));
    else if (source.len < SOURCE_LENGTH)
        told_text(entry, "source", arena_printf(question->arena, "%.*s, %llu", STR_ARG(source), seq));
    else if (source.ptr[source.len - 1] != '.')
        told_text(entry, "source", arena_printf(question->arena, "%.*s ...", STR_ARG(source)));
}

static void
tell_publicity(const struct summary_question *question, const struct told_event *item, json_t *data)
{
    count_word(question, item, json_object_get(data, "channels"), "channel");
    count_word(question, item, json_object_get(data, "topics"), "topic");
}

/* What the unit itself says of this period. */
static void
tell_declared(const struct summary_question *question, const struct told_event *declared, json_t *data)
{
    static const char *const members[] = { "what", "value", NULL };
    json_t *object;

    if (!str_eq(json_str(declared->data, "period"), question->period.code) || !str_eq(declared->event->unit, question->unit))
        return;
    object = told_object(declared, question->unit, question->arena);
    told_members(object, declared->data, members);
    append(data, "declared", object);
}

/* ---- all of them ---- */

static const struct record_kind {
    struct str type;
    const char *thing;
    void (*tell)(const struct summary_question *question, const struct told_event *told, json_t *data);
} kinds[] = {
    { STR_INIT("turnout.venue.put"), "venue", tell_venue },     { STR_INIT("turnout.award.put"), NULL, tell_award },
    { STR_INIT("turnout.publicity.put"), NULL, tell_publicity }, { STR_INIT("turnout.talent.put"), NULL, tell_talent },
    { STR_INIT("turnout.evidence.put"), NULL, tell_evidence },   { STR_INIT("turnout.partner.put"), NULL, tell_partner },
    { STR_INIT("turnout.declared.put"), NULL, tell_declared },
};

static void
tell_kind(const struct summary_question *question, const struct record_kind *kind, json_t *data)
{
    struct statements statements = { 0 };

    statements_choose(&statements, question->events, question->event_count, &kind->type, 1, kind->thing, true, question->arena);
    for (size_t i = 0; i < statements.count; i++)
        kind->tell(question, &statements.told[i], data);
    statements_free(&statements);
}

/* d.team_kinds = {{kind, count}, ...}: of what the list tells; only_own: without what units below posted. */
static void
tell_kinds_of(json_t *data, const char *list, const char *kinds_of_list, bool only_own)
{
    json_t *found = json_array();
    const json_t *object;
    size_t i;

    json_array_foreach(json_object_get(data, list), i, object)
        if (json_str(object, "kind").ptr && !(only_own && json_object_get(object, "unit_name")))
            count_entry(entry_of(found, "kind", json_str(object, "kind")));
    json_object_set_new(data, kinds_of_list, found);
}

static void
tell_all_kinds(json_t *data)
{
    tell_kinds_of(data, "teams", "team_kinds", false);
    tell_kinds_of(data, "venues", "venue_kinds", false);
    tell_kinds_of(data, "talents", "talent_kinds", false);
    tell_kinds_of(data, "evidence", "evidence_kinds", true);
}

void
summary_records_tell(const struct summary_question *question, json_t *data)
{
    static const char *const lists[] = { "teams",    "venues",   "awards",   "channels", "topics",
                                         "talents",  "evidence", "partners", "declared" };

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        json_object_set_new(data, lists[i], json_array());
    tell_teams(question, data);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        tell_kind(question, &kinds[i], data);
    tell_all_kinds(data);
}
