/* SPDX-License-Identifier: MIT */
#include "tests/support/random_records.h"

#include "tests/support/random_facts.h"

enum { PEOPLE = 5 };

static struct str
some_unit(struct world *world, struct dice *dice)
{
    return dice_below(dice, 20) == 0 ? STR("ghost") : arena_printf(&world->arena, "u%u", dice_below(dice, RANDOM_UNITS));
}

static struct str
some_session(struct world *world, struct dice *dice)
{
    return arena_printf(&world->arena, "s%u", dice_below(dice, RANDOM_SESSIONS));
}

static const char *
some_date(struct world *world, struct dice *dice)
{
    static const char *const vague[] = { "2024", "2025", "2025-07", "2024-11", "2025-12-30/2026-01-02" };
    unsigned day = 1 + dice_below(dice, 28), month = 1 + dice_below(dice, 12), year = 2024 + dice_below(dice, 2);

    if (dice_below(dice, 8) == 0)
        return vague[dice_below(dice, 5)];
    return arena_printf(&world->arena, "%u-%02u-%02u", year, month, day).ptr;
}

static struct str
some_period(struct dice *dice)
{
    static const struct str periods[] = {
        STR_INIT("2024"), STR_INIT("2025"), STR_INIT("2025H1"), STR_INIT("2025Q2"), STR_INIT("2025-06"), STR_INIT("2024-12"),
    };

    return periods[dice_below(dice, 6)];
}

static struct event *
of_person(struct world *world, struct dice *dice, enum event_type type, const char *at)
{
    struct event *event = make_event(world, type, at);

    event->persons = arena_array(&world->arena, 1, sizeof *event->persons);
    event->persons[0] = 1 + dice_below(dice, PEOPLE);
    event->person_count = 1;
    return event;
}

static struct event *
some_hours(struct world *world, struct dice *dice)
{
    unsigned hour = dice_below(dice, 24), first = 1 + dice_below(dice, 27), month = 1 + dice_below(dice, 12);
    const char *from = arena_printf(&world->arena, "2025-%02u-%02uT%02u:20:00+08:00", month, first, hour).ptr;
    struct event *event = of_person(world, dice, EVENT_VOLUNTEER_HOURS, from);
    struct volunteer_hours *hours = &event->as.volunteer_hours;

    *hours = (struct volunteer_hours){ .unit = some_unit(world, dice), .proof = (enum proof)dice_below(dice, PROOFS) };
    hours->from = make_when(from);
    hours->to = hours->from;
    hours->to.instant += 60 * (1 + (int64_t)dice_below(dice, 1440));
    return event;
}

static struct event *
some_minutes(struct world *world, struct dice *dice)
{
    bool is_group = dice_below(dice, 2);
    struct event *event = of_person(world, dice, EVENT_VOLUNTEER_HOURS, some_date(world, dice));
    struct volunteer_hours *hours = &event->as.volunteer_hours;

    *hours = (struct volunteer_hours){ .unit = some_unit(world, dice), .has_minutes = true, .minutes = dice_below(dice, 700) };
    if (dice_below(dice, 2))
        hours->activity = some_session(world, dice);
    if (is_group) {
        event->person_count = 0;
        hours->group = 1 + dice_below(dice, 9);
    }
    return event;
}

static struct event *
some_change(struct world *world, struct dice *dice)
{
    enum event_type type = dice_below(dice, 3) ? EVENT_VOLUNTEER_JOIN : EVENT_VOLUNTEER_LEAVE;
    struct event *event = of_person(world, dice, type, some_date(world, dice));

    event->as.volunteer_change = (struct volunteer_change){ .unit = some_unit(world, dice) };
    return event;
}

static struct event *
some_count(struct world *world, struct dice *dice)
{
    struct event *event = make_event(world, EVENT_VOLUNTEER_COUNT, some_date(world, dice));

    event->as.volunteer_count = (struct volunteer_count){
        .unit = some_unit(world, dice), .period = some_period(dice), .has_registered = dice_below(dice, 3) > 0,
        .registered = dice_below(dice, 20), .has_recruited = true, .recruited = dice_below(dice, 9),
    };
    return event;
}

