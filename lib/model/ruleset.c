/* SPDX-License-Identifier: MIT */
#include "lib/model/ruleset.h"

const struct str subject_kind_names[RULE_SUBJECTS] = {
    STR_INIT("session"), STR_INIT("plan_item"), STR_INIT("record"), STR_INIT("figures"),
};
const struct str people_who_names[PEOPLE_WHOS] = { STR_INIT("residents"), STR_INIT("members"), STR_INIT("all") };
const struct str people_scope_names[PEOPLE_SCOPES] = { STR_INIT("host"), STR_INIT("reach") };
const struct str people_tree_names[PEOPLE_TREES] = { STR_INIT("as_was"), STR_INIT("as_is") };
const struct str people_method_names[PEOPLE_METHODS] = {
    STR_INIT("named"), STR_INIT("lower"), STR_INIT("upper"), STR_INIT("declared"),
};
const struct str population_mode_names[POPULATION_MODES] = {
    STR_INIT("end"), STR_INIT("start"), STR_INIT("average"), STR_INIT("pinned"),
};
const struct str count_of_names[COUNTS_OF] = {
    STR_INIT("activity.held"),   STR_INIT("plan.put"),        STR_INIT("team.put"),          STR_INIT("venue.put"),
    STR_INIT("venue.open"),      STR_INIT("venue.closed"),    STR_INIT("plan.drop"),         STR_INIT("reach.declared"),
    STR_INIT("volunteer.join"),  STR_INIT("volunteer.leave"), STR_INIT("volunteer.count"),   STR_INIT("volunteer.hours"),
    STR_INIT("feedback.response"), STR_INIT("feedback.summary"), STR_INIT("publicity.put"),  STR_INIT("award.put"),
    STR_INIT("evidence.put"),    STR_INIT("partner.put"),     STR_INIT("talent.put"),        STR_INIT("declared.put"),
    STR_INIT("report.done"),     STR_INIT("incident.put"),    STR_INIT("period.close"),      STR_INIT("period.reopen"),
};
const struct str groups_of_names[GROUPS_KINDS] = { STR_INIT("people"), STR_INIT("activity.held") };
const struct str measure_kind_names[MEASURE_KINDS] = {
    STR_INIT("none"),    STR_INIT("people"),  STR_INIT("attendances"), STR_INIT("count"),    STR_INIT("population"),
    STR_INIT("members"), STR_INIT("periods"), STR_INIT("plan"),        STR_INIT("constant"), STR_INIT("gap"),      STR_INIT("completion"),
    STR_INIT("volunteers"), STR_INIT("volunteer_hours"), STR_INIT("feedback"),
    STR_INIT("sum"),     STR_INIT("latest"),  STR_INIT("awards"),      STR_INIT("weeks"),    STR_INIT("days"),
    STR_INIT("rota"),
    STR_INIT("groups"),  STR_INIT("figure"),
    STR_INIT("idle"),    STR_INIT("age"),     STR_INIT("reported"),    STR_INIT("timely"),
    STR_INIT("fold"),
};
const struct str volunteers_of_names[VOLUNTEERS_OF] = {
    STR_INIT("registered"), STR_INIT("recruited"), STR_INIT("active"), STR_INIT("starred"),
};
const struct str indicator_kind_names[INDICATOR_KINDS] = {
    STR_INIT("ratio"), STR_INIT("value"), STR_INIT("all_of"), STR_INIT("score"),
};
const struct str breakdown_names[BREAKDOWNS] = {
    STR_INIT("unit"), STR_INIT("team"), STR_INIT("category"), STR_INIT("group"),
};

_Static_assert((int)COUNT_FOREIGN == (int)COUNT_RECORDS + (int)EVENT_FOREIGN - (int)EVENT_VENUE_PUT, "the type after those that have a name here");

bool
measure_is_of_records(const struct measure *measure)
{
    switch (measure->kind) {
    case MEASURE_COUNT:
    case MEASURE_PERIODS:
        return measure->of >= COUNT_RECORDS;
    case MEASURE_SUM:
    case MEASURE_FOLD:
    case MEASURE_LATEST:
    case MEASURE_AWARDS:
    case MEASURE_WEEKS:
    case MEASURE_DAYS:
    case MEASURE_ROTA:
        return true;
    default:
        return false;
    }
}

bool
event_type_is_stock(enum event_type type)
{
    switch (type) {
    case EVENT_VENUE_PUT:
    case EVENT_VOLUNTEER_JOIN:
    case EVENT_VOLUNTEER_LEAVE:
    case EVENT_VOLUNTEER_COUNT:
    case EVENT_EVIDENCE_PUT:
    case EVENT_PARTNER_PUT:
    case EVENT_TALENT_PUT:
    case EVENT_DECLARED_PUT:
        return true;
    default:
        return false;
    }
}

int
ruleset_find(const struct ruleset *ruleset, struct str indicator)
{
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        if (str_eq(ruleset->indicators[i].name, indicator))
            return (int)i;
    return -1;
}

int
ruleset_find_card(const struct ruleset *ruleset, struct str card)
{
    for (size_t i = 0; i < ruleset->card_count; i++)
        if (str_eq(ruleset->cards[i].name, card))
            return (int)i;
    return -1;
}

void
ruleset_free(struct ruleset *ruleset)
{
    arena_free(&ruleset->arena);
    *ruleset = (struct ruleset){ 0 };
}
