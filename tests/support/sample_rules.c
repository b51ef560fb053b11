/* SPDX-License-Identifier: MIT */
#include "tests/support/sample_rules.h"

#define EVERY_PERIOD ((1u << PERIOD_KINDS) - 1)
#define MEASURE(what, ...) \
    { .kind = what, .rule = RULE_NONE, .statuses = STATUSES_COUNTED, .roles = (1u << ATTEND_ROLES) - 1, .min_times = 1, .at_least = 1, __VA_ARGS__ }
#define RATIO(title, breakdown) .name = STR_INIT(title), .kind = INDICATOR_RATIO, .factor = 100, .decimals = 2, .by = breakdown, .over = EVERY_PERIOD
#define VALUE(title, breakdown) .name = STR_INIT(title), .kind = INDICATOR_VALUE, .factor = 1, .by = breakdown, .over = EVERY_PERIOD
#define NOTHING MEASURE(MEASURE_NONE, .who = WHO_RESIDENTS)
#define USUAL MEASURE(MEASURE_POPULATION, .basis = BASIS_USUAL)

enum { BY_ALL = BY_UNIT | BY_TEAM | BY_CATEGORY | BY_GROUP };

static uint32_t parts[] = { 5, 6 };
static struct measure contest[] = { { .kind = MEASURE_PLAN, .rule = 2, .every = PERIOD_YEAR, .at_least = 1 } };

static struct indicator indicators[] = {
    { VALUE("activities", BY_UNIT | BY_TEAM | BY_CATEGORY), .numerator = MEASURE(MEASURE_COUNT, .of = COUNT_SESSIONS), .denominator = NOTHING },
    { VALUE("attendances", BY_UNIT | BY_TEAM | BY_CATEGORY), .numerator = MEASURE(MEASURE_ATTENDANCES, .who = WHO_RESIDENTS), .denominator = NOTHING },
    { .name = STR_INIT("both"), .kind = INDICATOR_ALL_OF, .factor = 100, .parts = parts, .part_count = 2, .by = BY_UNIT | BY_TEAM, .over = EVERY_PERIOD },
    { RATIO("education", BY_ALL), .numerator = { .kind = MEASURE_PEOPLE, .rule = 0, .statuses = STATUSES_COUNTED, .roles = 31, .min_times = 1, .min_minutes = 30 }, .denominator = USUAL },
    { RATIO("everybody", BY_ALL), .numerator = MEASURE(MEASURE_PEOPLE, .who = WHO_ALL), .denominator = USUAL },
    { RATIO("months", BY_UNIT | BY_TEAM), .numerator = MEASURE(MEASURE_PERIODS, .every = PERIOD_MONTH) },
    { RATIO("months_of_contests", BY_UNIT | BY_TEAM), .numerator = { .kind = MEASURE_PERIODS, .rule = 1, .every = PERIOD_MONTH, .at_least = 1 } },
    { RATIO("participation", BY_ALL), .numerator = MEASURE(MEASURE_PEOPLE, .who = WHO_RESIDENTS), .denominator = USUAL },
    { RATIO("plan", BY_UNIT | BY_TEAM), .numerator = MEASURE(MEASURE_PLAN, .every = PERIOD_MONTH), .requires = contest, .require_count = 1, .has_target = true, .target_at_least = true, .target = { 100, 1 } },
    { VALUE("planned", BY_UNIT | BY_TEAM | BY_CATEGORY), .numerator = MEASURE(MEASURE_COUNT, .of = COUNT_PLAN_ITEMS), .denominator = NOTHING },
    { RATIO("roster", BY_TEAM), .numerator = MEASURE(MEASURE_PEOPLE, .who = WHO_MEMBERS), .denominator = MEASURE(MEASURE_MEMBERS, .who = WHO_RESIDENTS) },
    { VALUE("teams", BY_UNIT), .numerator = MEASURE(MEASURE_COUNT, .of = COUNT_TEAMS), .denominator = NOTHING },
    { RATIO("wherever", BY_ALL), .numerator = MEASURE(MEASURE_PEOPLE, .scope = SCOPE_REACH), .denominator = USUAL },
};

const struct ruleset *
sample_rules(bool reach)
{
    static struct plugin plugins[] = { { .name = STR_INIT("sample"), .version = STR_INIT("1.0.0") } };
    static const size_t count = sizeof indicators / sizeof *indicators;
    static const struct ruleset all = { .plugins = plugins, .plugin_count = 1, .indicators = indicators, .indicator_count = count };
    static const struct ruleset host = { .plugins = plugins, .plugin_count = 1, .indicators = indicators, .indicator_count = count - 1 };

    return reach ? &all : &host;
}

struct str
figure_text(struct arena *arena, const struct figure *figure)
{
    return arena_printf(arena, "%s %d:%lld/%d:%lld %d:%lld[%lld-%lld] %d%d short %lld flags %x undated %lld homeless %lld %s",
                        figure_state_name(figure->state), figure->has_numerator, (long long)figure->numerator, figure->has_denominator,
                        (long long)figure->denominator, figure->has_bounds, (long long)figure->named, (long long)figure->lower,
                        (long long)figure->upper, figure->has_target, figure->met, (long long)figure->shortfall, figure->flags,
                        (long long)figure->undated, (long long)figure->unknown_home, figure->detail);
}