static struct event *
some_answer(struct world *world, struct dice *dice)
{
    bool is_summary = dice_below(dice, 2);
    struct event *event = make_event(world, is_summary ? EVENT_FEEDBACK_SUMMARY : EVENT_FEEDBACK_RESPONSE, some_date(world, dice));
    struct feedback *feedback = &event->as.feedback;

    *feedback = (struct feedback){ .level = dice_below(dice, FEEDBACK_LEVELS), .has_sent = is_summary && dice_below(dice, 2), .sent = 40 };
    if (dice_below(dice, 2))
        feedback->unit = some_unit(world, dice);
    else
        feedback->activity = some_session(world, dice);
    if (is_summary) {
        feedback->count_count = 2;
        feedback->counts = arena_array(&world->arena, 2, sizeof *feedback->counts);
        feedback->counts[0] = (struct group_count){ STR("5"), dice_below(dice, 20) };
        feedback->counts[1] = (struct group_count){ STR("2"), dice_below(dice, 20) };
    }
    return event;
}

static struct event *
some_report(struct world *world, struct dice *dice)
{
    struct event *event = make_event(world, EVENT_REPORT_DONE, some_date(world, dice));

    event->as.report_done = (struct report_done){
        .unit = some_unit(world, dice), .dataset = dice_below(dice, 2) ? STR("volunteer") : STR("feedback"), .period = some_period(dice), .empty = true
    };
    return event;
}

struct event *
random_record(struct world *world, struct dice *dice)
{
    switch (dice_below(dice, 8)) {
    case 0:
    case 1:
        return some_hours(world, dice);
    case 2:
        return some_minutes(world, dice);
    case 3:
        return some_change(world, dice);
    case 4:
        return some_count(world, dice);
    case 5:
        return some_report(world, dice);
    default:
        return some_answer(world, dice);
    }
}

#define OVER .over = (1u << PERIOD_KINDS) - 1
#define PROVEN .rule = RULE_NONE, .proofs = (1u << PROOFS) - 1, .min_minutes = 1
#define NOTHING { .kind = MEASURE_NONE, .rule = RULE_NONE }
#define REGISTERED { .kind = MEASURE_VOLUNTEERS, .volunteers = VOLUNTEERS_REGISTERED, PROVEN }
#define ANSWERS(mask) { .kind = MEASURE_FEEDBACK, .rule = RULE_NONE, .levels = mask, .weights = { 1, 1, 1, 1, 1, 1 }, .weight_den = 1, .min_n = 30 }

enum { BY_ALL = BY_UNIT | BY_TEAM | BY_CATEGORY };

static struct indicator indicators[] = {
    { .name = STR_INIT("active"), .kind = INDICATOR_RATIO, .factor = 100, .by = BY_UNIT, OVER, .denominator = REGISTERED,
      .numerator = { .kind = MEASURE_VOLUNTEERS, .volunteers = VOLUNTEERS_ACTIVE, PROVEN } },
    { .name = STR_INIT("content"), .kind = INDICATOR_RATIO, .factor = 100, .by = BY_ALL, OVER, .numerator = ANSWERS(48), .denominator = ANSWERS(62) },
    { .name = STR_INIT("hours"), .kind = INDICATOR_VALUE, .factor = 1, .by = BY_ALL, OVER, .denominator = NOTHING,
      .numerator = { .kind = MEASURE_SERVICE, .hours = true, PROVEN } },
    { .name = STR_INIT("hours_with_a_cap"), .kind = INDICATOR_VALUE, .factor = 1, .by = BY_ALL, OVER, .denominator = NOTHING,
      .numerator = { .kind = MEASURE_SERVICE, .cap = 60, PROVEN } },
    { .name = STR_INIT("recruited"), .kind = INDICATOR_VALUE, .factor = 1, .by = BY_UNIT, OVER, .denominator = NOTHING,
      .numerator = { .kind = MEASURE_VOLUNTEERS, .volunteers = VOLUNTEERS_RECRUITED, PROVEN } },
    { .name = STR_INIT("registered"), .kind = INDICATOR_VALUE, .factor = 1, .by = BY_UNIT, OVER, .denominator = NOTHING, .numerator = REGISTERED },
    { .name = STR_INIT("returned"), .kind = INDICATOR_RATIO, .factor = 100, .by = BY_ALL, OVER, .numerator = ANSWERS(63),
      .denominator = { .kind = MEASURE_FEEDBACK, .rule = RULE_NONE, .sent = true } },
    { .name = STR_INIT("starred"), .kind = INDICATOR_VALUE, .factor = 1, .by = BY_ALL, OVER, .denominator = NOTHING,
      .numerator = { .kind = MEASURE_VOLUNTEERS, .volunteers = VOLUNTEERS_STARRED, PROVEN, .stars = 1, .thresholds = { 900 }, .threshold_count = 1 } },
};

const struct ruleset *
record_rules(void)
{
    static const struct ruleset rules = { .indicators = indicators, .indicator_count = sizeof indicators / sizeof *indicators };

    return &rules;
}
