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

/* Places of indicators that stand there. */
enum { ACTIVITIES = 0, ATTENDANCES = 1, BOTH = 2, MONTHS = 5, PARTICIPATION = 7, PLAN = 8 };

#define SHARE { .kind = SHAPE_LINEAR, .target = { 100, 1 }, .floor = { 0, 1 }, .cap = { 100, 1 } }
#define EACH(most_points) { .kind = SHAPE_PER_COUNT, .each = { 3, 2 }, .most = { most_points, 1 } }
#define TERM(term_role, title, place, full_points, ...) \
    { .role = term_role, .name = STR_INIT(title), .indicator = place, .card = -1, .points = { full_points, 1 }, .weight = { 1, 1 }, \
      .full = full_points * 100, .field = FIELD_NONE, __VA_ARGS__ }

static struct card_term unit_terms[] = {
    TERM(TERM_ITEM, "participation", PARTICIPATION, 50, .shape = SHARE),
    TERM(TERM_ITEM, "months", MONTHS, 30, .shape = SHARE),
    TERM(TERM_ITEM, "activities", ACTIVITIES, 20, .shape = EACH(20)),
    TERM(TERM_BONUS, "attendances", ATTENDANCES, 10, .shape = EACH(10)),
    TERM(TERM_GATE, "months", MONTHS, 1, .at_least = { 50, 1 }, .grade = 1, .missing_shuts = true),
    TERM(TERM_TIE_BREAK, "attendances", ATTENDANCES, 1, .lower_first = false),
};
static struct card_term team_terms[] = {
    TERM(TERM_ITEM, "months", MONTHS, 60, .shape = SHARE),
    TERM(TERM_PENALTY, "activities", ACTIVITIES, 20, .shape = EACH(20)),
};
static struct card_term whole_terms[] = {
    { .role = TERM_ITEM, .name = STR_INIT("unit_card"), .indicator = -1, .card = 1, .points = { 20, 1 }, .weight = { 1, 1 }, .full = 2000,
      .shape = SHARE, .field = FIELD_NONE },
    TERM(TERM_ITEM, "plan", PLAN, 10, .shape = SHARE),
};
static struct card_band card_bands[] = {
    { STR_INIT("good"), STR_INIT("好"), STR_INIT("Good"), { 60, 1 } }, { STR_INIT("fair"), STR_INIT("中"), STR_INIT("Fair"), { 20, 1 } },
    { STR_INIT("poor"), STR_INIT("差"), STR_INIT("Poor"), { 0, 1 } },
};
#define CARD(title, about, list) \
    .name = STR_INIT(title), .title_zh = STR_INIT("卡"), .title_en = STR_INIT("Card"), .of = about, .over = EVERY_PERIOD, .terms = list, \
    .term_count = sizeof list / sizeof *list, .bands = card_bands, .band_count = 3, .band_decimals = BAND_EXACT, .most = 12000

static struct scorecard cards[] = {
    { CARD("team_card", CARD_TEAM, team_terms), .full = 6000, .ties = RANK_DENSE },
    { CARD("unit_card", CARD_UNIT, unit_terms), .veto = true, .full = 10000, .bonus_most = 500, .sizes = { 10, 40 }, .size_count = 2 },
    { CARD("whole_card", CARD_UNIT, whole_terms), .full = 3000, .missing = MISSING_EXCLUDE, .scale = 10000 },
};

const struct ruleset *
sample_rules(bool reach)
{
    static struct plugin plugins[] = { { .name = STR_INIT("sample"), .version = STR_INIT("1.0.0") } };
    static const size_t count = sizeof indicators / sizeof *indicators;
    static const struct ruleset all = { .plugins = plugins, .plugin_count = 1, .indicators = indicators, .indicator_count = count, .cards = cards, .card_count = 3 };
    static const struct ruleset host = { .plugins = plugins, .plugin_count = 1, .indicators = indicators, .indicator_count = count - 1, .cards = cards, .card_count = 3 };

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
